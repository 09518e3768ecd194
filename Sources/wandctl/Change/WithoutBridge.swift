import ControlAPI
import Dosing
import PumpModel

/// What a patient receives when a new concentration pushes the old drug out of the line at the new program's flow, by
/// `UnbridgedCalculation`: of a program with several rates at both ends.
struct WithoutBridge: Equatable {
    /// The lowest and the highest rate of the new program.
    let doses: ClosedRange<DailyDose>
    let oldConcentration: Concentration
    let newConcentration: Concentration
    /// What the line holds; nil when nobody told the pump.
    let line: Volume?

    /// - Returns: nil when the new program sets no rate of its own: it is stopped, or at the pump's minimum.
    init?(_ program: API.Program, oldConcentration: Int64, newConcentration: Int64, line: Volume?) {
        let base = program.doseMicrogramsPerDay.flatMap { try? DailyDose(decimalText: $0) }
        let rates: [DailyDose]
        switch program.mode {
        case .stopped, .minimumRate: return nil
        case .simpleContinuous: rates = [base].compactMap { $0 }
        case .flex:
            rates = (program.schedule?.days ?? []).flatMap(\.steps)
                .compactMap { $0.microgramsPerHour.flatMap { try? HourlyDose(decimalText: $0) }?.perDay }
        case .periodicBoluses:
            guard let base, let periodic = program.periodic, periodic.intervalMinutes > 0,
                let bolus = periodic.doseMicrograms.flatMap({ try? Dose(decimalText: $0) })
            else { return nil }
            let boluses = bolus.nanograms * (1_440 / periodic.intervalMinutes)
            rates = [base, (try? DailyDose(raw: base.nanogramsPerDay + boluses)) ?? base]
        }
        guard let lowest = rates.min(), let highest = rates.max(), highest > .zero,
            let old = try? Concentration(raw: oldConcentration), let new = try? Concentration(raw: newConcentration)
        else {
            return nil
        }
        doses = lowest...highest
        self.oldConcentration = old
        self.newConcentration = new
        self.line = line
    }

    /// What reaches the patient per day, rounded up.
    func received(of dose: DailyDose) -> String {
        UnbridgedCalculation.dose(dose, from: oldConcentration, to: newConcentration)?.description
            ?? "more than any dose"
    }

    /// For how long, in seconds rounded up; nil when the line is not known or nothing flows.
    func seconds(of dose: DailyDose) -> Int64? {
        guard let line, dose > .zero else { return nil }
        return UnbridgedCalculation.time(line, newDose: dose, newConcentration: newConcentration).milliseconds / 1_000
    }

    /// The arithmetic with its numbers, one line for each end.
    func lines(isPlanned: Bool) -> [String] {
        let ends = doses.lowerBound == doses.upperBound ? [doses.lowerBound] : [doses.lowerBound, doses.upperBound]
        return ends.map { dose in
            let time =
                seconds(of: dose).map { "for " + Amounts.span($0) } ?? "for as long as the old drug is in the line"
            return (isPlanned ? "WITHOUT A BRIDGE" : "without the bridge")
                + ": \(dose) * \(oldConcentration) / \(newConcentration) = \(received(of: dose)) \(time)"
        }
    }
}
