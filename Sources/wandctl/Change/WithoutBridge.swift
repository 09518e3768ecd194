import ControlAPI
import PumpModel

/// What a patient receives when a new concentration pushes the old drug out of the line at the new program's flow:
/// `D * Cold / Cnew`, for `V * Cnew / D`.
///
/// Of a program with several rates both ends are told.
struct WithoutBridge: Equatable {
    /// The lowest and the highest rate of the new program.
    let doses: ClosedRange<DailyDose>
    let oldConcentration: Int64
    let newConcentration: Int64
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
        guard let lowest = rates.min(), let highest = rates.max(), highest > .zero, newConcentration > 0 else {
            return nil
        }
        doses = lowest...highest
        self.oldConcentration = oldConcentration
        self.newConcentration = newConcentration
        self.line = line
    }

    /// What reaches the patient per day, rounded up.
    func received(of dose: DailyDose) -> String {
        let scaled = Int128(dose.nanogramsPerDay) * Int128(oldConcentration)
        let raw = (scaled + Int128(newConcentration) - 1) / Int128(newConcentration)
        return Int64(exactly: raw).flatMap { try? DailyDose(raw: $0) }?.description ?? "more than any dose"
    }

    /// For how long, in seconds rounded up; nil when the line is not known or nothing flows.
    func seconds(of dose: DailyDose) -> Int64? {
        guard let line, dose > .zero else { return nil }
        let perDay = Int128(dose.nanogramsPerDay) * 1_000
        let scaled = Int128(line.nanoliters) * Int128(newConcentration) * 86_400
        return Int64(clamping: (scaled + perDay - 1) / perDay)
    }

    /// The arithmetic with its numbers, one line for each end.
    func lines(isPlanned: Bool) -> [String] {
        let ends = doses.lowerBound == doses.upperBound ? [doses.lowerBound] : [doses.lowerBound, doses.upperBound]
        return ends.map { dose in
            let time =
                seconds(of: dose).map { "for " + Amounts.span($0) } ?? "for as long as the old drug is in the line"
            return (isPlanned ? "WITHOUT A BRIDGE" : "without the bridge")
                + ": \(dose) * \(oldConcentration) mcg/mL / \(newConcentration) mcg/mL = \(received(of: dose)) \(time)"
        }
    }
}
