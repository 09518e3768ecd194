/// What a pump is told to infuse: a base that goes on for ever, and what comes on top of it.
///
/// There is exactly one program that delivers nothing, `stopped`: it has neither a one-time delivery nor boluses that
/// the patient may ask for.
public struct Program: Hashable, Sendable {
    public let base: BaseProgram
    /// Delivered once, from the moment the program is applied; then the base alone.
    public let once: OneTimeDelivery?
    /// What the patient may give himself.
    public let patientBolus: PatientBolus?

    /// - Returns: nil for a stopped base with anything on top of it.
    public init?(base: BaseProgram, once: OneTimeDelivery? = nil, patientBolus: PatientBolus? = nil) {
        guard base != .stopped || (once == nil && patientBolus == nil) else { return nil }
        self.init(checked: base, once: once, patientBolus: patientBolus)
    }

    private init(checked base: BaseProgram, once: OneTimeDelivery? = nil, patientBolus: PatientBolus? = nil) {
        self.base = base
        self.once = once
        self.patientBolus = patientBolus
    }

    /// No delivery at all: after 48 h a critical alarm, and withdrawal long before.
    public static let stopped = Program(checked: .stopped)
    /// The lowest rate the pump can hold; the rate itself belongs to the pump's model.
    public static let minimumRate = Program(checked: .minimumRate)

    /// One rate, day and night.
    public static func simpleContinuous(_ dose: DailyDose) -> Program { Program(checked: .simpleContinuous(dose)) }

    /// A schedule of rates by the time of day.
    public static func flex(_ schedule: FlexSchedule) -> Program { Program(checked: .flex(schedule)) }

    /// One bolus on top of a continuous base, which goes on during the bolus and after it.
    public static func singleBolus(_ bolus: Bolus, base: DailyDose) -> Program {
        Program(checked: .simpleContinuous(base), once: .bolus(bolus))
    }

    /// The base program without what is delivered once: what goes on after it.
    public var afterwards: Program { Program(checked: base, patientBolus: patientBolus) }
}

/// What flows until it is changed.
public enum BaseProgram: Hashable, Codable, Sendable {
    case stopped
    case minimumRate
    case simpleContinuous(DailyDose)
    case flex(FlexSchedule)
    /// Boluses in equal intervals on top of a continuous rate.
    case periodicBoluses(PeriodicBoluses, DailyDose)
}

/// What a program delivers once, at its beginning.
public enum OneTimeDelivery: Hashable, Codable, Sendable {
    /// On top of the base, which flows all the while.
    case bolus(Bolus)
    /// Fills tubing and catheter after an implantation; the base begins when it ends.
    case prime(TimedVolume)
    /// Brings the old drug in the line to the patient at the old dose; the base begins when it ends.
    case bridge(TimedVolume)

    /// How long it lasts.
    public var duration: TimeSpan {
        switch self {
        case .bolus(let bolus): bolus.duration
        case .prime(let volume), .bridge(let volume): volume.duration
        }
    }
}

extension Program: CustomStringConvertible {
    public var description: String {
        ([base.description] + [once?.description, patientBolus?.description].compactMap { $0 })
            .joined(separator: "; ")
    }
}

extension BaseProgram: CustomStringConvertible {
    public var description: String {
        switch self {
        case .stopped: "stopped"
        case .minimumRate: "minimum rate"
        case .simpleContinuous(let dose): "simple continuous \(dose)"
        case .flex(let schedule): "flex \(schedule)"
        case .periodicBoluses(let boluses, let dose): "\(boluses), base \(dose)"
        }
    }
}

extension OneTimeDelivery: CustomStringConvertible {
    public var description: String {
        switch self {
        case .bolus(let bolus): "single bolus \(bolus.dose) over \(bolus.duration)"
        case .prime(let volume): "prime \(volume.volume) over \(volume.duration), then the base"
        case .bridge(let volume): "bridge \(volume.volume) over \(volume.duration), then the base"
        }
    }
}
