import AuditTrail
import Glibc
import GRDB

/// The check of an existing file, which leaves no trace whatever it finds.
extension JournalOpening {
    /// A connection that reads the journal, its log included, and can neither write nor make a file.
    ///
    /// The descriptor of the file is read-only, so that not even SQLite's checkpoint on closing changes it. The
    /// `unix-none` VFS takes no locks (the directory's is held) and has no shared memory, so that the log's index is kept
    /// in ours and no `-shm` file is made; all this holds on a read-only file system too. Without a log, `immutable`
    /// keeps SQLite from making one.
    func checked(log: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "journal (read-only)"
        configuration.readonly = true
        configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
        let options = log ? "mode=ro&vfs=unix-none" : "mode=ro&vfs=unix-none&immutable=1"
        let queue = try DatabaseQueue(path: "file:\(try escapedPath())?\(options)", configuration: configuration)
        do {
            try queue.inDatabase(check)
        } catch {
            try? queue.close()
            // a table or column that should be there is not
            if let error = error as? DatabaseError, error.resultCode == .SQLITE_ERROR {
                throw corrupt(error.message ?? "its tables are not as they should be")
            }
            throw error
        }
        return queue
    }

    private func check(_ db: Database) throws {
        if try JournalSchema.migrator.hasBeenSuperseded(db) { throw JournalDatabaseError(.newer, path: file.path) }
        let finding = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
        guard finding == "ok" else { throw corrupt(finding ?? "the check gave no answer") }
        let bounds = try TrailBounds(db)
        let oldest = try Row.fetchOne(db, sql: "SELECT sequence, previous FROM audit ORDER BY sequence LIMIT 1")
        let newest = try Row.fetchOne(db, sql: "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
        guard let oldest, let newest else {
            guard bounds.anchor == bounds.head else { throw corrupt("the audit trail is gone") }
            return
        }
        guard try oldest.decode(Int64.self, forColumn: "sequence") == bounds.anchor.sequence + 1,
            try oldest.decode(String.self, forColumn: "previous") == bounds.anchor.hash.description
        else {
            throw corrupt("the audit trail does not begin after record \(bounds.anchor)")
        }
        guard try newest.decode(Int64.self, forColumn: "sequence") == bounds.head.sequence,
            try newest.decode(String.self, forColumn: "hash") == bounds.head.hash.description
        else {
            throw corrupt("the audit trail does not end with record \(bounds.head)")
        }
    }

    private func corrupt(_ cause: String) -> JournalDatabaseError {
        JournalDatabaseError(.corrupt, path: file.path, cause: cause)
    }

    /// The absolute path as part of a URI.
    private func escapedPath() throws -> String {
        guard let resolved = realpath(file.path, nil) else { throw JournalDatabaseError(errno: errno, path: file.path) }
        defer { free(resolved) }
        let plain = UInt8(ascii: "!")...UInt8(ascii: "~")
        let special = Array("?#%".utf8)
        return String(cString: resolved).utf8.map { byte in
            plain.contains(byte) && !special.contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}
