internal import PumpModel

/// What people ask for, and what an earlier run left.
extension AlarmDesk {
    /// Finds an alarm and lets its board take what is asked; refuses what names none.
    mutating func onAlarm(
        _ id: AlarmID, by user: UInt32, into actions: inout [AlarmAction],
        _ body: (inout AlarmBoard, ListedAlarm, AlarmPolicy, inout [AlarmAction]) -> Void
    ) {
        if let alarm = ownBoard.alarms.first(where: { $0.id == id }) {
            return body(&ownBoard, alarm, policy, &actions)
        }
        for place in watches.indices {
            guard let alarm = watches[place].board.alarms.first(where: { $0.id == id }) else { continue }
            return body(&watches[place].board, alarm, policy, &actions)
        }
        actions.append(.refused(id, .unknownAlarm, by: user))
    }

    /// Takes up what an earlier run listed. Critical alarms that nobody had acknowledged are listed as cleared until
    /// they are, or until their cause shows again; all others are raised anew by what is read. No silence survives.
    mutating func restore(_ alarms: [ListedAlarm], _ now: Moment, into actions: inout [AlarmAction]) {
        for alarm in alarms.sorted(by: ListedAlarm.occursBefore) {
            nextID = max(nextID, alarm.id.next)
            switch alarm.state {
            case .acknowledged: continue
            case .sounding, .silenced, .cleared: break
            }
            guard alarm.alarmClass == .critical else { continue }
            let found = ListedAlarm(
                id: alarm.id, pump: alarm.pump, name: alarm.name, priority: alarm.priority,
                since: now.advanced(byMilliseconds: -max(0, now.utc.milliseconds(since: alarm.since.utc))),
                raisedAt: now.advanced(byMilliseconds: -max(0, now.utc.milliseconds(since: alarm.raisedAt.utc))),
                occurrences: alarm.occurrences, state: .cleared(at: now))
            guard let pump = alarm.pump else {
                ownBoard.restore(found)
                continue
            }
            guard admit(pump, now, into: &actions), let place = place(of: pump) else { continue }
            watches[place].board.restore(found)
        }
    }
}
