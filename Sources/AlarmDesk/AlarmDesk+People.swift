internal import PumpModel

/// What people ask for.
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
}
