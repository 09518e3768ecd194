internal import ControlAPI
internal import PumpModel

/// Programs as they are asked for.
extension Program {
    init(_ members: inout Members) throws(ProblemError) {
        let mode: API.Mode = try members.choice("mode")
        let base = try BaseProgram(mode, &members)
        let once = try members.optionalObject("once").map { members throws(ProblemError) in
            var members = members
            return try OneTimeDelivery(&members)
        }
        let patientBolus = try members.optionalObject("patientBolus").map { members throws(ProblemError) in
            var members = members
            return try PatientBolus(&members)
        }
        guard let program = Program(base: base, once: once, patientBolus: patientBolus) else {
            throw members.wrong(
                once == nil ? "patientBolus" : "once", "A stopped pump gives nothing.", allowed: "to be left out")
        }
        try members.finish()
        self = program
    }
}

extension BaseProgram {
    fileprivate init(_ mode: API.Mode, _ members: inout Members) throws(ProblemError) {
        switch mode {
        case .stopped: self = .stopped
        case .minimumRate: self = .minimumRate
        case .simpleContinuous: self = .simpleContinuous(try members.dailyDose())
        case .flex:
            var schedule = try members.object("schedule")
            self = .flex(try FlexSchedule(&schedule))
        case .periodicBoluses:
            var periodic = try members.object("periodic")
            let boluses = try PeriodicBoluses(&periodic)
            self = .periodicBoluses(boluses, try members.dailyDose())
        }
    }
}

extension PeriodicBoluses {
    fileprivate init(_ members: inout Members) throws(ProblemError) {
        let bolus = try members.bolus()
        let interval = try members.integer("intervalMinutes", 1...1_440)
        let first = try members.integer("firstAfterMinutes", 0...1_439)
        try members.finish()
        guard
            let boluses = PeriodicBoluses(
                bolus: bolus, intervalMinutes: Int(interval), firstAfterMinutes: Int(first))
        else {
            throw members.wrong(
                "intervalMinutes", "Boluses can not come in this interval.",
                allowed: "minutes that divide a day, not below the bolus' own duration, and above 'firstAfterMinutes'")
        }
        self = boluses
    }
}

extension OneTimeDelivery {
    fileprivate init(_ members: inout Members) throws(ProblemError) {
        let kind: API.Once.Kind = try members.choice("kind")
        switch kind {
        case .bolus: self = .bolus(try members.bolus())
        case .prime: self = .prime(try members.timedVolume())
        case .bridge: self = .bridge(try members.timedVolume())
        }
        try members.finish()
    }
}

extension PatientBolus {
    fileprivate init(_ members: inout Members) throws(ProblemError) {
        let bolus = try members.bolus()
        let allotment = Int64(Self.allotment.lowerBound)...Int64(Self.allotment.upperBound)
        let allotted = try members.integer("allottedPer24Hours", allotment)
        let lockout = try members.integer("lockoutMinutes", 1...1_440)
        try members.finish()
        guard let patient = PatientBolus(bolus: bolus, allottedPer24Hours: Int(allotted), lockoutMinutes: Int(lockout))
        else {
            throw members.wrong(
                "lockoutMinutes", "The next bolus could begin before this one ends.",
                allowed: "not below the bolus' own duration")
        }
        self = patient
    }
}

extension Members {
    fileprivate mutating func dailyDose() throws(ProblemError) -> DailyDose {
        try quantity(DailyDose.self, text: "doseMicrogramsPerDay", integer: "doseNanogramsPerDay")
    }

    fileprivate mutating func bolus() throws(ProblemError) -> Bolus {
        let dose = try quantity(Dose.self, text: "doseMicrograms", integer: "doseNanograms")
        let seconds = try integer("durationSeconds", Bolus.durationSeconds)
        guard let bolus = Bolus(dose: dose, duration: TimeSpan(checked: seconds * 1_000)) else {
            throw wrong("doseMicrograms", "A bolus of nothing.", allowed: "more than 0")
        }
        return bolus
    }

    fileprivate mutating func timedVolume() throws(ProblemError) -> TimedVolume {
        let volume = try quantity(Volume.self, text: "volumeMilliliters", integer: "volumeNanoliters")
        let seconds = try integer("durationSeconds", TimedVolume.durationSeconds)
        guard let timed = TimedVolume(volume: volume, duration: TimeSpan(checked: seconds * 1_000)) else {
            throw wrong("volumeMilliliters", "Nothing would be delivered.", allowed: "more than 0")
        }
        return timed
    }
}
