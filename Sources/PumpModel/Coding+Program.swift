/// How programs are written in the journal: their own checks stand before any value is made.

extension Decoder {
    /// - Throws: `DecodingError` when the checks of a value have made nothing of it.
    fileprivate func checked<Value>(_ value: Value?, _ what: String) throws -> Value {
        guard let value else {
            throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: "not \(what)"))
        }
        return value
    }
}

extension Program: Codable {
    private enum CodingKeys: CodingKey { case base, once, patientBolus }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard container.contains(.base) else {
            self = try EarlierProgram(from: decoder).program
            return
        }
        self = try decoder.checked(
            Program(
                base: try container.decode(BaseProgram.self, forKey: .base),
                once: try container.decodeIfPresent(OneTimeDelivery.self, forKey: .once),
                patientBolus: try container.decodeIfPresent(PatientBolus.self, forKey: .patientBolus)),
            "a program: nothing stands on top of one that is stopped")
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(base, forKey: .base)
        try container.encodeIfPresent(once, forKey: .once)
        try container.encodeIfPresent(patientBolus, forKey: .patientBolus)
    }
}

/// A program as it was written before there was anything on top of a base but a single bolus: journals may hold some.
private enum EarlierProgram: Decodable {
    case stopped
    case minimumRate
    case simpleContinuous(DailyDose)
    case singleBolus(Bolus, base: DailyDose)

    var program: Program {
        switch self {
        case .stopped: .stopped
        case .minimumRate: .minimumRate
        case .simpleContinuous(let dose): .simpleContinuous(dose)
        case .singleBolus(let bolus, let base): .singleBolus(bolus, base: base)
        }
    }
}

extension PumpChange: Codable {
    private enum CodingKeys: CodingKey { case program, refill, setUp, clock }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard container.contains(.program) else {
            // written when there was nothing else to change
            self.init(program: try Program(from: decoder))
            return
        }
        self.init(
            program: try container.decode(Program.self, forKey: .program),
            refill: try container.decodeIfPresent(Refill.self, forKey: .refill),
            setUp: try container.decodeIfPresent(PumpSetUp.self, forKey: .setUp),
            clock: try container.decodeIfPresent(ClockCorrection.self, forKey: .clock))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(program, forKey: .program)
        try container.encodeIfPresent(refill, forKey: .refill)
        try container.encodeIfPresent(setUp, forKey: .setUp)
        try container.encodeIfPresent(clock, forKey: .clock)
    }
}

extension TimedVolume: Codable {
    private enum CodingKeys: CodingKey { case volume, duration }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self = try decoder.checked(
            TimedVolume(
                volume: try container.decode(Volume.self, forKey: .volume),
                duration: try container.decode(TimeSpan.self, forKey: .duration)), "a volume over a time")
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(volume, forKey: .volume)
        try container.encode(duration, forKey: .duration)
    }
}

extension PeriodicBoluses: Codable {
    private enum CodingKeys: CodingKey { case bolus, intervalMinutes, firstAfterMinutes }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self = try decoder.checked(
            PeriodicBoluses(
                bolus: try container.decode(Bolus.self, forKey: .bolus),
                intervalMinutes: try container.decode(Int.self, forKey: .intervalMinutes),
                firstAfterMinutes: try container.decode(Int.self, forKey: .firstAfterMinutes)), "periodic boluses")
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(bolus, forKey: .bolus)
        try container.encode(intervalMinutes, forKey: .intervalMinutes)
        try container.encode(firstAfterMinutes, forKey: .firstAfterMinutes)
    }
}

extension PatientBolus: Codable {
    private enum CodingKeys: CodingKey { case bolus, allottedPer24Hours, lockoutMinutes }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self = try decoder.checked(
            PatientBolus(
                bolus: try container.decode(Bolus.self, forKey: .bolus),
                allottedPer24Hours: try container.decode(Int.self, forKey: .allottedPer24Hours),
                lockoutMinutes: try container.decode(Int.self, forKey: .lockoutMinutes)), "a patient's bolus")
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(bolus, forKey: .bolus)
        try container.encode(allottedPer24Hours, forKey: .allottedPer24Hours)
        try container.encode(lockoutMinutes, forKey: .lockoutMinutes)
    }
}

extension DaySchedule: Codable {
    public init(from decoder: any Decoder) throws {
        let steps = try decoder.singleValueContainer().decode([RateStep].self)
        self = try decoder.checked(DaySchedule(steps: steps), "a day's schedule")
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(steps)
    }
}

extension FlexSchedule: Codable {
    private enum CodingKeys: CodingKey { case week, utcOffsetMinutes }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self = try decoder.checked(
            FlexSchedule(
                week: try container.decode([DaySchedule].self, forKey: .week),
                utcOffsetMinutes: try container.decode(Int.self, forKey: .utcOffsetMinutes)), "a week's schedule")
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(week, forKey: .week)
        try container.encode(utcOffsetMinutes, forKey: .utcOffsetMinutes)
    }
}
