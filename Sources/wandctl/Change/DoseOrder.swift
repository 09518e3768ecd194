import ArgumentParser
import ControlAPI
import PumpModel

/// The new program, as it is given on the command line: a base, and what comes on top of it.
struct DoseOrder: ParsableArguments {
    @Argument(help: "The new daily dose in mcg/day, exact: 120.5. With boluses, what goes on below them.")
    var dose: String?

    @Option(
        help: ArgumentHelp(
            "Rates by the time of day in mcg each HOUR; may be repeated for other weekdays: 'mon-fri 00:00=4 06:30=6'.",
            valueName: "[days] time=mcg/h ..."))
    var flex: [String] = []
    @Option(
        help: ArgumentHelp("What the day of each --flex delivers: it must be what its steps make.", valueName: "mcg"))
    var dayTotal: [String] = []
    @Option(
        help:
            "What local time is ahead of UTC by: +01:00, or --utc-offset=-03:30. It never follows summer time by itself."
    )
    var utcOffset: String?

    @Option(help: ArgumentHelp("A single bolus; with --every, each of them.", valueName: "mcg")) var bolus: String?
    @Option(help: ArgumentHelp("The time for the bolus: 90s, 10m or 2h.", valueName: "time")) var over: String?
    @Option(help: ArgumentHelp("Boluses in this interval, which divides a day: 4h, 90m.", valueName: "time"))
    var every: String?
    @Option(help: ArgumentHelp("The wait for the first of them.", valueName: "time")) var firstAfter: String?

    @Option(help: ArgumentHelp("A bolus that the patient may give himself.", valueName: "mcg")) var patientBolus:
        String?
    @Option(help: ArgumentHelp("The time for it.", valueName: "time")) var patientOver: String?
    @Option(help: "How many of them in any 24 h, at most.") var allotted: Int64?
    @Option(help: ArgumentHelp("From the start of one to the next.", valueName: "min")) var lockout: Int64?

    @Flag(help: "No boluses by the patient from now on; else what he was allotted before goes on.")
    var noPatientBolus = false
    @Flag(help: "The lowest rate that the pump can hold.") var minimumRate = false

    /// Whether any program was given.
    var isGiven: Bool {
        dose != nil || !flex.isEmpty || bolus != nil || patientBolus != nil || minimumRate || every != nil
            || utcOffset != nil || allotted != nil
    }

    func validate() throws {
        guard isGiven else { return }
        let bases = [dose != nil, !flex.isEmpty, minimumRate].count { $0 }
        guard bases <= 1, bases == 1 || (bolus != nil && every == nil) else {
            throw ValidationError("Give a daily dose, --flex, a --bolus or --minimum-rate.")
        }
        guard (bolus == nil) == (over == nil) else { throw ValidationError("--bolus and --over belong together.") }
        guard flex.count == dayTotal.count, flex.isEmpty == (utcOffset == nil) else {
            throw ValidationError("--flex, --day-total and --utc-offset belong together, one total for each --flex.")
        }
        guard every == nil || (bolus != nil && dose != nil) else {
            throw ValidationError("--every needs a daily dose, --bolus and --over.")
        }
        guard firstAfter == nil || every != nil else { throw ValidationError("--first-after belongs to --every.") }
        let ofPatient = [patientBolus != nil, patientOver != nil, allotted != nil, lockout != nil].count { $0 }
        guard ofPatient == 0 || ofPatient == 4 else {
            throw ValidationError("--patient-bolus, --patient-over, --allotted and --lockout belong together.")
        }
        guard ofPatient == 0 || !noPatientBolus else {
            throw ValidationError("--no-patient-bolus and --patient-bolus contradict each other.")
        }
        _ = try parsed()
    }

    /// The times and schedules of the options.
    private func parsed() throws -> (API.Schedule?, [String: Int64]) {
        if let dose { try OrderText.check(DailyDose.self, dose) }
        if let bolus { try OrderText.check(Dose.self, bolus) }
        if let patientBolus { try OrderText.check(Dose.self, patientBolus) }
        for total in dayTotal { try OrderText.check(DailyDose.self, total) }
        var seconds: [String: Int64] = [:]
        for (name, text) in [("over", over), ("patientOver", patientOver), ("every", every), ("first", firstAfter)] {
            if let text { seconds[name] = try OrderText.seconds(text) }
        }
        let schedule: API.Schedule? = try utcOffset.map { offset in
            API.Schedule(
                utcOffsetMinutes: try FlexText.utcOffset(offset), days: try zip(flex, dayTotal).map(FlexText.day))
        }
        return (schedule, seconds)
    }

    /// The program for a pump; a bolus without a base goes on top of what the pump delivers now.
    func program(on pump: API.Pump) throws -> API.Program {
        let (schedule, seconds) = try parsed()
        var program = try base(on: pump, schedule, seconds)
        if let bolus, every == nil {
            program.once = API.Once(kind: .bolus, doseMicrograms: bolus, durationSeconds: seconds["over"] ?? 0)
        }
        if let patientBolus, let allotted, let lockout {
            program.patientBolus = API.PatientBolus(
                doseMicrograms: patientBolus, durationSeconds: seconds["patientOver"] ?? 0,
                allottedPer24Hours: allotted, lockoutMinutes: lockout)
        } else if !noPatientBolus {
            program.patientBolus = pump.program.asOrder.patientBolus
        }
        return program
    }

    private func base(
        on pump: API.Pump, _ schedule: API.Schedule?, _ seconds: [String: Int64]
    ) throws(Failure) -> API.Program {
        if minimumRate { return API.Program(mode: .minimumRate) }
        if let schedule { return API.Program(mode: .flex, schedule: schedule) }
        guard let dose else { return try pump.program.continued() }
        guard let every = seconds["every"] else {
            return API.Program(mode: .simpleContinuous, doseMicrogramsPerDay: dose)
        }
        return API.Program(
            mode: .periodicBoluses, doseMicrogramsPerDay: dose,
            periodic: API.PeriodicBoluses(
                doseMicrograms: bolus, durationSeconds: seconds["over"] ?? 0, intervalMinutes: every / 60,
                firstAfterMinutes: (seconds["first"] ?? 0) / 60))
    }
}
