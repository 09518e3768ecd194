import GRDB
import Glibc

extension JournalDatabaseError {
    /// What an error that came up while using the database at `path` means.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as JournalDatabaseError: self = error
        case let error as DatabaseError:
            let cause = "SQLite error \(error.extendedResultCode.rawValue): \(error.message ?? "no more is known")"
            self.init(Self.code(for: error.resultCode, path: path), path: path, cause: cause)
        case is RowDecodingError: self.init(.corrupt, path: path, cause: "a row is unreadable")
        default: self.init(.refused, path: path, cause: "\(error)")
        }
    }

    /// From the `errno` of a call on `path` that failed.
    init(errno code: Int32, path: String) {
        let cause = String(cString: strerror(code))
        switch code {
        case EACCES, EPERM: self.init(.forbidden, path: path, cause: cause)
        case EROFS: self.init(.readOnly, path: path, cause: cause)
        case ENOSPC, EDQUOT: self.init(.full, path: path, cause: cause)
        default: self.init(.io, path: path, cause: cause)
        }
    }

    private static func code(for result: ResultCode, path: String) -> Code {
        switch result {
        case .SQLITE_FULL: .full
        case .SQLITE_READONLY: .readOnly
        case .SQLITE_BUSY, .SQLITE_LOCKED: .inUse
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupt
        case .SQLITE_MISUSE: .closed
        case .SQLITE_PERM, .SQLITE_AUTH: .forbidden
        case .SQLITE_IOERR, .SQLITE_CANTOPEN: diskState(path)
        default: .refused
        }
    }

    /// SQLite reports a disk that went read-only, and some that are full, as plain input/output errors.
    private static func diskState(_ path: String) -> Code {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return .io }
        if status.f_flag & UInt(ST_RDONLY) != 0 { return .readOnly }
        return status.f_bavail == 0 ? .full : .io
    }
}
