package import PumpModel

/// What the patient receives by a new concentration without a bridge, until the line holds the new drug: the old drug at the new
/// flow, `D = Dnew * Cold / Cnew` for `t = V * Cnew / Dnew`.
///
/// Dose and time are rounded up.
package struct UnbridgedCalculation: Calculation {
    package let inputs: [CalculationInput]
    package let steps: [String]
    /// Nil when it exceeds what a daily dose can be.
    package let dose: DailyDose?
    /// Rounded up to whole seconds.
    package let time: TimeSpan

    /// - Parameter newDose: what the program asks for after the refill.
    package init(
        line: PumpSetUp, newDose: DailyDose, oldConcentration: Concentration, newConcentration: Concentration
    ) throws(CalculationError) {
        let volume = line.lineVolume
        guard volume > .zero else { throw .emptyLine }
        guard newDose > .zero else { throw .noFlow }
        dose = Self.dose(newDose, from: oldConcentration, to: newConcentration)
        time = Self.time(volume, newDose: newDose, newConcentration: newConcentration)
        inputs = [
            CalculationInput("tubing volume", line.tubingVolume),
            CalculationInput("catheter volume", line.catheterVolume), CalculationInput("new dose", newDose),
            CalculationInput("old concentration", oldConcentration),
            CalculationInput("new concentration", newConcentration),
        ]
        steps = [
            "without the bridge: \(newDose) * \(oldConcentration) / \(newConcentration) = "
                + (dose?.description ?? "more than any dose") + " for \(SpanText.text(time))"
        ]
    }

    /// Until the line holds the new drug, rounded up to whole seconds; nothing may be zero.
    package static func time(_ line: Volume, newDose: DailyDose, newConcentration: Concentration) -> TimeSpan {
        // 1 nL at 1 mcg/mL holds 1 pg, and a dose of 1 ng/day is 1000 pg/day
        let drug = Int128(line.nanoliters) * Int128(newConcentration.microgramsPerMilliliter) * 86_400
        let seconds = dividedUp(drug, by: Int128(newDose.nanogramsPerDay) * 1_000)
        return TimeSpan(checked: Int64(min(seconds, Int128(TimeSpan.range.upperBound / 1_000))) * 1_000)
    }

    /// What of `newDose` the old drug makes, rounded up; nil when it exceeds what a daily dose can be.
    package static func dose(
        _ newDose: DailyDose, from oldConcentration: Concentration, to newConcentration: Concentration
    ) -> DailyDose? {
        let product = Int128(newDose.nanogramsPerDay) * Int128(oldConcentration.microgramsPerMilliliter)
        let dose = dividedUp(product, by: Int128(newConcentration.microgramsPerMilliliter))
        return Int64(exactly: dose).flatMap { try? DailyDose(raw: $0) }
    }
}
