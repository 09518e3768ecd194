internal import CControlSocket
internal import Glibc

/// Why the control socket could not be made. Nothing was changed at its path.
package struct ControlSocketError: Error, Hashable, CustomStringConvertible {
    package let code: Code
    package let path: String
    /// The system's reason, where it gave one.
    package let reason: String

    package enum Code: Hashable, Sendable {
        /// Another daemon holds the lock, or listens at the path.
        case inUse
        /// Empty, longer than a socket address takes, or with a zero byte.
        case badPath
        /// Something that is not a socket is at the path.
        case notASocket
        /// The lock file next to the socket could not be opened.
        case lockFile
        /// The group is not known, or this user is not a member of it.
        case group
        /// A step that only the system can refuse.
        case system
    }

    init(_ error: wcs_error, path: String) {
        self.path = path
        reason = String(cString: strerror(error.code))
        code =
            switch error.step {
            case WCS_STEP_LOCK, WCS_STEP_LISTENED_TO: .inUse
            case WCS_STEP_PATH, WCS_STEP_NONE: .badPath
            case WCS_STEP_NOT_A_SOCKET: .notASocket
            case WCS_STEP_OPEN_LOCK: .lockFile
            case WCS_STEP_GROUP: .group
            default: .system
            }
    }

    package var description: String {
        switch code {
        case .inUse: "another daemon serves the control socket \(path): stop it, or choose another path"
        case .badPath:
            "'\(path)' can not be a control socket: a path has 1 to \(wcs_longest_path) bytes and no zero byte"
        case .notASocket: "\(path) is not a socket, and is left alone: remove it, or choose another path"
        case .lockFile: "the lock file \(path).lock can not be opened: \(reason). Does its directory exist?"
        case .group:
            "the control socket \(path) can not be given to its group: \(reason). Does it exist, is this user in it?"
        case .system: "the control socket \(path) can not be made: \(reason)"
        }
    }
}
