package import AuditTrail
import GRDB
import Synchronization

/// The durable store under the command journal: the latest state of every therapy command, and the audit trail.
///
/// Promise: a write is one transaction, all of it or nothing; it is on the disk when `write` returns; writes happen in
/// the order of the calls. It is not cancelled with the task that asked for it. One process at a time has a journal.
///
/// A write that fails leaves the store as usable as before: the next one may succeed. With `isWritable == false` (a
/// read-only file system, a file without the right to write) everything that is there can be read, the log of an
/// unclean end included, and every write throws `readOnly`; no file is touched.
package final class JournalDatabase: Sendable {
    /// The database file.
    package let path: String
    package let isWritable: Bool
    let retention: JournalRetention
    /// The one connection; its serial queue is what keeps writes in order.
    let queue: DatabaseQueue
    private let lock: DirectoryLock
    let listener = Mutex<(@Sendable ([AuditRecord]) -> Void)?>(nil)

    /// Opens the journal in a directory, or makes a new one there.
    ///
    /// A file that is not this program's journal, is damaged, or is newer than this program is refused and left byte for
    /// byte as it is, with nothing made beside it.
    /// - Throws: any code but `closed`.
    package init(directory: String, limits: JournalRetention = JournalRetention()) throws(JournalDatabaseError) {
        let file = JournalFile(directory: directory)
        lock = try DirectoryLock(directory)
        (queue, isWritable) = try JournalOpening(file: file).open()
        path = file.path
        retention = limits
    }

    deinit { close() }

    /// Ends the use of the journal, after the writes under way; may be called again.
    package func close() {
        // what SQLite can not move from the log to the file now is in the log still
        try? queue.close()
        lock.release()
    }

    /// The record before the oldest that is kept, and the newest.
    package func auditBounds() async throws(JournalDatabaseError) -> (anchor: AuditHead, head: AuditHead) {
        let bounds = try await perform { db in try TrailBounds(db) }
        return (bounds.anchor, bounds.head)
    }

    /// Tells `listener` of audit records once they are on the disk, in their order, none left out. It must not block.
    package func whenAppended(_ listener: @escaping @Sendable ([AuditRecord]) -> Void) {
        self.listener.withLock { $0 = listener }
    }

    /// Runs `work` after all that was asked for before. Not GRDB's own async access: that rolls back when the task of
    /// the caller is cancelled.
    func perform<Result: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Result
    ) async throws(JournalDatabaseError) -> Result {
        let path = path
        let result: Swift.Result<Result, JournalDatabaseError> = await withCheckedContinuation { continuation in
            queue.asyncWriteWithoutTransaction { db in
                continuation.resume(
                    returning: Swift.Result { try work(db) }.mapError { JournalDatabaseError($0, path: path) })
            }
        }
        return try result.get()
    }
}
