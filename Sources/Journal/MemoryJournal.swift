package import CommandQueue
package import PumpModel

/// A journal that lasts as long as the process: what this version of the daemon runs with, and says so at its start.
///
/// It keeps the latest record of each command, and no more of them than the queues show.
package actor MemoryJournal: Journal {
    private var latest: [TransactionID: JournalRecord] = [:]
    private var order: [TransactionID] = []
    private static let capacity = Limits.pumpsPerWand * (Limits.openCommandsPerPump + Limits.endedCommandsPerPump)

    package init() {}

    package func append(_ records: [JournalRecord]) async throws(JournalError) {
        for record in records {
            let id = record.command.id
            if latest.updateValue(record, forKey: id) == nil { order.append(id) }
        }
        while order.count > Self.capacity { latest[order.removeFirst()] = nil }
    }

    /// The latest record of a command.
    package func record(_ id: TransactionID) -> JournalRecord? { latest[id] }
}
