internal import ControlAPI
internal import PumpModel

extension API.Program {
    init(_ program: Program) {
        switch program {
        case .stopped: self.init(mode: .stopped, text: program.description)
        case .minimumRate: self.init(mode: .minimumRate, text: program.description)
        case .simpleContinuous(let dose):
            self.init(
                mode: .simpleContinuous, doseNanogramsPerDay: dose.nanogramsPerDay,
                doseMicrogramsPerDay: dose.decimalText, text: program.description)
        case .singleBolus(let bolus, let base):
            self.init(
                mode: .singleBolus, doseNanograms: bolus.dose.nanograms, doseMicrograms: bolus.dose.decimalText,
                durationSeconds: bolus.duration.milliseconds / 1_000, baseNanogramsPerDay: base.nanogramsPerDay,
                baseMicrogramsPerDay: base.decimalText, text: program.description)
        }
    }
}

extension Program {
    /// Reads a program order.
    init(_ members: inout Members) throws(ProblemError) {
        let modes = API.Mode.allCases.map(\.rawValue).joined(separator: ", ")
        let name = try members.text("mode", modes)
        guard let mode = API.Mode(rawValue: name) else {
            throw members.wrong("mode", "There is no such mode.", allowed: modes)
        }
        switch mode {
        case .stopped: self = .stopped
        case .minimumRate: self = .minimumRate
        case .simpleContinuous:
            self = .simpleContinuous(
                try members.quantity(DailyDose.self, text: "doseMicrogramsPerDay", integer: "doseNanogramsPerDay"))
        case .singleBolus:
            let dose = try members.quantity(Dose.self, text: "doseMicrograms", integer: "doseNanograms")
            let seconds = try members.integer("durationSeconds", Bolus.durationSeconds)
            let base = try members.quantity(
                DailyDose.self, text: "baseMicrogramsPerDay", integer: "baseNanogramsPerDay")
            guard let bolus = Bolus(dose: dose, duration: TimeSpan(checked: seconds * 1_000)) else {
                throw members.wrong("doseMicrograms", "A bolus of nothing.", allowed: "more than 0")
            }
            self = .singleBolus(bolus, base: base)
        }
        try members.finish()
    }
}
