import Glibc

/// The database file and its write-ahead log, looked at with plain reads before SQLite may touch them.
///
/// Call it with the directory locked: closing the descriptor that it reads with would drop the locks of an SQLite
/// connection of the same process.
struct JournalFile {
    enum Content: Hashable {
        /// No file, or an empty one, and no log: a new journal can be made.
        case none
        /// A journal. With `log`, its latest writes are in the write-ahead log still: the last end was not an orderly one.
        case journal(log: Bool)
    }

    static let name = "journal.sqlite"
    /// "wand": in the header of every file that this program made.
    static let applicationID: Int32 = 0x7761_6E64

    private static let magic = Array("SQLite format 3\0".utf8)
    private static let headerBytes = 100
    private static let applicationIDOffset = 68
    /// The bytes that SQLite's locks stand on.
    private static let lockStart: Int64 = 0x4000_0000
    private static let lockBytes: Int64 = 512

    let directory: String
    var path: String { directory + "/" + Self.name }
    var logPath: String { path + "-wal" }

    /// - Throws: `foreign`, `corrupt`, `inUse`, `forbidden`, `io`; the files are as they were.
    func examine() throws(JournalDatabaseError) -> Content {
        let log = try hasLog()
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else {
            let code = errno
            switch code {
            case ENOENT: return try none(log: log)
            case ELOOP: throw JournalDatabaseError(.foreign, path: path, cause: "it is a symbolic link")
            default: throw JournalDatabaseError(errno: code, path: path)
            }
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw JournalDatabaseError(errno: errno, path: path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw JournalDatabaseError(.foreign, path: path, cause: "it is not a regular file")
        }
        if status.st_size == 0 { return try none(log: log) }
        try checkHeader(descriptor)
        try checkLocks(descriptor)
        return .journal(log: log)
    }

    /// False when the file can not be written, by its mode or by its file system.
    func isWritable(_ content: Content) -> Bool {
        guard access(directory, W_OK | X_OK) == 0 else { return false }
        guard content != .none else { return true }
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        return true
    }

    private func hasLog() throws(JournalDatabaseError) -> Bool {
        var status = stat()
        if lstat(logPath, &status) == 0 { return status.st_size > 0 }
        guard errno == ENOENT else { throw JournalDatabaseError(errno: errno, path: logPath) }
        return false
    }

    /// SQLite would delete the log of an empty file; the log may hold commands.
    private func none(log: Bool) throws(JournalDatabaseError) -> Content {
        guard !log else {
            throw JournalDatabaseError(.corrupt, path: path, cause: "it is missing or empty, but its -wal file is not")
        }
        return .none
    }

    private func checkHeader(_ descriptor: Int32) throws(JournalDatabaseError) {
        var header = [UInt8](repeating: 0, count: Self.headerBytes)
        let count = pread(descriptor, &header, header.count, 0)
        guard count >= 0 else { throw JournalDatabaseError(errno: errno, path: path) }
        guard header.prefix(count).starts(with: Self.magic) else {
            throw JournalDatabaseError(.foreign, path: path, cause: "it is not an SQLite database")
        }
        guard count == header.count else {
            throw JournalDatabaseError(.corrupt, path: path, cause: "it ends within its header")
        }
        let id = header[Self.applicationIDOffset...].prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        guard id == UInt32(Self.applicationID) else {
            throw JournalDatabaseError(.foreign, path: path, cause: "it is another program's SQLite database")
        }
    }

    /// Another program may have the database open without knowing of the directory's lock.
    private func checkLocks(_ descriptor: Int32) throws(JournalDatabaseError) {
        var lock = flock(
            l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: Int(Self.lockStart), l_len: Int(Self.lockBytes),
            l_pid: 0)
        guard fcntl(descriptor, F_GETLK, &lock) == 0 else { throw JournalDatabaseError(errno: errno, path: path) }
        guard lock.l_type == Int16(F_UNLCK) else {
            throw JournalDatabaseError(.inUse, path: path, cause: "process \(lock.l_pid) has it open")
        }
    }
}
