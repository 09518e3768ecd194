/// Dose, flow and time, related exactly. Where a division leaves a remainder the direction of rounding is in the name
/// or in the comment, and it is the safe one for what the number is used for.
public enum FlowArithmetic {
    /// `Q = D / C`, rounded up to whole nL/day: a flow shown is never below the true one.
    /// - Throws: `QuantityError.outOfRange` when the flow exceeds what a `Flow` can be.
    public static func flow(of dose: DailyDose, at concentration: Concentration) throws(QuantityError) -> Flow {
        // 1 ng/day at 1 mcg/mL (1 ng/uL) is 1 uL/day = 1000 nL/day
        let (quotient, remainder) = (dose.nanogramsPerDay * 1_000)
            .quotientAndRemainder(dividingBy: concentration.microgramsPerMilliliter)
        return try Flow(raw: quotient + (remainder > 0 ? 1 : 0))
    }

    /// `D = Q * C`, rounded up to whole ng/day.
    public static func dailyDose(of flow: Flow, at concentration: Concentration) -> DailyDose {
        // at most 1e8 * 1e4 = 1e12, and a thousandth of it is within DailyDose's range
        let product = flow.nanolitersPerDay * concentration.microgramsPerMilliliter
        return DailyDose(checked: (product + 999) / 1_000)
    }

    /// Whether `dose` at `concentration` flows at a rate within `range`, compared without any division.
    public static func isDeliverable(
        _ dose: DailyDose, at concentration: Concentration, within range: ClosedRange<Flow>
    ) -> Bool {
        let scaledDose = dose.nanogramsPerDay * 1_000
        let factor = concentration.microgramsPerMilliliter
        return scaledDose >= range.lowerBound.nanolitersPerDay * factor
            && scaledDose <= range.upperBound.nanolitersPerDay * factor
    }

    /// The time in which `dose` per day empties `volume` at `concentration`, with the flow taken `worseByPerMille`
    /// higher than programmed and `boluses` on top of it each day; rounded down, so that a date made of it is never too
    /// late. Nil when nothing flows.
    public static func timeToDeliver(
        _ volume: Volume, of dose: DailyDose, andBoluses boluses: Dose = .zero, at concentration: Concentration,
        worseByPerMille: Int64
    ) -> TimeSpan? {
        guard dose > .zero || boluses > .zero else { return nil }
        let numerator =
            Int128(volume.nanoliters) * Int128(concentration.microgramsPerMilliliter) * Int128(86_400_000)
        let denominator =
            Int128(dose.nanogramsPerDay) * Int128(1_000 + worseByPerMille)
            + Int128(boluses.nanograms) * 1_000
        let milliseconds = numerator / denominator
        return TimeSpan(checked: Int64(min(milliseconds, Int128(TimeSpan.range.upperBound))))
    }

    /// Whether `volume` over `duration` flows at a rate within `range`, compared without any division.
    public static func isDeliverable(
        _ volume: Volume, over duration: TimeSpan, within range: ClosedRange<Flow>
    ) -> Bool {
        let scaled = Int128(volume.nanoliters) * 86_400_000
        let time = Int128(duration.milliseconds)
        return scaled >= Int128(range.lowerBound.nanolitersPerDay) * time
            && scaled <= Int128(range.upperBound.nanolitersPerDay) * time
    }

    /// Whether all of `boluses` at the same time on top of `base` flow at no more than `highest`, compared by products.
    public static func isDeliverable(
        _ boluses: [Bolus], above base: DailyDose, at concentration: Concentration, upTo highest: Flow
    ) -> Bool {
        // nL/day = ng * 1000 / C * (86400 / s); three boluses' seconds multiply to less than 1e15
        let seconds = boluses.map { Int128($0.duration.milliseconds / 1_000) }
        let product = seconds.reduce(1, *)
        let flowing = zip(boluses, seconds).reduce(Int128(base.nanogramsPerDay) * product) { sum, bolus in
            sum + Int128(bolus.0.dose.nanograms) * 86_400 * (product / bolus.1)
        }
        let allowed = Int128(highest.nanolitersPerDay) * Int128(concentration.microgramsPerMilliliter)
        return flowing * 1_000 <= allowed * product
    }

    /// The change from `old` to `new` in hundredths of a percent, rounded away from zero, so that a change shown is
    /// never smaller than the true one; nil when `old` is zero and a ratio has no meaning.
    public static func changeBasisPoints(from old: DailyDose, to new: DailyDose) -> Int64? {
        guard old > .zero else { return nil }
        let difference = (new.nanogramsPerDay - old.nanogramsPerDay) * 10_000
        let (quotient, remainder) = difference.quotientAndRemainder(dividingBy: old.nanogramsPerDay)
        return remainder == 0 ? quotient : quotient + remainder.signum()
    }
}
