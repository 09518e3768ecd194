internal import PumpModel

/// All that the desk knows of one pump, and what of it is a cause for alarm.
struct PumpWatch: Sendable {
    let serial: PumpSerial
    /// Since when it is watched: an unread pump becomes stale from here.
    let knownSince: Moment
    /// The last reading; nil before the first.
    var facts: PumpFacts?
    /// The wand that reached it last.
    var wand: WandSerial?
    /// Why it can not be reached; nil while it can, or is not known to be lost.
    var loss: Loss?
    var latch = SessionLatch()
    var doubtSince: Moment?
    var mismatchSince: Moment?
    var stopStart = StopStartWatch()
    /// No longer in care: it has no causes, and is kept while its list has something to acknowledge.
    var isForgotten = false
    var board = AlarmBoard()
    /// When its causes are to be looked at again, in monotonic milliseconds; `.min`: now; nil: not by time.
    var dueAt: Int64? = .min

    struct Loss: Hashable, Sendable {
        /// A restored link to the wand brings the pump back only if it was lost with it.
        var isByRange: Bool
        /// The session is one of an earlier run: only a reading says how the pump stands.
        var isUntilRead = false
        var since: Moment
    }

    init(_ serial: PumpSerial, _ now: Moment) {
        self.serial = serial
        knownSince = now
    }

    /// Nothing stands and nothing is open: it may make room for another pump.
    var isQuiet: Bool {
        board.alarms.isEmpty && latch.state == .closed && latch.openCommands == 0 && doubtSince == nil
            && mismatchSince == nil
    }

    var lastHeardAt: Int64 { facts?.readAt.uptimeMilliseconds ?? knownSince.uptimeMilliseconds }

    /// A pump whose wand is not known may be behind any.
    func mayBeBehind(_ other: WandSerial) -> Bool { wand == nil || wand == other }

    mutating func isLost(byRange: Bool, _ now: Moment) {
        loss = Loss(
            isByRange: byRange || loss?.isByRange ?? false, isUntilRead: loss?.isUntilRead ?? false,
            since: loss?.since ?? now)
        dueAt = .min
    }

    /// The causes that stand. The latch has been told the time before.
    func causes(_ now: Moment, _ policy: AlarmPolicy) -> StandingCauses {
        var found = StandingCauses(now)
        guard !isForgotten else { return found }
        if let facts {
            addReported(facts, policy, &found)
            addFlow(facts, &found)
            addRefill(facts, policy, &found)
            if abs(facts.clockOffsetMilliseconds) > policy.clockTolerance.milliseconds {
                found.add(.pumpClockOff, since: facts.readAt)
            }
        }
        let stale = (facts?.readAt ?? knownSince).advanced(by: policy.staleAfter)
        if found.hasCome(stale) { found.add(.interrogationStale, since: stale) }
        addSession(policy, &found)
        if let repetition = stopStart.repetition, !found.hasCome(repetition.until) {
            found.add(.repeatedAlertStopStart, since: repetition.since)
        }
        if let mismatchSince { found.add(.readBackMismatch, since: mismatchSince) }
        if let doubtSince { found.add(.outcomeInDoubt, since: doubtSince) }
        return found
    }

    /// What the pump says itself.
    private func addReported(_ facts: PumpFacts, _ policy: AlarmPolicy, _ found: inout StandingCauses) {
        for alarm in facts.alarms {
            var priority = AlarmName(alarm.cause).firstPriority
            if alarm.cause == .lowReservoir, let empty = facts.emptyDate,
                found.hasCome(facts.moment(ofDate: empty).advanced(byDays: -policy.refillNearDays))
            {
                priority = .medium
            }
            found.add(
                AlarmName(alarm.cause), since: facts.moment(ofPumpTime: alarm.since), pumpSince: alarm.since,
                priority: priority)
        }
    }

    private func addFlow(_ facts: PumpFacts, _ found: inout StandingCauses) {
        guard let stopped = facts.nothingFlowsSince else { return }
        let since = facts.moment(ofPumpTime: stopped)
        found.add(.pumpStopped, since: since, pumpSince: stopped)
        let critical = since.advanced(by: AlarmPolicy.stoppedCriticalAfter)
        if found.hasCome(critical) { found.add(.stoppedOver48Hours, since: critical) }
    }

    private func addRefill(_ facts: PumpFacts, _ policy: AlarmPolicy, _ found: inout StandingCauses) {
        guard let date = facts.refillBy ?? facts.lowReservoirDate else { return }
        let due = facts.moment(ofDate: date)
        let warning = due.advanced(byDays: -policy.refillWarningDays)
        guard found.hasCome(warning) else { return }
        let isNear = found.hasCome(due.advanced(byDays: -policy.refillNearDays))
        // a date that this reading brought nearer was not due before it
        found.add(
            .refillDueSoon, since: warning.isLater(than: facts.readAt) ? warning : facts.readAt,
            priority: isNear ? .medium : .low)
    }

    private func addSession(_ policy: AlarmPolicy, _ found: inout StandingCauses) {
        found.note(latch.nextDeadline(abandonedAfter: policy.abandonedAfter))
        guard let session = latch.session else { return }
        if let loss {
            found.add(
                .linkLostInSession,
                since: loss.since.isLater(than: session.openedAt) ? loss.since : session.openedAt)
        }
        if case .abandoned = latch.state {
            found.add(.sessionAbandoned, since: session.abandonedAt(after: policy.abandonedAfter))
        }
    }
}
