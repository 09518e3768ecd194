package import PumpModel

/// Which refusals the audit trail tells one by one, so that nobody fills it by asking for what he may not have: of each
/// user so many in a minute, the others as their number once the minute is over. A pure value; time comes in.
package struct RefusalLedger: Sendable {
    private struct Minute {
        var began: Int64
        var told = 0
        var untold = 0
    }

    private static let milliseconds: Int64 = 60_000
    private var minutes: [UInt32: Minute] = [:]

    package init() {}

    /// - Returns: what is to be noted: this refusal, or nothing yet, after numbers that have become due.
    package mutating func refused(
        _ user: UInt32, route: String, problem: String, at now: Moment
    ) -> [AccessNote] {
        var notes = due(at: now)
        // a user that finds no room is counted with nobody: the room is the number of users that can ask at all
        guard minutes[user] != nil || minutes.count < Limits.budgetedUsers else { return notes }
        var minute = minutes[user] ?? Minute(began: now.uptimeMilliseconds)
        if minute.told < Limits.refusalNotesPerMinute {
            minute.told += 1
            notes.append(AccessNote(userID: user, event: .refused(route: route, problem: problem), at: now))
        } else {
            minute.untold += 1
        }
        minutes[user] = minute
        return notes
    }

    /// The numbers of those minutes that are over.
    package mutating func due(at now: Moment) -> [AccessNote] {
        let over = minutes.filter { now.uptimeMilliseconds - $0.value.began >= Self.milliseconds }
        for user in over.keys { minutes[user] = nil }
        return over.sorted { $0.key < $1.key }.compactMap { user, minute in
            minute.untold > 0 ? AccessNote(userID: user, event: .moreRefused(count: minute.untold), at: now) : nil
        }
    }
}
