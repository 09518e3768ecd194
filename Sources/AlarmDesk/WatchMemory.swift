package import PumpModel

/// What outlives a run of the daemon, of one pump or of the desk itself.
///
/// Kept: the last reading, so that what stood in it stands again; a program that read back otherwise; the open session;
/// the critical alarms that nobody has acknowledged. Not kept, so that no quiet outlives the run that gave it: silences,
/// acknowledgements, and whether a wand reaches the pump.
package struct WatchMemory: Hashable, Codable, Sendable {
    /// nil: the desk itself.
    package let pump: PumpSerial?
    /// It left the site's care, and has alarms that nobody has acknowledged yet.
    var isForgotten = false
    /// Since when it is watched; nil of the desk itself.
    var knownSince: Moment?
    var facts: PumpFacts?
    var mismatchSince: Moment?
    var session: SessionLatch.Session?
    /// In order of arrival.
    var alarms: [Listed]

    /// A critical alarm that nobody has acknowledged.
    struct Listed: Hashable, Codable, Sendable {
        var number: UInt64
        var name: AlarmName
        var priority: AlarmPriority
        var since: Moment
        var raisedAt: Moment
        var occurrences: Int
        var isStanding: Bool
        var pumpSince: Timestamp?
    }

    init(pump: PumpSerial?, alarms: [Listed]) {
        self.pump = pump
        self.alarms = alarms
    }

    /// The same on the clocks of now.
    /// - Parameter isOfThisBoot: the monotonic clock has run on since it was written. If not, only the wall clock can
    ///   tell how long ago things were; what it sets later than now is now.
    package func onClocks(of now: Moment, isOfThisBoot: Bool) -> WatchMemory {
        func moved(_ moment: Moment) -> Moment {
            let ago =
                isOfThisBoot
                ? now.uptimeMilliseconds - moment.uptimeMilliseconds : now.utc.milliseconds(since: moment.utc)
            return Moment(uptimeMilliseconds: now.uptimeMilliseconds - max(0, ago), utc: moment.utc)
        }
        var memory = self
        memory.knownSince = knownSince.map(moved)
        if let facts { memory.facts?.readAt = moved(facts.readAt) }
        memory.mismatchSince = mismatchSince.map(moved)
        if let session {
            memory.session?.openedAt = moved(session.openedAt)
            memory.session?.workedAt = moved(session.workedAt)
            memory.session?.activeAt = moved(session.activeAt)
        }
        for place in alarms.indices {
            memory.alarms[place].since = moved(alarms[place].since)
            memory.alarms[place].raisedAt = moved(alarms[place].raisedAt)
        }
        return memory
    }
}

extension WatchMemory.Listed {
    /// nil for what need not be kept: the reading brings it back, or somebody knows.
    init?(_ alarm: ListedAlarm) {
        guard alarm.alarmClass == .critical else { return nil }
        switch alarm.state {
        case .acknowledged: return nil
        case .sounding, .silenced, .cleared: break
        }
        number = alarm.id.number
        name = alarm.name
        priority = alarm.priority
        since = alarm.since
        raisedAt = alarm.raisedAt
        occurrences = alarm.occurrences
        isStanding = alarm.isStanding
        pumpSince = alarm.pumpSince
    }

    func alarm(of pump: PumpSerial?, _ now: Moment) -> ListedAlarm {
        var alarm = ListedAlarm(
            id: AlarmID(number), pump: pump, name: name, priority: priority, since: since, raisedAt: raisedAt,
            occurrences: occurrences, state: isStanding ? .sounding : .cleared(at: now))
        alarm.pumpSince = pumpSince
        return alarm
    }
}

extension PumpWatch {
    var memory: WatchMemory {
        var memory = WatchMemory(pump: serial, alarms: board.alarms.compactMap(WatchMemory.Listed.init))
        memory.isForgotten = isForgotten
        guard !isForgotten else { return memory }
        memory.knownSince = knownSince
        memory.facts = facts
        memory.mismatchSince = mismatchSince
        memory.session = latch.session
        return memory
    }

    /// A pump as an earlier run left it.
    init(_ serial: PumpSerial, _ memory: WatchMemory, _ now: Moment) {
        self.init(serial, memory.knownSince ?? now)
        isForgotten = memory.isForgotten
        facts = memory.facts
        wand = memory.facts?.wand
        mismatchSince = memory.mismatchSince
        guard let session = memory.session else { return }
        latch = SessionLatch(resuming: session)
        loss = Loss(isByRange: true, isUntilRead: true, since: now)
    }
}

extension AlarmDesk {
    /// Takes up what an earlier run left. What stood by the last reading stands, and sounds, whoever had silenced or
    /// acknowledged it; other critical alarms are listed as cleared until somebody acknowledges them.
    mutating func restore(_ memories: [WatchMemory], _ now: Moment, into actions: inout [AlarmAction]) {
        for memory in memories {
            for alarm in memory.alarms { nextID = max(nextID, AlarmID(alarm.number).next) }
            guard let pump = memory.pump else {
                for alarm in memory.alarms { ownBoard.restore(alarm.alarm(of: nil, now)) }
                continue
            }
            let isKnown = place(of: pump) != nil
            guard admit(pump, now, into: &actions), let place = place(of: pump) else { continue }
            // what this run knows already is younger
            if !isKnown { watches[place] = PumpWatch(pump, memory, now) }
            for alarm in memory.alarms { watches[place].board.restore(alarm.alarm(of: pump, now)) }
        }
    }
}
