internal import PumpModel

/// The alarms of one pump, or of the desk itself: each name at most once, so that it can not grow.
struct AlarmBoard: Sendable {
    /// In order of arrival.
    private(set) var alarms: [ListedAlarm] = []

    /// Brings the list into line with the causes that stand: ends what is over, changes priorities, and returns what is
    /// to be raised. The caller raises it, in order over all pumps.
    mutating func settle(
        _ causes: [StandingCause], _ now: Moment, into actions: inout [AlarmAction]
    ) -> [StandingCause] {
        for alarm in alarms where alarm.isStanding {
            guard let cause = causes.first(where: { $0.name == alarm.name }), !alarm.isEarlierOccurrence(of: cause)
            else {
                end(alarm, now, into: &actions)
                continue
            }
            update(alarm, with: cause, into: &actions)
        }
        return causes.filter { cause in !alarms.contains { $0.name == cause.name && $0.isStanding } }
    }

    mutating func raise(
        _ cause: StandingCause, of pump: PumpSerial?, id: AlarmID, _ now: Moment, into actions: inout [AlarmAction]
    ) {
        let earlier = alarms.first { $0.name == cause.name }
        var alarm = ListedAlarm(
            id: id, pump: pump, name: cause.name, priority: cause.priority, since: cause.since, raisedAt: now,
            occurrences: (earlier?.occurrences ?? 0) + 1, state: .sounding)
        alarm.pumpSince = cause.pumpSince
        if let earlier { remove(earlier.id) }
        alarms.append(alarm)
        actions.append(.raised(alarm))
    }

    /// Puts back what an earlier run listed; nothing if the name is listed already.
    mutating func restore(_ alarm: ListedAlarm) {
        guard !alarms.contains(where: { $0.name == alarm.name }) else { return }
        alarms.append(alarm)
    }

    private mutating func end(_ alarm: ListedAlarm, _ now: Moment, into actions: inout [AlarmAction]) {
        var alarm = alarm
        let before = alarm.state
        alarm.state = .cleared(at: now)
        let staysListed: Bool
        switch before {
        case .acknowledged: staysListed = false
        case .sounding, .cleared: staysListed = alarm.alarmClass == .critical
        case .silenced:
            staysListed = alarm.alarmClass == .critical
            actions.append(.silenceEnded(alarm, .causeEnded))
        }
        if staysListed { replace(alarm) } else { remove(alarm.id) }
        actions.append(.cleared(alarm, staysListed: staysListed))
    }

    private mutating func update(
        _ alarm: ListedAlarm, with cause: StandingCause, into actions: inout [AlarmAction]
    ) {
        var alarm = alarm
        let before = alarm.priority
        let wasSilenced = alarm.silencedUntil != nil
        alarm.pumpSince = cause.pumpSince ?? alarm.pumpSince
        alarm.priority = cause.priority
        if cause.priority > before { alarm.state = .sounding }
        replace(alarm)
        if cause.priority > before {
            if wasSilenced { actions.append(.silenceEnded(alarm, .worse)) }
            actions.append(.worsened(alarm, from: before))
        } else if cause.priority < before {
            actions.append(.eased(alarm, from: before))
        }
    }

    mutating func replace(_ alarm: ListedAlarm) {
        guard let place = alarms.firstIndex(where: { $0.id == alarm.id }) else { return }
        alarms[place] = alarm
    }

    mutating func remove(_ id: AlarmID) { alarms.removeAll { $0.id == id } }
}

extension ListedAlarm {
    /// Whether the pump dates the cause otherwise: it ended and returned between two readings.
    fileprivate func isEarlierOccurrence(of cause: StandingCause) -> Bool {
        guard let pumpSince, let other = cause.pumpSince else { return false }
        return pumpSince != other
    }
}
