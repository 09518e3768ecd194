package import PumpModel

/// What is to be kept of what happened at the desk, until a disk has taken it: the notes in order, and of each pump only
/// the newest memory.
package struct AlarmKeepsakes: Sendable {
    package struct Note: Hashable, Sendable {
        package var action: AlarmAction
        package var at: Moment
    }

    /// What was told, at most `limit` of it: beyond that the oldest makes room.
    package private(set) var notes: [Note] = []
    /// What changed; a value of nil: the pump is no longer watched. The key nil: the desk itself.
    package private(set) var memories: [PumpSerial?: WatchMemory?] = [:]
    private let limit: Int

    package init(limit: Int = Limits.journalBacklogRecords) { self.limit = limit }

    package var isEmpty: Bool { notes.isEmpty && memories.isEmpty }

    package mutating func add(_ actions: [AlarmAction], at now: Moment) {
        notes += actions.map { Note(action: $0, at: now) }
        notes.removeFirst(max(0, notes.count - limit))
    }

    package mutating func set(_ memory: WatchMemory?, of pump: PumpSerial?) {
        memories.updateValue(memory, forKey: pump)
    }

    /// Adds what came later.
    package mutating func add(_ later: AlarmKeepsakes) {
        notes = (notes + later.notes).suffix(limit)
        memories.merge(later.memories) { $1 }
    }
}
