import PumpModel

/// How long to wait before the next try at a port: short at first, doubling up to a longest.
///
/// A pure value: it is told what happened and says how long to wait. It starts over when something moved: when the
/// port had been open for long, or when a try failed in another way than the one before, as after plugging in, where
/// the node comes first and the permission up to 300 ms later. A port that opens only to hang up at once goes on
/// doubling, so that it is not opened in a tight loop.
package struct ReopenBackoff: Sendable, Equatable {
    package let shortest: Duration
    /// Also how long a port has to have been open to count as having been up.
    package let longest: Duration
    private var next: Duration
    private var lastCode: SerialPortError.Code?

    /// As `Limits` say.
    package init() {
        self.init(
            shortest: .milliseconds(Limits.reopenFirstMilliseconds),
            longest: .milliseconds(Limits.reopenCeilingMilliseconds)
        )
    }

    package init(shortest: Duration, longest: Duration) {
        precondition(shortest > .zero && shortest <= longest, "a backoff goes from a short wait to a longer one")
        self.shortest = shortest
        self.longest = longest
        self.next = shortest
    }

    /// The port closed, having been open for `duration`.
    package mutating func portClosed(afterOpenFor duration: Duration) {
        guard duration >= longest else { return }
        next = shortest
        lastCode = nil
    }

    /// The wait after a failure of this kind.
    package mutating func wait(after code: SerialPortError.Code) -> Duration {
        if let lastCode, lastCode != code { next = shortest }
        lastCode = code
        defer { next = min(next * 2, longest) }
        return next
    }
}
