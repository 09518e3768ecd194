package import WandProtocol

/// The host's half of a session, as a pure state machine: an event and a time go in, actions come out.
///
/// ```
/// closed --portOpened--> greeting --welcome--> confirming --any frame of the epoch--> open
///   ^                       ^                       | 8 readies in vain                | silence, reset,
///   +------- portClosed ----+---- new nonce --------+----------------------------------+ 8 sendings in vain
/// ```
/// Promise: within one session every message is delivered once and in order, or the session is lost and says so; what
/// belongs to another session is never delivered. A session that is lost is followed by a new greeting, without end.
/// The link holds no clock: `now` is monotonic milliseconds, and `nextDeadline` says when a `tick` is due.
package struct Link: ~Copyable, Sendable {
    var state: State = .closed
    let offer: Offer
    /// Counted since the link was made.
    package internal(set) var counters = LinkCounters()

    /// What this host offers in its hello.
    package struct Offer: Hashable, Sendable {
        package var capabilities: Capabilities
        package var limits: ReceiveLimits
        package var host: String

        package init(capabilities: Capabilities = .all, limits: ReceiveLimits, host: String) {
            self.capabilities = capabilities
            self.limits = limits
            self.host = host
        }
    }

    enum State: ~Copyable, Sendable {
        /// No port. Becomes greeting.
        case closed
        /// Sends hello until it is welcomed. Becomes confirming or closed.
        case greeting(Greeting)
        /// Was welcomed, sends ready until the wand uses the new epoch. Becomes open, greeting or closed.
        case confirming(Confirming)
        /// In session. Becomes greeting or closed.
        case open(OpenSession)
    }

    package init(offer: Offer) {
        self.offer = offer
    }

    /// Takes one event, appends what is to be done, in order.
    /// - Parameters:
    ///   - now: monotonic milliseconds.
    ///   - freshNonce: 16 random bytes; asked for only when a new handshake begins.
    package mutating func handle(
        _ event: LinkEvent, at now: Int64, freshNonce: @autoclosure () -> Nonce, into actions: inout [LinkAction]
    ) {
        var current = State.closed
        swap(&current, &state)
        switch consume current {
        case .closed: state = closed(event, now, freshNonce, &actions)
        case .greeting(let greeting): state = self.greeting(greeting, event, now, &actions)
        case .confirming(let confirming): state = self.confirming(confirming, event, now, freshNonce, &actions)
        case .open(let session): state = open(session, event, now, freshNonce, &actions)
        }
    }

    /// When the next `tick` is due, in monotonic milliseconds; nil while the port is closed.
    package var nextDeadline: Int64? {
        switch state {
        case .closed: nil
        case .greeting(let greeting): greeting.nextAt
        case .confirming(let confirming): confirming.nextAt
        case .open(let session): session.nextDeadline
        }
    }

    /// The session that is open; nil in all other states.
    package var session: Session? {
        switch state {
        case .open(let session): session.session
        case .closed: nil
        case .greeting: nil
        case .confirming: nil
        }
    }

    private mutating func closed(
        _ event: LinkEvent, _ now: Int64, _ freshNonce: () -> Nonce, _ actions: inout [LinkAction]
    ) -> State {
        switch event {
        case .portOpened: return greet(now, freshNonce(), &actions)
        case .send, .sendUrgent:
            actions.append(.refused(.notOpen))
            return .closed
        case .portClosed, .frame, .noise, .tick, .shutdown: return .closed
        }
    }
}
