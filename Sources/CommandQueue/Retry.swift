internal import PumpModel

/// When something that did not work is tried again: pauses that double, from 250 ms to 5 s.
struct Retry: Hashable, Sendable {
    /// Monotonic milliseconds before which it is not tried.
    private(set) var notBefore: Int64
    private var pause = Limits.doubtPauseFirstMilliseconds

    /// The first try may start at once.
    init(_ now: Moment) { notBefore = now.uptimeMilliseconds }

    /// At once, whatever was tried before.
    init(hurried: Void) { notBefore = .min }

    mutating func failed(_ now: Moment) {
        notBefore = now.uptimeMilliseconds + pause
        pause = min(pause * 2, Limits.doubtPauseCeilingMilliseconds)
    }

    func isDue(_ now: Moment) -> Bool { now.uptimeMilliseconds >= notBefore }
}
