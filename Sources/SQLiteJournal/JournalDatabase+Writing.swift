package import AuditTrail
import GRDB
import Synchronization

extension JournalDatabase {
    /// Keeps the latest state of each command and of each watch, and appends each entry as the next audit record, all of it or nothing.
    ///
    /// What retention allows no longer is dropped in the same transaction; when audit records are, one more record says
    /// so.
    /// - Returns: the newest audit record.
    /// - Throws: `readOnly`, `full`, `io`, `corrupt`, `closed`, `refused`.
    @discardableResult
    package func write(
        _ commands: [StoredCommand], _ entries: [CanonicalJSON], watches: [StoredWatch] = []
    ) async throws(JournalDatabaseError) -> AuditHead {
        guard isWritable else { throw JournalDatabaseError(.readOnly, path: path) }
        let retention = retention
        // the queue is serial: who is told hears in the order of the records
        return try await perform { [self] db in
            var bounds = try TrailBounds(db)
            var appended: [AuditRecord] = []
            try db.inTransaction(.immediate) {
                for command in commands { try Self.store(command, retention, db) }
                for watch in watches { try Self.store(watch, db) }
                appended = try Self.append(entries, to: &bounds, db)
                appended += try Self.dropOldRecords(&bounds, retention, lastEntry: entries.last, db)
                try bounds.save(db)
                return .commit
            }
            if !appended.isEmpty { listener.withLock { $0 }?(appended) }
            return bounds.head
        }
    }

    private static func store(_ command: StoredCommand, _ retention: JournalRetention, _ db: Database) throws {
        var endedOrdinal: Int64?
        if !command.isOpen {
            // a command that had ended keeps its place
            endedOrdinal =
                try Int64.fetchOne(
                    db.cachedStatement(sql: "SELECT endedOrdinal FROM command WHERE id = ?"), arguments: [command.id])
                ?? Int64.fetchOne(db.cachedStatement(sql: "SELECT ifnull(max(endedOrdinal), 0) + 1 FROM command"))
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO command (id, pump, wand, acceptedAtMilliseconds, version, boot, endedOrdinal, content)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                    pump = excluded.pump, wand = excluded.wand,
                    acceptedAtMilliseconds = excluded.acceptedAtMilliseconds, version = excluded.version,
                    boot = excluded.boot, endedOrdinal = excluded.endedOrdinal, content = excluded.content
                """
        ).execute(arguments: [
            command.id, command.pump, command.wand, command.acceptedAtMilliseconds, command.version, command.boot,
            endedOrdinal, command.content,
        ])
        if let endedOrdinal { try dropEndedCommands(pump: command.pump, endedOrdinal: endedOrdinal, retention, db) }
    }

    private static func store(_ watch: StoredWatch, _ db: Database) throws {
        guard let content = watch.content else {
            return try db.cachedStatement(sql: "DELETE FROM watch WHERE pump = ?").execute(arguments: [watch.pump])
        }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO watch (pump, boot, content) VALUES (?, ?, ?)")
            .execute(arguments: [watch.pump, watch.boot, content])
    }

    private static func append(
        _ entries: [CanonicalJSON], to bounds: inout TrailBounds, _ db: Database
    ) throws -> [AuditRecord] {
        guard !entries.isEmpty else { return [] }
        var records: [AuditRecord] = []
        var chain = AuditChain(head: bounds.head)
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO audit (sequence, pump, command, kind, userID, atMilliseconds, previous, hash, entry)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for entry in entries {
            let record = chain.append(entry)
            try statement.execute(arguments: [
                record.sequence, entry["pump"]?.string, entry["command"]?.string, entry["kind"]?.string,
                entry["userID"]?.integer, entry["atMilliseconds"]?.integer, record.previous.description,
                record.hash.description, entry.text,
            ])
            records.append(record)
        }
        bounds.head = chain.head
        return records
    }

    // MARK: retention

    /// Drops the oldest records, many at once so that few writes pay for it, and moves the anchor after them; the last
    /// record says what went.
    private static func dropOldRecords(
        _ bounds: inout TrailBounds, _ retention: JournalRetention, lastEntry: CanonicalJSON?, _ db: Database
    ) throws -> [AuditRecord] {
        let kept = bounds.head.sequence - bounds.anchor.sequence
        guard kept > retention.auditRecords else { return [] }
        // one more for the record that says so
        let excess = kept + 1 - Int64(retention.auditRecords)
        let dropped = min(kept, max(excess, JournalRetention.recordsDropped(of: retention.auditRecords)))
        let last = bounds.anchor.sequence + dropped
        let hash = try String.fetchOne(
            db.cachedStatement(sql: "SELECT hash FROM audit WHERE sequence = ?"), arguments: [last])
        guard let hash = hash.flatMap(AuditHash.init(hex:)) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "audit record \(last) is missing or unreadable")
        }
        try db.cachedStatement(sql: "DELETE FROM audit WHERE sequence <= ?").execute(arguments: [last])
        bounds.anchor = AuditHead(sequence: last, hash: hash)
        var members: [String: CanonicalJSON] = [
            "kind": "retention", "droppedRecords": .integer(dropped), "droppedThrough": .integer(last),
            "droppedThroughHash": .string(hash.description),
        ]
        // there is no clock down here: it is the time of what made the room necessary
        members["atMilliseconds"] = lastEntry?["atMilliseconds"]
        return try append([.object(members)], to: &bounds, db)
    }

    /// Drops the pump's commands that ended longest ago, and now and then those of all pumps.
    private static func dropEndedCommands(
        pump: String, endedOrdinal: Int64, _ retention: JournalRetention, _ db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                DELETE FROM command WHERE pump = ?1 AND endedOrdinal <= (
                    SELECT endedOrdinal FROM command WHERE pump = ?1 AND endedOrdinal IS NOT NULL
                    ORDER BY endedOrdinal DESC LIMIT 1 OFFSET ?2)
                """
        ).execute(arguments: [pump, retention.endedCommandsPerPump])
        guard endedOrdinal.isMultiple(of: JournalRetention.endedCommandsPerSweep) else { return }
        try db.cachedStatement(
            sql: """
                DELETE FROM command WHERE endedOrdinal <= (
                    SELECT endedOrdinal FROM command WHERE endedOrdinal IS NOT NULL
                    ORDER BY endedOrdinal DESC LIMIT 1 OFFSET ?)
                """
        ).execute(arguments: [retention.endedCommands])
    }
}
