internal import WandProtocol

/// The requests of one session that wait for the pump: in order of arrival, stops first, bounded.
struct RequestQueue: Sendable {
    /// Requests that wait beside stops; one more is answered with `busy`.
    static let limit = 8

    private(set) var waiting: [Envelope] = []

    /// Whether a stop of this request number waits.
    func holds(stop number: UInt32) -> Bool {
        waiting.contains { $0.message.isStop && $0.requestID == number }
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
}
