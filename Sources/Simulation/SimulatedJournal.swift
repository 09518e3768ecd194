internal import CommandQueue
internal import DequeModule
internal import PumpModel

/// A disk under the journal: writes are done one after the other, take their time, and are durable as a whole when done.
///
/// A kill lets some of the writes that were under way reach the disk, the first ones, and forgets the others.
struct SimulatedJournal: Sendable {
    struct Write: Sendable {
        var token: JournalToken
        var records: [JournalRecord]
    }

    /// The latest state of a command, the boot in which it was written, and the version that the audit trail ends with.
    struct Stored: Sendable {
        var command: Command
        var boot: Int
        var audited: UInt32
    }

    private(set) var pending: Deque<Write> = []
    private(set) var stored: [TransactionID: Stored] = [:]
    /// In the order of their first record.
    private(set) var order: [TransactionID] = []
    var isFailing = false
    var isSlow = false
    private(set) var writes = 0
    /// Commands whose audit record waits for the next write: a bug that is planted.
    private var unaudited: [TransactionID] = []

    mutating func begin(_ token: JournalToken, _ records: [JournalRecord]) {
        pending.append(Write(token: token, records: records))
    }

    /// Ends the first write; nil when there is none.
    mutating func finishFirst(boot: Int) -> (write: Write, isDurable: Bool)? {
        guard let write = pending.popFirst() else { return nil }
        if isFailing { return (write, false) }
        keep(write, boot)
        return (write, true)
    }

    /// The process is gone. Returns the writes that reached the disk all the same.
    mutating func kill(boot: Int, _ chance: inout Chance) -> [Write] {
        let reached = isFailing ? 0 : chance.below(pending.count + 1)
        let durable = Array(pending.prefix(reached))
        for write in durable { keep(write, boot) }
        pending.removeAll()
        unaudited = []
        return durable
    }

    /// What a new run of the daemon finds, oldest first.
    func found(boot: Int) -> [RestoredCommand] {
        order.compactMap { stored[$0] }.map { RestoredCommand(command: $0.command, isOfThisBoot: $0.boot == boot) }
    }

    /// Each command's version, and the one that the audit trail has.
    var versions: some Sequence<(id: TransactionID, version: UInt32, audited: UInt32)> {
        order.lazy.compactMap { id in stored[id].map { (id, $0.command.version, $0.audited) } }
    }

    private mutating func keep(_ write: Write, _ boot: Int) {
        writes += 1
        for id in unaudited { if let version = stored[id]?.command.version { stored[id]?.audited = version } }
        unaudited = []
        for command in write.records.compactMap(\.command) {
            let isLate = PlantedBug.auditWrittenLate.isPlanted
            if isLate { unaudited.append(command.id) }
            let audited = isLate ? stored[command.id]?.audited ?? 0 : command.version
            if stored.updateValue(Stored(command: command, boot: boot, audited: audited), forKey: command.id) == nil {
                order.append(command.id)
            }
        }
    }
}
