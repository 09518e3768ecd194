internal import WandProtocol

/// The requests of one session that wait for the pump: in order of arrival, stops first, bounded.
struct RequestQueue: Sendable {
    /// Requests that wait beside stops; one more is answered with `busy`.
    static let limit = 8
    /// Answered stops that are remembered, so that their repetitions are not answered again.
    static let rememberedStops = 16

    private(set) var waiting: [Envelope] = []
    private var answeredStops: [UInt32] = []

    /// Whether a stop of this request number waits or was answered in this session.
    func knows(stop number: UInt32) -> Bool {
        answeredStops.contains(number) || waiting.contains { $0.message.isStop && $0.requestID == number }
    }

    /// Takes a request in its place; false when there is no room.
    mutating func insert(_ request: Envelope) -> Bool {
        let stops = waiting.prefix { $0.message.isStop }.count
        if request.message.isStop {
            guard stops < Self.limit else { return false }
            waiting.insert(request, at: stops)
            return true
        }
        guard waiting.count - stops < Self.limit else { return false }
        waiting.append(request)
        return true
    }

    mutating func next() -> Envelope? {
        waiting.isEmpty ? nil : waiting.removeFirst()
    }

    mutating func answered(_ request: Envelope) {
        guard request.message.isStop else { return }
        answeredStops.append(request.requestID)
        if answeredStops.count > Self.rememberedStops { answeredStops.removeFirst() }
    }
}
