package import PumpModel

/// How the pump's calendar clock follows the wand's monotonic time: `factor` times as fast, with jumps ahead.
package struct PumpTimeline: Hashable, Sendable {
    private var uptime: Int64
    private var clock: Timestamp
    /// Milliseconds of the pump's clock in one of the wand's; at least 1.
    package let factor: Int64

    /// The pump's clock stands at `clock` when the wand's uptime is `uptime` milliseconds.
    package init(uptime: Int64, clock: Timestamp, factor: Int64) {
        precondition(factor >= 1, "a pump's time does not stand still")
        self.uptime = uptime
        self.clock = clock
        self.factor = factor
    }

    /// Both clocks at `now`.
    package func moment(at now: Int64) -> Moment {
        let (passed, overflow) = max(0, now - uptime).multipliedReportingOverflow(by: factor)
        return Moment(
            uptimeMilliseconds: now, utc: clock.advanced(byMilliseconds: overflow ? .max : passed))
    }

    /// The first millisecond of the wand's time at which the pump's clock has reached `time`.
    package func uptime(reaching time: Timestamp) -> Int64 {
        uptime + max(0, (time.milliseconds(since: clock) + factor - 1) / factor)
    }

    /// Sets the pump's clock ahead by `span` at `now`.
    package mutating func jump(ahead span: TimeSpan, at now: Int64) {
        clock = moment(at: now).utc.advanced(byMilliseconds: span.milliseconds)
        uptime = now
    }
}
