internal import PumpModel

extension PumpBounds {
    /// Why the pump can not run `program`, or nil: its own limits, compared without any division.
    func refusal(of program: Program, at concentration: Concentration) -> String? {
        switch program {
        case .stopped, .minimumRate: return nil
        case .simpleContinuous(let dose): return refusal(of: dose, at: concentration)
        case .singleBolus(let bolus, let base):
            // picograms per day, both sides times the bolus' seconds
            let seconds = Int128(bolus.duration.milliseconds / 1_000)
            let peak = Int128(base.nanogramsPerDay) * 1_000 * seconds + Int128(bolus.dose.nanograms) * 1_000 * 86_400
            let allowed = Int128(flow.upperBound.nanolitersPerDay) * Int128(concentration.microgramsPerMilliliter)
            if peak > allowed * seconds { return "base and bolus together exceed \(flow.upperBound)" }
            return refusal(of: base, at: concentration)
        }
    }

    private func refusal(of dose: DailyDose, at concentration: Concentration) -> String? {
        let picograms = dose.nanogramsPerDay * 1_000
        let factor = concentration.microgramsPerMilliliter
        let holds = (flow.lowerBound.nanolitersPerDay * factor)...(flow.upperBound.nanolitersPerDay * factor)
        return holds.contains(picograms) ? nil : "flow outside \(flow.lowerBound) to \(flow.upperBound)"
    }
}
