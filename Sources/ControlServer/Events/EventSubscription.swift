internal import ControlAPI
internal import DequeModule
internal import NIOConcurrencyHelpers
internal import NIOCore
internal import PumpModel

/// What waits for one client of the event stream.
///
/// States: open; ended (what was queued before is still handed out, then the reason). Offering never waits: a client
/// that lets more than `Limits.eventBufferBytes` gather is ended as too slow, and resumes with the last id that it read.
final class EventSubscription: Sendable {
    let filter: EventFilter
    let peer: Peer

    private struct State {
        var queue: Deque<ByteBuffer> = []
        var bytes = 0
        var end: API.Bye.Reason?
        /// The client itself is gone: nothing is to be said.
        var isLeft = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = NIOLockedValueBox(State())

    init(filter: EventFilter, peer: Peer) {
        self.filter = filter
        self.peer = peer
    }

    func offer(_ event: OutgoingEvent) { if filter.wants(event) { offer(event.text) } }

    func offer(_ text: ByteBuffer) {
        change { state in
            guard state.end == nil, !state.isLeft else { return }
            guard state.bytes + text.readableBytes <= Limits.eventBufferBytes else { return state.end = .tooSlow }
            state.queue.append(text)
            state.bytes += text.readableBytes
        }
    }

    /// Nothing more comes.
    func end(_ reason: API.Bye.Reason) { change { state in state.end = state.end ?? reason } }

    /// The client does not listen any more.
    func leave() {
        change { state in
            state.isLeft = true
            state.queue = []
            state.bytes = 0
        }
    }

    enum Next: Sendable {
        case text(ByteBuffer)
        case ended(API.Bye.Reason)
        case left
    }

    /// What has gathered, a bounded piece of it; waits until there is something. For one caller at a time.
    func next() async -> Next {
        while true {
            if let next = take() { return next }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isReady = state.withLockedValue { state in
                        if state.isLeft || state.end != nil || !state.queue.isEmpty { return true }
                        state.waiter = continuation
                        return false
                    }
                    if isReady { continuation.resume() }
                }
            } onCancel: {
                leave()
            }
        }
    }

    private func take() -> Next? {
        state.withLockedValue { state in
            if state.isLeft { return .left }
            guard var text = state.queue.popFirst() else { return state.end.map { .ended($0) } }
            while let more = state.queue.first, text.readableBytes + more.readableBytes <= Limits.eventChunkBytes {
                text.writeImmutableBuffer(more)
                state.queue.removeFirst()
            }
            state.bytes -= text.readableBytes
            return .text(text)
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let waiter = state.withLockedValue { state in
            body(&state)
            guard state.isLeft || state.end != nil || !state.queue.isEmpty else {
                return CheckedContinuation<Void, Never>?.none
            }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
