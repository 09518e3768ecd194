/// A dose or a volume that is delivered evenly over whole seconds: once, or again and again in equal intervals.
///
/// Its parts are a function of the time since it began, rounded down at each moment and whole at its end, so that what lies
/// between two moments does not depend on how the time between them is cut.
struct Pulses: Hashable, Sendable {
    /// When the first begins, in milliseconds of the pump's clock.
    let start: Int64
    /// Of one.
    let picograms: Int128
    /// Of one.
    let seconds: Int64
    /// From one start to the next, in milliseconds and not below the duration; nil for a single one.
    var interval: Int64?

    /// When a single one ends.
    var end: Int64 { start + seconds * 1_000 }

    /// The parts of one.
    var whole: Int128 { picograms * DeliveryRate.partsPerPicogram }

    /// What was delivered before `moment`.
    func parts(until moment: Int64) -> Int128 {
        guard moment > start else { return 0 }
        let (count, since) = place(of: moment)
        let elapsed = min(since, seconds * 1_000)
        return Int128(count) * whole + picograms * 86_400 * Int128(elapsed) / Int128(seconds)
    }

    func isRunning(at moment: Int64) -> Bool { moment >= start && place(of: moment).since < seconds * 1_000 }

    /// The first moment after `moment` at which one begins or ends.
    func change(after moment: Int64) -> Int64? {
        guard moment >= start else { return start }
        let since = place(of: moment).since
        if since < seconds * 1_000 { return moment - since + seconds * 1_000 }
        return interval.map { moment - since + $0 }
    }

    /// How many began and ended their interval before `moment`, and the time since the last start.
    private func place(of moment: Int64) -> (count: Int64, since: Int64) {
        guard let interval else { return (0, moment - start) }
        let (count, since) = (moment - start).quotientAndRemainder(dividingBy: interval)
        return (count, since)
    }
}
