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

/// A volume delivered evenly over a time, in place of the base: a prime or a bridge.
public struct TimedVolume: Hashable, Sendable {
    public let volume: Volume
    /// Whole seconds, 1 s to 30 days.
    public let duration: TimeSpan

    /// The durations that it may have, in seconds: a slow bridge at a low dose takes weeks.
    public static let durationSeconds: ClosedRange<Int64> = 1...(30 * 86_400)

    /// - Returns: nil when the volume is zero or the duration is not a whole number of seconds within 30 days.
    public init?(volume: Volume, duration: TimeSpan) {
        guard volume > .zero, duration.milliseconds % 1_000 == 0,
            Self.durationSeconds.contains(duration.milliseconds / 1_000)
        else { return nil }
        self.volume = volume
        self.duration = duration
    }
}

/// The same bolus again and again, counted from the moment the program is applied.
public struct PeriodicBoluses: Hashable, Sendable {
    public let bolus: Bolus
    /// From one start to the next: whole minutes that divide a day, so that any 24 h hold the same number of boluses.
    public let intervalMinutes: Int
    /// From the application of the program to the first start, below one interval.
    public let firstAfterMinutes: Int

    /// - Returns: nil when the interval does not divide a day, is shorter than the bolus, or not longer than the first wait.
    public init?(bolus: Bolus, intervalMinutes: Int, firstAfterMinutes: Int) {
        guard (1...1_440).contains(intervalMinutes), 1_440 % intervalMinutes == 0,
            bolus.duration.milliseconds <= Int64(intervalMinutes) * 60_000,
            (0..<intervalMinutes).contains(firstAfterMinutes)
        else { return nil }
        self.bolus = bolus
        self.intervalMinutes = intervalMinutes
        self.firstAfterMinutes = firstAfterMinutes
    }

    /// Boluses in any 24 h.
    public var perDay: Int64 { Int64(1_440 / intervalMinutes) }
}

/// What a patient may give himself: within these bounds the pump decides alone.
public struct PatientBolus: Hashable, Sendable {
    public let bolus: Bolus
    /// The most in any 24 h, 1 to 48.
    public let allottedPer24Hours: Int
    /// From the start of one to the next, whole minutes up to a day, not below the bolus' own duration.
    public let lockoutMinutes: Int

    /// The numbers that may be allotted.
    public static let allotment: ClosedRange<Int> = 1...48

    /// - Returns: nil outside these bounds.
    public init?(bolus: Bolus, allottedPer24Hours: Int, lockoutMinutes: Int) {
        guard Self.allotment.contains(allottedPer24Hours), (1...1_440).contains(lockoutMinutes),
            bolus.duration.milliseconds <= Int64(lockoutMinutes) * 60_000
        else { return nil }
        self.bolus = bolus
        self.allottedPer24Hours = allottedPer24Hours
        self.lockoutMinutes = lockoutMinutes
    }
}

extension PeriodicBoluses: CustomStringConvertible {
    public var description: String {
        "periodic boluses \(bolus.dose) over \(bolus.duration) every \(intervalMinutes) min"
            + " (\(perDay) a day, the first after \(firstAfterMinutes) min)"
    }
}

extension PatientBolus: CustomStringConvertible {
    public var description: String {
        "patient bolus \(bolus.dose) over \(bolus.duration), at most \(allottedPer24Hours) in 24 h, "
            + "\(lockoutMinutes) min apart"
    }
}
