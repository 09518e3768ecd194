internal import AuditTrail
package import CommandQueue
package import Journal
package import PumpModel

/// The daemon's journal on the database: each record becomes the row of its command and an entry of the audit trail, in
/// one transaction.
package struct DurableJournal: Journal {
    package let database: JournalDatabase
    /// Names the span in which this machine's monotonic clock has run without a break.
    let boot: String
    let userName: @Sendable (UInt32) -> String?

    package init(_ database: JournalDatabase, boot: String, userName: @escaping @Sendable (UInt32) -> String?) {
        self.database = database
        self.boot = boot
        self.userName = userName
    }

    package func append(_ records: [JournalRecord], wand: String) async throws(JournalError) {
        var rows: [StoredCommand] = []
        var places: [TransactionID: Int] = [:]
        for command in records.compactMap(\.command) {
            let row = try StoredCommand(
                id: command.id.description, pump: command.pump.text, wand: wand, isOpen: !command.state.isTerminal,
                acceptedAtMilliseconds: command.acceptedAt.millisecondsSince1970, version: Int64(command.version),
                boot: boot, content: CommandText.write(command))
            if let place = places[command.id] {
                rows[place] = row
            } else {
                places[command.id] = rows.count
                rows.append(row)
            }
        }
        let context = AuditEntry.Context(boot: boot, wand: wand, userName: userName)
        try await write(rows, records.map { AuditEntry.json(of: $0, in: context) })
    }

    /// Says in the trail that a run of the daemon begins, or ends in order: between two beginnings without an end lies a
    /// crash.
    package func note(_ turn: Turn, version: String, at now: Moment) async throws(JournalError) {
        try await write(
            [],
            [
                [
                    "kind": .string(turn.rawValue), "version": .string(version), "boot": .string(boot),
                    "at": .string(now.utc.description), "atMilliseconds": .integer(now.utc.millisecondsSince1970),
                    "uptimeMilliseconds": .integer(now.uptimeMilliseconds),
                ]
            ])
    }

    package enum Turn: String, Sendable { case start, end }

    /// What earlier runs left, by the wand that carried it, oldest first.
    /// - Parameter unreadable: told of each ended command whose text can not be read: it is not shown any more.
    /// - Throws: when the journal can not be read, or an open command in it: nothing may start then.
    package func commands(unreadable: (String) -> Void) throws(JournalError) -> [String: [RestoredCommand]] {
        let rows: [StoredCommand]
        do {
            rows = try database.commands(endedPerPump: Limits.endedCommandsPerPump)
        } catch {
            throw JournalError("\(error)")
        }
        var found: [String: [RestoredCommand]] = [:]
        for row in rows {
            let command: Command
            do throws(JournalError) {
                command = try CommandText.read(row.content)
            } catch {
                let problem = "command \(row.id) of pump \(row.pump): \(error)"
                guard !row.isOpen else { throw JournalError(problem) }
                unreadable(problem)
                continue
            }
            found[row.wand, default: []].append(
                RestoredCommand(command: command, isOfThisBoot: row.boot == boot))
        }
        return found
    }

    func write(
        _ rows: [StoredCommand], _ entries: [CanonicalJSON], watches: [StoredWatch] = []
    ) async throws(JournalError) {
        do {
            try await database.write(rows, entries, watches: watches)
        } catch {
            throw JournalError("\(error)")
        }
    }
}
