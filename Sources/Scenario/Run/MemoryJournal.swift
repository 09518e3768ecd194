internal import CommandQueue
internal import PumpModel

/// A journal that keeps the last state of each command, and forgets nothing while the story lasts.
struct MemoryJournal: Sendable {
    private var commands: [TransactionID: Command] = [:]
    private var order: [TransactionID] = []

    mutating func keep(_ records: [JournalRecord]) {
        for command in records.compactMap(\.command) {
            if commands.updateValue(command, forKey: command.id) == nil { order.append(command.id) }
        }
    }

    /// What a new run of the daemon finds, oldest first; the machine itself ran on.
    var found: [RestoredCommand] {
        order.compactMap { commands[$0] }.map { RestoredCommand(command: $0, isOfThisBoot: true) }
    }
}
