internal import CControlSocket
internal import PumpModel
internal import Synchronization

/// The Unix socket that clients connect to, listened on from the moment this exists, and the lock that makes it the
/// only one at its path.
///
/// Made before anything else is started: a second daemon fails here, before it touches a port or a journal. A stale
/// socket of a killed daemon is replaced; anything at the path that is not a socket is left alone and refused.
/// Making one changes the umask of the process for the length of one call, so no other thread may be making files.
package final class ControlSocket: Sendable {
    package let path: String
    private let state: Mutex<State>

    private enum State {
        /// Nobody accepts yet; clients queue. Becomes taken or released.
        case listening(descriptor: Int32, lock: Int32)
        /// A server owns the listener. Becomes released.
        case taken(lock: Int32)
        /// The file is removed and the lock is free.
        case released
    }

    /// - Parameters:
    ///   - mode: the permission bits of the socket's file: whoever may write to it may connect.
    ///   - group: the name of the group that it is given to; nil leaves it with the process's own.
    package init(path: String, mode: UInt16 = 0o660, group: String? = nil) throws(ControlSocketError) {
        var (descriptor, lock): (Int32, Int32) = (-1, -1)
        var error = wcs_error()
        guard !path.utf8.contains(0),
            wcs_listen(
                path, mode_t(mode & 0o777), group, Int32(Limits.controlBacklog), &descriptor, &lock, &error)
        else { throw ControlSocketError(error, path: path) }
        self.path = path
        state = Mutex(.listening(descriptor: descriptor, lock: lock))
    }

    deinit { release() }

    /// The listening descriptor, which is the caller's from then on; nil when it was taken before.
    func takeListener() -> Int32? {
        state.withLock { state in
            guard case .listening(let descriptor, let lock) = state else { return nil }
            state = .taken(lock: lock)
            return descriptor
        }
    }

    /// Removes the socket's file and frees the lock. Does nothing the second time.
    package func release() {
        let old = state.withLock { state in
            let old = state
            state = .released
            return old
        }
        switch old {
        case .listening(let descriptor, let lock):
            wcs_close(descriptor)
            wcs_release(path, lock)
        case .taken(let lock): wcs_release(path, lock)
        case .released: break
        }
    }
}
