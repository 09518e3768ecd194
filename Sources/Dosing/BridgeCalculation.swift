package import PumpModel

/// Brings the old drug in the line to the patient at the old dose, before the new concentration arrives:
/// `Qb = D / Cold` for `tb = Vb * Cold / D`, then `Qnew = Dnew / Cnew`.
///
/// The time is rounded up to whole seconds, so that the patient never receives more than the old dose.
package struct BridgeCalculation: Calculation {
    package let inputs: [CalculationInput]
    package let steps: [String]
    package let bridge: TimedVolume
    /// While the bridge runs, rounded up to whole nanoliters per day.
    package let bridgeFlow: Flow
    /// After it, rounded up to whole nanoliters per day.
    package let newFlow: Flow
    /// What the patient would receive per day without a bridge until the line holds the new drug, rounded up; nil when
    /// that exceeds what a daily dose can be.
    package let doseWithout: DailyDose?
    /// How long he would, rounded up to whole seconds.
    package let timeWithout: TimeSpan

    /// The one-time delivery of a program.
    package var delivery: OneTimeDelivery { .bridge(bridge) }

    /// - Parameter dose: what the patient receives by the old program, and goes on receiving.
    /// - Parameter newDose: what he is to receive after the bridge; the old dose when nil.
    package init(
        line: PumpSetUp, dose: DailyDose, oldConcentration: Concentration, newConcentration: Concentration,
        newDose: DailyDose? = nil
    ) throws(CalculationError) {
        let (volume, later) = (line.lineVolume, newDose ?? dose)
        guard volume > .zero else { throw .emptyLine }
        guard dose > .zero, later > .zero else { throw .noFlow }
        let old = oldConcentration.microgramsPerMilliliter
        // 1 nL at 1 mcg/mL holds 1 pg, and a dose of 1 ng/day is 1000 pg/day
        let perDay = Int128(dose.nanogramsPerDay) * 1_000
        let scaled = Int128(volume.nanoliters) * Int128(old) * 86_400
        bridge = try TimedVolume(volume, seconds: dividedUp(scaled, by: perDay))
        guard let bridgeFlow = try? FlowArithmetic.flow(of: dose, at: oldConcentration),
            let newFlow = try? FlowArithmetic.flow(of: later, at: newConcentration)
        else { throw .tooLarge("the flow exceeds any pump's: check dose and concentrations") }
        self.bridgeFlow = bridgeFlow
        self.newFlow = newFlow
        let without = try UnbridgedCalculation(
            line: line, newDose: later, oldConcentration: oldConcentration, newConcentration: newConcentration)
        doseWithout = without.dose
        timeWithout = without.time
        inputs = [
            CalculationInput("tubing volume", line.tubingVolume),
            CalculationInput("catheter volume", line.catheterVolume),
            CalculationInput("dose", dose), CalculationInput("old concentration", oldConcentration),
            CalculationInput("new concentration", newConcentration), CalculationInput("new dose", later),
        ]
        let isExact = scaled % perDay == 0
        steps =
            [
                "Vb = \(line.tubingVolume) + \(line.catheterVolume) = \(volume)",
                "Qb = \(dose) / \(oldConcentration) = \(bridgeFlow)",
                "tb = \(volume) * \(oldConcentration) / \(dose) = \(SpanText.text(bridge.duration)), "
                    + (isExact ? "exactly the old dose" : "rounded up to whole seconds: not above the old dose"),
                "then Q = \(later) / \(newConcentration) = \(newFlow)",
            ] + without.steps
    }
}
