/// What a pump is told to infuse.
public enum Program: Hashable, Codable, Sendable {
    /// No delivery at all: after 48 h a critical alarm, and withdrawal long before.
    case stopped
    /// The lowest rate the pump can hold; the rate itself belongs to the pump's model.
    case minimumRate
    /// One rate, day and night.
    case simpleContinuous(DailyDose)
    /// One bolus on top of a continuous base, which goes on during the bolus and after it.
    case singleBolus(Bolus, base: DailyDose)
}

/// A dose delivered evenly over a time.
public struct Bolus: Hashable, Sendable {
    public var dose: Dose
    /// Whole seconds, 1 s to 24 h.
    public var duration: TimeSpan

    /// The durations that a bolus may have, in seconds.
    public static let durationSeconds: ClosedRange<Int64> = 1...86_400

    /// - Returns: nil when the dose is zero or the duration is not a whole number of seconds within a day.
    public init?(dose: Dose, duration: TimeSpan) {
        guard dose > .zero, duration.milliseconds % 1_000 == 0,
            Self.durationSeconds.contains(duration.milliseconds / 1_000)
        else { return nil }
        self.dose = dose
        self.duration = duration
    }
}

extension Program {
    /// What the patient receives by this program over the next 24 h, exact.
    /// - Parameter minimumRateDose: what the pump's minimum rate delivers per day at its concentration.
    /// - Throws: `QuantityError.outOfRange` when base and bolus together exceed what a daily dose can be.
    public func total24Hours(minimumRateDose: DailyDose) throws(QuantityError) -> DailyDose {
        switch self {
        case .stopped: .zero
        case .minimumRate: minimumRateDose
        case .simpleContinuous(let dose): dose
        case .singleBolus(let bolus, let base): try base.adding(DailyDose(raw: bolus.dose.nanograms))
        }
    }

    /// The daily dose that goes on after any bolus.
    public func baseDose(minimumRateDose: DailyDose) -> DailyDose {
        switch self {
        case .stopped: .zero
        case .minimumRate: minimumRateDose
        case .simpleContinuous(let dose), .singleBolus(_, let dose): dose
        }
    }
}

extension Program: CustomStringConvertible {
    public var description: String {
        switch self {
        case .stopped: "stopped"
        case .minimumRate: "minimum rate"
        case .simpleContinuous(let dose): "simple continuous \(dose)"
        case .singleBolus(let bolus, let base):
            "single bolus \(bolus.dose) over \(bolus.duration), base \(base)"
        }
    }
}
