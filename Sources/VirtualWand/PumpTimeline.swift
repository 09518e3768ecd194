package import PumpModel

/// How the pump's calendar clock follows the wand's monotonic time: `factor` times as fast, a little faster or slower by its
/// own drift, with jumps ahead.
package struct PumpTimeline: Hashable, Sendable {
    /// Drifts that a clock can have here, in millionths.
    package static let drifts: ClosedRange<Int64> = -10_000...10_000
    private static let million: Int128 = 1_000_000

    private var uptime: Int64
    private var clock: Timestamp
    /// Milliseconds of the pump's clock in one of the wand's; at least 1.
    package let factor: Int64
    /// Millionths by which the pump's clock runs ahead of that.
    package private(set) var driftPerMillion: Int64 = 0

    /// The pump's clock stands at `clock` when the wand's uptime is `uptime` milliseconds.
    package init(uptime: Int64, clock: Timestamp, factor: Int64) {
        precondition(factor >= 1, "a pump's time does not stand still")
        self.uptime = uptime
        self.clock = clock
        self.factor = factor
    }

    /// Both clocks at `now`.
    package func moment(at now: Int64) -> Moment {
        let passed = Int128(max(0, now - uptime)) * speed / Self.million
        return Moment(uptimeMilliseconds: now, utc: clock.advanced(byMilliseconds: Int64(clamping: passed)))
    }

    /// The first millisecond of the wand's time at which the pump's clock has reached `time`.
    package func uptime(reaching time: Timestamp) -> Int64 {
        let awaited = Int128(max(0, time.milliseconds(since: clock))) * Self.million
        return uptime + Int64(clamping: (awaited + speed - 1) / speed)
    }

    /// Sets the pump's clock ahead by `span` at `now`.
    package mutating func jump(ahead span: TimeSpan, at now: Int64) {
        clock = moment(at: now).utc.advanced(byMilliseconds: span.milliseconds)
        uptime = now
    }

    /// Lets the pump's clock run faster by so many millionths from `now` on, slower if negative; held within `drifts`.
    package mutating func drift(perMillion: Int64, from now: Int64) {
        clock = moment(at: now).utc
        uptime = now
        driftPerMillion = min(max(perMillion, Self.drifts.lowerBound), Self.drifts.upperBound)
    }

    /// Milliseconds of the pump's clock in a million of the wand's.
    private var speed: Int128 { Int128(factor) * (Self.million + Int128(driftPerMillion)) }
}
