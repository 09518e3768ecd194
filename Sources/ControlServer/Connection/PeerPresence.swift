internal import ServiceLifecycle
internal import Synchronization

/// Whether the client of a connection still listens: it is gone once its side of the connection is closed.
///
/// A route that waits for long does so through `whileWanted`, so that neither a client that left nor a daemon that is
/// told to stop keeps the wait alive. The waiting operation ends by cancellation, and its answer stands all the same:
/// a client that only closed its sending side still gets it.
final class PeerPresence: Sendable {
    private enum State {
        case present
        /// A route waits; it is told by this call when the client leaves.
        case waiting(leave: @Sendable () -> Void)
        case gone
    }

    private let state = Mutex(State.present)

    /// Called when the client closed its side, or the connection ended.
    func end() {
        let leave = state.withLock { state -> (@Sendable () -> Void)? in
            defer { state = .gone }
            if case .waiting(let leave) = state { return leave } else { return nil }
        }
        leave?()
    }

    /// Has `leave` called when the client leaves, for a route that answers until then.
    /// - Returns: false when it is gone already.
    func tellWhenGone(_ leave: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            guard case .present = state else { return false }
            state = .waiting(leave: leave)
            return true
        }
    }

    /// The route has answered, and the client is still there: the connection may take another request.
    func tellNoMore() {
        state.withLock { state in
            if case .waiting = state { state = .present }
        }
    }

    /// Runs `operation`, and cancels it when the client leaves, the daemon is told to stop or this task is cancelled.
    func whileWanted<Value: Sendable>(
        _ operation: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await operation() }
        let isGone = state.withLock { state in
            guard case .present = state else { return true }
            state = .waiting(leave: { task.cancel() })
            return false
        }
        if isGone { task.cancel() }
        defer { tellNoMore() }
        return try await withTaskCancellationOrGracefulShutdownHandler {
            try await task.value
        } onCancelOrGracefulShutdown: {
            task.cancel()
        }
    }
}
