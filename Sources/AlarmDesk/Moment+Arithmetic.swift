internal import PumpModel

extension Moment {
    /// This moment, later (or earlier) on both clocks.
    func advanced(byMilliseconds milliseconds: Int64) -> Moment {
        Moment(
            uptimeMilliseconds: uptimeMilliseconds + milliseconds, utc: utc.advanced(byMilliseconds: milliseconds))
    }

    func advanced(by span: TimeSpan) -> Moment { advanced(byMilliseconds: span.milliseconds) }

    func advanced(byDays days: Int64) -> Moment { advanced(byMilliseconds: days * TimeSpan.day.milliseconds) }

    /// Whether it has come: the monotonic clock decides.
    func hasCome(_ now: Moment) -> Bool { now.uptimeMilliseconds >= uptimeMilliseconds }

    func isLater(than other: Moment) -> Bool { uptimeMilliseconds > other.uptimeMilliseconds }
}
