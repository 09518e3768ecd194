package import AuditTrail
import Foundation
import GRDB
import PumpModel

extension JournalDatabase {
    /// All open commands and, of each pump, the `endedPerPump` that ended last; in order of acceptance.
    package func commands(endedPerPump: Int) throws(JournalDatabaseError) -> [StoredCommand] {
        do {
            return try queue.inDatabase { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT * FROM (
                            SELECT *, row_number() OVER (PARTITION BY pump ORDER BY endedOrdinal DESC) AS place
                            FROM command)
                        WHERE endedOrdinal IS NULL OR place <= ? ORDER BY ordinal
                        """, arguments: [endedPerPump]
                ).map(StoredCommand.init)
            }
        } catch {
            throw JournalDatabaseError(error, path: path)
        }
    }

    /// What the alarm desk left, by pump.
    package func watches() throws(JournalDatabaseError) -> [StoredWatch] {
        do {
            return try queue.inDatabase { db in
                // a journal of an earlier version that can only be read
                guard try db.tableExists("watch") else { return [] }
                return try Row.fetchAll(db, sql: "SELECT pump, boot, content FROM watch ORDER BY pump").map {
                    StoredWatch(
                        pump: try $0.decode(forColumn: "pump"), boot: try $0.decode(forColumn: "boot"),
                        content: try $0.decode(String.self, forColumn: "content"))
                }
            }
        } catch {
            throw JournalDatabaseError(error, path: path)
        }
    }

    /// The audit records after number `after` that match, in order, at most `limit` of them.
    ///
    /// It looks at the trail piece by piece and lets writes in between, so that the search for a rare record holds up no
    /// command; records dropped meanwhile are not in the answer.
    package func audit(
        after: Int64, limit: Int, filter: AuditFilter = AuditFilter()
    ) async throws(JournalDatabaseError) -> [AuditRecord] {
        var found: [AuditRecord] = []
        var after = max(0, after)
        while found.count < limit {
            let start = after
            let missing = limit - found.count
            let piece = try await perform { db in try AuditPiece(after: start, limit: missing, filter: filter, db) }
            for row in piece.rows { found.append(try record(row)) }
            guard let last = piece.last else { break }
            after = last
        }
        return found
    }

    private func record(_ row: AuditPiece.StoredRow) throws(JournalDatabaseError) -> AuditRecord {
        guard let previous = AuditHash(hex: row.previous), let hash = AuditHash(hex: row.hash),
            let entry = try? JSONDecoder().decode(CanonicalJSON.self, from: Data(row.entry.utf8))
        else { throw JournalDatabaseError(.corrupt, path: path, cause: "audit record \(row.sequence) is unreadable") }
        return AuditRecord(sequence: row.sequence, previous: previous, entry: entry, hash: hash)
    }
}

/// What one look at the trail found.
private struct AuditPiece: Sendable {
    struct StoredRow: Sendable {
        let sequence: Int64
        let previous: String
        let hash: String
        let entry: String
    }

    let rows: [StoredRow]
    /// The last record that was looked at; nil at the end of the trail.
    let last: Int64?

    init(after: Int64, limit: Int, filter: AuditFilter, _ db: Database) throws {
        let bounds = try TrailBounds(db)
        let start = max(after, bounds.anchor.sequence)
        guard start < bounds.head.sequence else {
            rows = []
            last = nil
            return
        }
        let end = start + min(bounds.head.sequence - start, Limits.journalAuditPieceRecords)
        var conditions = ["sequence > ?", "sequence <= ?"]
        var arguments: StatementArguments = [start, end]
        func require(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments += [value]
        }
        require("pump = ?", filter.pump)
        require("command = ?", filter.command)
        require("kind = ?", filter.kind)
        require("userID = ?", filter.user)
        require("atMilliseconds >= ?", filter.since)
        require("atMilliseconds <= ?", filter.until)
        arguments += [limit]
        let sql = """
            SELECT sequence, previous, hash, entry FROM audit
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY sequence LIMIT ?
            """
        rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { row in
            StoredRow(
                sequence: try row.decode(forColumn: "sequence"), previous: try row.decode(forColumn: "previous"),
                hash: try row.decode(forColumn: "hash"), entry: try row.decode(forColumn: "entry"))
        }
        last = end
    }
}

extension StoredCommand {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.decode(forColumn: "id"), pump: try row.decode(forColumn: "pump"),
            wand: try row.decode(forColumn: "wand"),
            isOpen: try row.decode(Int64?.self, forColumn: "endedOrdinal") == nil,
            acceptedAtMilliseconds: try row.decode(forColumn: "acceptedAtMilliseconds"),
            version: try row.decode(forColumn: "version"), boot: try row.decode(forColumn: "boot"),
            content: try row.decode(forColumn: "content"))
    }
}
