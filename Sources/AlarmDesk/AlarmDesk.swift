package import PumpModel

/// The alarms of all pumps of one daemon, as a pure state machine: what happens and the time go in; what is to be told,
/// and the list of alarms, come out. See `ListedAlarm` for the states of one alarm, `SessionLatch` for those of a session.
///
/// Promise:
/// - alarms are raised and listed in the order in which their causes began;
/// - a critical alarm leaves the list only after its cause has ended and somebody has acknowledged it;
/// - a silence ends after at most 10 min, and at once when the link to any wand or the pump's range is lost, when the
///   cause gets worse, or ends: one that returns sounds anew;
/// - acknowledging ends no cause; that of a critical alarm keeps it quiet for a set time only;
/// - no pump is lost at the limit without an alarm that says so;
/// - nothing that comes out can ask a pump for anything (see `AlarmAction`).
///
/// All time runs on the monotonic clock; one late tick tells what many would have, in the same order.
package struct AlarmDesk: Sendable {
    package let policy: AlarmPolicy
    /// Pumps that are watched at most.
    let limit: Int
    var watches: [PumpWatch] = []
    /// The alarms of the desk itself.
    var ownBoard = AlarmBoard()
    var nextID: AlarmID
    /// Since when a quiet pump had to make room; nil while the list has had room since.
    var fullSince: Moment?
    /// Since when a pump was turned away; nil while the list has had room since.
    var turnedAwaySince: Moment?

    /// - Parameters:
    ///   - limit: how many pumps are watched.
    ///   - firstID: above the number of every alarm of earlier runs, so that none is taken for another.
    package init(policy: AlarmPolicy, limit: Int = Limits.watchedPumps, firstID: UInt64 = 1) {
        self.policy = policy
        self.limit = max(1, limit)
        nextID = AlarmID(firstID)
    }

    /// Takes one event, appends what is to be told, in order.
    package mutating func handle(_ event: AlarmEvent, at now: Moment, into actions: inout [AlarmAction]) {
        let before = sounding
        let first = actions.count
        // what time has brought comes before the event, however late the tick is
        advance(now, into: &actions)
        settle(now, into: &actions)
        take(event, now, into: &actions)
        settle(now, into: &actions)
        let after = sounding
        let begins = after.map { heard in actions[first...].contains { $0.begins == heard.alarmClass } } ?? false
        if after != before || begins { actions.append(.sounding(after)) }
    }

    private mutating func take(_ event: AlarmEvent, _ now: Moment, into actions: inout [AlarmAction]) {
        switch event {
        case .read(let facts): read(facts, now, into: &actions)
        case .mismatch(let pump):
            let since = now
            change(pump, now, into: &actions) { $0.mismatchSince = $0.mismatchSince ?? since }
        case .readBackMatched(let pump): changeKnown(pump) { $0.mismatchSince = nil }
        case .inDoubt(let pump, let commands):
            guard commands > 0 else { return changeKnown(pump) { $0.doubtSince = nil } }
            let since = now
            change(pump, now, into: &actions) { $0.doubtSince = $0.doubtSince ?? since }
        case .linkLost(let wand): linkLost(wand, now, into: &actions)
        case .linkRestored(let wand):
            for place in watches.indices where watches[place].mayBeBehind(wand) {
                guard watches[place].loss?.isByRange == false else { continue }
                watches[place].loss = nil
                watches[place].dueAt = .min
            }
        case .outOfRange(let pump):
            guard let place = place(of: pump) else { return }
            watches[place].isLost(byRange: true, now)
            watches[place].board.endSilences(.outOfRange, into: &actions)
        case .inRange(let pump, let wand):
            changeKnown(pump) {
                $0.wand = wand
                if $0.loss?.isUntilRead != true { $0.loss = nil }
            }
        case .therapyWork(let pump, let wand):
            session(.work, of: pump, now, into: &actions)
            if let wand { changeKnown(pump) { $0.wand = wand } }
        case .sessionActivity(let pump): session(.activity, of: pump, now, into: &actions)
        case .openCommands(let pump, let count): session(.openCommands(count), of: pump, now, into: &actions)
        case .acknowledge(let id, let user):
            onAlarm(id, by: user, into: &actions) { board, alarm, policy, actions in
                board.acknowledge(alarm, by: user, now, policy, into: &actions)
            }
        case .silence(let id, let user):
            onAlarm(id, by: user, into: &actions) { board, alarm, policy, actions in
                board.silence(alarm, by: user, now, policy, into: &actions)
            }
        case .forget(let pump, let user): forget(pump, by: user, now, into: &actions)
        case .restore(let memories): restore(memories, now, into: &actions)
        case .tick: break
        }
    }

    /// The alarms, in order of occurrence.
    package var shown: [ListedAlarm] {
        (ownBoard.alarms + watches.flatMap(\.board.alarms)).sorted(by: ListedAlarm.occursBefore)
    }

    /// What is to be heard: the highest class that sounds; nil: nothing.
    package var sounding: Sounding? {
        var sounds = false
        for alarm in ownBoard.alarms where alarm.isSounding {
            if alarm.alarmClass == .critical { return Sounding(.critical, policy) }
            sounds = true
        }
        for watch in watches {
            for alarm in watch.board.alarms where alarm.isSounding {
                if alarm.alarmClass == .critical { return Sounding(.critical, policy) }
                sounds = true
            }
        }
        return sounds ? Sounding(.nonCritical, policy) : nil
    }

    /// When `tick` is due, in monotonic milliseconds; nil: not before another event.
    package var nextDeadline: Int64? {
        var next = ownBoard.nextChange ?? .max
        for watch in watches { next = min(next, watch.dueAt ?? .max, watch.board.nextChange ?? .max) }
        return next == .max ? nil : next
    }

    /// What outlives this run: of each pump, and of the desk itself where it has anything to keep.
    package var memories: [WatchMemory] {
        let own = WatchMemory(pump: nil, alarms: ownBoard.alarms.compactMap(WatchMemory.Listed.init))
        return (own.alarms.isEmpty ? [] : [own]) + watches.map(\.memory)
    }

    /// The session latch of a pump; nil when it is not watched.
    package func session(of pump: PumpSerial) -> SessionLatch? { place(of: pump).map { watches[$0].latch } }

    /// The pumps that are watched, in the order in which they came.
    package var watchedPumps: [PumpSerial] { watches.filter { !$0.isForgotten }.map(\.serial) }
}
