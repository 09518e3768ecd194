internal import Synchronization

/// Who may come in: whoever brings the token first gets the session, and nobody after him.
///
/// States: open (the token was not used); taken (one session, for as long as the process lives).
final class Entrance: Sendable {
    private enum State {
        case open
        case taken(session: Secret)
    }

    let token = Secret()
    private let state = Mutex(State.open)

    /// Exchanges the token for a session.
    /// - Returns: nil for a wrong token, and for the right one after it was used.
    func enter(_ given: some StringProtocol) -> Secret? {
        guard token.matches(given) else { return nil }
        return state.withLock { state in
            guard case .open = state else { return nil }
            let session = Secret()
            state = .taken(session: session)
            return session
        }
    }

    func knows(_ given: some StringProtocol) -> Bool {
        state.withLock { state in
            if case .taken(let session) = state { session.matches(given) } else { false }
        }
    }
}
