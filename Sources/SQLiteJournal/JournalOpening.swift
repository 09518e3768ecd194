import GRDB
import Glibc
import PumpModel

/// From a locked directory to a usable connection.
///
/// An existing file is first examined with plain reads, then checked through a connection that can not write, and only
/// then opened for use. A new file is made under another name and moved into place when it is complete, so that what
/// stands under the journal's name is always whole.
struct JournalOpening {
    let file: JournalFile

    /// The connection, and whether it can write.
    func open() throws(JournalDatabaseError) -> (DatabaseQueue, isWritable: Bool) {
        let content = try file.examine()
        let isWritable = file.isWritable(content)
        do {
            switch content {
            case .journal(let log):
                let reader = try checked(log: log)
                if !isWritable { return (reader, false) }
                try reader.close()
            case .none:
                if !isWritable { return (try emptyReader(), false) }
                try create()
            }
            return (try writer(), true)
        } catch {
            throw JournalDatabaseError(error, path: file.path)
        }
    }

    // MARK: for use

    private func writer() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "journal"
        configuration.prepareDatabase { db in
            // before the first read: then the log's index is in memory, and no second process gets in
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
        }
        let queue = try DatabaseQueue(path: file.path, configuration: configuration)
        try queue.inDatabase { db in
            try Self.makeDurable(db)
            // the log is cut to this after a larger transaction
            try db.execute(sql: "PRAGMA journal_size_limit = \(Limits.journalLogBytes)")
            try db.execute(sql: "PRAGMA secure_delete = FAST")
        }
        try JournalSchema.migrator.migrate(queue)
        return queue
    }

    /// Write-ahead log, and every commit forced to the disk; read back, as SQLite ignores what it can not do.
    private static func makeDurable(_ db: Database) throws {
        let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
        try db.execute(sql: "PRAGMA synchronous = FULL")
        let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous")
        guard mode == "wal", synchronous == 2 else {
            throw DatabaseError(
                resultCode: .SQLITE_ERROR,
                message:
                    "journal_mode is \(mode ?? "unknown"), synchronous is \(synchronous.map(String.init) ?? "unknown")")
        }
    }

    // MARK: a new file

    private func create() throws {
        let draft = file.path + ".new"
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(draft + suffix) }
        let descriptor = Glibc.open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw JournalDatabaseError(errno: errno, path: draft) }
        close(descriptor)
        do {
            let queue = try DatabaseQueue(path: draft)
            try JournalSchema.migrator.migrate(queue)
            try queue.inDatabase(Self.makeDurable)
            try queue.close()
            guard rename(draft, file.path) == 0 else { throw JournalDatabaseError(errno: errno, path: file.path) }
        } catch {
            for suffix in ["", "-wal", "-shm", "-journal"] { unlink(draft + suffix) }
            throw error
        }
        try forceDirectory()
    }

    private func forceDirectory() throws(JournalDatabaseError) {
        let descriptor = Glibc.open(file.directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw JournalDatabaseError(errno: errno, path: file.directory) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw JournalDatabaseError(errno: errno, path: file.directory) }
    }

    /// Nothing was ever journalled here, and nothing can be.
    private func emptyReader() throws -> DatabaseQueue {
        let queue = try DatabaseQueue()
        try JournalSchema.migrator.migrate(queue)
        return queue
    }
}
