package import AlarmDesk
package import AuditTrail
internal import Foundation
package import Journal
package import PumpModel

/// What happened to alarms, in the trail; and what the alarm desk must know after a restart.
extension DurableJournal {
    /// Says in the trail what happened, in order, and keeps what changed, in one transaction.
    package func keep(_ keepsakes: AlarmKeepsakes) async throws(JournalError) {
        var rows: [StoredWatch] = []
        for (pump, memory) in keepsakes.memories {
            rows.append(StoredWatch(pump: pump?.text ?? "", boot: boot, content: try memory.map(Self.text)))
        }
        try await write([], entries(of: keepsakes), watches: rows)
    }

    /// What the trail says of what happened, also while it takes nothing.
    package func entries(of keepsakes: AlarmKeepsakes) -> [CanonicalJSON] { keepsakes.notes.compactMap(entry) }

    /// What an earlier run left, on the clocks of now.
    /// - Parameter unreadable: told of each watch whose text can not be read: what it knew is lost.
    package func watches(at now: Moment, unreadable: (String) -> Void) throws(JournalError) -> [WatchMemory] {
        let rows: [StoredWatch]
        do {
            rows = try database.watches()
        } catch {
            throw JournalError("\(error)")
        }
        var found: [WatchMemory] = []
        for row in rows {
            do {
                let memory = try JSONDecoder().decode(WatchMemory.self, from: Data((row.content ?? "").utf8))
                found.append(memory.onClocks(of: now, isOfThisBoot: row.boot == boot))
            } catch {
                unreadable("pump \(row.pump): \(error)")
            }
        }
        return found
    }

    private static func text(_ memory: WatchMemory) throws(JournalError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(memory) else {
            throw JournalError("what is known of a pump can not be written: this is a defect of this program")
        }
        return String(decoding: data, as: UTF8.self)
    }

    private func entry(_ note: AlarmKeepsakes.Note) -> CanonicalJSON? {
        guard let told = note.action.told else { return nil }
        var entry = told.members
        entry["kind"] = "alarm"
        entry["event"] = .string(told.event)
        entry["boot"] = .string(boot)
        entry["at"] = .string(note.at.utc.description)
        entry["atMilliseconds"] = .integer(note.at.utc.millisecondsSince1970)
        entry["uptimeMilliseconds"] = .integer(note.at.uptimeMilliseconds)
        if let user = told.user {
            entry["userID"] = .integer(Int64(user))
            if let name = userName(user) { entry["user"] = .string(name) }
        }
        return .object(entry)
    }
}

extension AlarmAction {
    /// What the trail says of it; nil for what it does not.
    fileprivate var told: (event: String, members: [String: CanonicalJSON], user: UInt32?)? {
        switch self {
        case .raised(let alarm): ("raised", alarm.members, nil)
        case .worsened(let alarm, _): ("worsened", alarm.members, nil)
        case .eased(let alarm, _): ("eased", alarm.members, nil)
        case .cleared(let alarm, _): ("cleared", alarm.members, nil)
        case .acknowledged(let alarm, let user): ("acknowledged", alarm.members, user)
        case .acknowledgementLapsed(let alarm, _): ("acknowledgementLapsed", alarm.members, nil)
        case .silenced(let alarm, let user): ("silenced", alarm.members, user)
        case .silenceEnded(let alarm, let end):
            ("silenceEnded", alarm.members.merging(["detail": .string(end.rawValue)]) { $1 }, nil)
        case .session(let pump, let change): ("session \(change.rawValue)", ["pump": .string(pump.text)], nil)
        case .repeatedStopStart(let pump, let name):
            ("repeatedStopStart", ["pump": .string(pump.text), "alarm": .string(name.rawValue)], nil)
        case .forgotten(let pump, let user): ("forgotten", ["pump": .string(pump.text)], user)
        case .turnedAway(let pump): ("turnedAway", ["pump": .string(pump.text)], nil)
        case .dropped(let pump): ("dropped", ["pump": .string(pump.text)], nil)
        case .sounding, .refused: nil
        }
    }
}

extension ListedAlarm {
    fileprivate var members: [String: CanonicalJSON] {
        var members: [String: CanonicalJSON] = [
            "alarm": .string(name.rawValue), "priority": .string(priority.rawValue),
            "since": .string(since.utc.description), "number": .string(id.description),
        ]
        if let pump { members["pump"] = .string(pump.text) }
        return members
    }
}
