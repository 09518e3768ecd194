import Glibc
import Synchronization

/// Keeps a directory for one daemon: held from `init` until `release()` or the end of this object or its process.
///
/// SQLite's own locks do not do: the kernel drops them as soon as this process closes any descriptor of the same file,
/// and they come only when the file is already open. The lock is on the directory, so it needs no file and holds on a
/// read-only file system.
final class DirectoryLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// - Throws: `missingDirectory`, `inUse`, `forbidden`, `io`.
    init(_ directory: String) throws(JournalDatabaseError) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let code = errno
            guard code == ENOENT || code == ENOTDIR else { throw JournalDatabaseError(errno: code, path: directory) }
            throw JournalDatabaseError(.missingDirectory, path: directory, cause: String(cString: strerror(code)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK
                ? JournalDatabaseError(.inUse, path: directory) : JournalDatabaseError(errno: code, path: directory)
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    func release() {
        descriptor.withLock { held in
            if let descriptor = held { close(descriptor) }
            held = nil
        }
    }
}
