internal import CommandQueue
internal import DequeModule
internal import Journal
internal import PumpModel

/// A disk under the journal: writes are done one after the other, take their time, and are durable as a whole when done.
///
/// A kill lets some of the writes that were under way reach the disk, the first ones, and forgets the others.
struct SimulatedJournal: Sendable {
    struct Write: Sendable {
        var token: JournalToken
        var records: [JournalRecord]
    }

    /// The latest state of a command, and the boot in which it was written.
    struct Stored: Sendable {
        var command: Command
        var boot: Int
    }

    private(set) var pending: Deque<Write> = []
    private(set) var stored: [TransactionID: Stored] = [:]
    /// In the order of their first record.
    private(set) var order: [TransactionID] = []
    var isFailing = false
    var isSlow = false
    private(set) var writes = 0
    private(set) var trail: SimulatedTrail
    /// Whether commands are restored from their text and records have audit entries.
    private let isThorough: Bool

    init(isThorough: Bool) {
        self.isThorough = isThorough
        trail = SimulatedTrail(isWritten: isThorough)
    }

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
        trail.kill()
        return durable
    }

    /// What a new run of the daemon finds, oldest first. What is open is read from its text, as from a real journal.
    mutating func found(boot: Int) throws(Violation) -> [RestoredCommand] {
        try trail.verify()
        var found: [RestoredCommand] = []
        for kept in order.compactMap({ stored[$0] }) {
            let command = isThorough && !kept.command.state.isTerminal ? try reread(kept.command) : kept.command
            found.append(RestoredCommand(command: command, isOfThisBoot: kept.boot == boot))
        }
        return found
    }

    private func reread(_ command: Command) throws(Violation) -> Command {
        do throws(JournalError) {
            let read = try CommandText.read(CommandText.write(command))
            if read == command { return read }
        } catch {
            throw Violation(.noLoss, "\(command.id) can not be read from the journal: \(error)")
        }
        throw Violation(.noLoss, "\(command.id) is read from the journal as something else")
    }

    /// Each command's version.
    var versions: some Sequence<(id: TransactionID, version: UInt32)> {
        order.lazy.compactMap { id in stored[id].map { (id, $0.command.version) } }
    }

    private mutating func keep(_ write: Write, _ boot: Int) {
        writes += 1
        trail.keep(write.records, boot: boot)
        for command in write.records.compactMap(\.command) {
            if stored.updateValue(Stored(command: command, boot: boot), forKey: command.id) == nil {
                order.append(command.id)
            }
        }
    }
}
