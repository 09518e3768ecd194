/// The journal's database refused or failed: which way, where, and what to do about it.
package struct JournalDatabaseError: Error, Hashable, Sendable {
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// The directory is not there, or is no directory.
        case missingDirectory
        /// The file may not be read by this user.
        case forbidden
        /// The file is something else than this daemon's journal. It was not touched.
        case foreign
        /// The file is damaged. It was not touched, unless the damage showed only while it was in use.
        case corrupt
        /// The file was written by a newer version of this program. It was not touched.
        case newer
        /// Another process has the journal.
        case inUse
        /// No room on the disk: nothing of this write was kept; a later one succeeds once there is room.
        case full
        /// The file system or the file can not be written: nothing of this write was kept.
        case readOnly
        /// The disk failed. Nothing of this write counts; if the power goes before the next successful write, the next
        /// start may find it whole, as after a power loss just before the answer, but never half of it.
        case io
        /// `close()` was called.
        case closed
        /// The database refused a statement: a defect of this program. Nothing of this write was kept.
        case refused
    }

    package let code: Code
    /// The directory or file that it is about.
    package let path: String
    /// What is the matter and what to do, as one sentence without the path.
    package let message: String
    /// What the system or SQLite said, if either did.
    package let cause: String?

    init(_ code: Code, path: String, message: String? = nil, cause: String? = nil) {
        self.code = code
        self.path = path
        self.message = message ?? code.sentence
        self.cause = cause
    }
}

extension JournalDatabaseError: CustomStringConvertible {
    package var description: String { "\(path): \(message)" + (cause.map { " (\($0))" } ?? "") }
}

extension JournalDatabaseError.Code {
    /// What holds for every error of this code.
    fileprivate var sentence: String {
        switch self {
        case .missingDirectory:
            "the journal's directory does not exist: create it, owned by the daemon's user, mode 0700"
        case .forbidden: "the daemon's user may not use it: give it to that user, mode 0600, its directory 0700"
        case .foreign:
            "this is not a journal of this daemon and was left as it is: move it away or name another directory"
        case .corrupt:
            "the journal is damaged: keep a copy of it and of its -wal file for the investigation, then restore a backup, "
                + "or move both away to begin anew after checking every pump"
        case .newer: "the journal was written by a newer version and was left as it is: start that version"
        case .inUse: "the journal is in use by another process: stop that one, or name another directory"
        case .full: "the disk is full and nothing was written: make room, then try again"
        case .readOnly:
            "the journal can not be written and therapy is refused: make its file system writable, then restart"
        case .io: "the disk failed and the write does not count: check the disk and the system log"
        case .closed: "the journal is closed: the daemon is stopping"
        case .refused: "the database refused a statement and nothing was written: report this as a defect"
        }
    }
}
