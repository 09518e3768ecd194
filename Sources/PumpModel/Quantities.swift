/// An amount of drug, in nanograms; written in micrograms (mcg).
public struct Dose: Amount {
    public let rawValue: Int64
    public static let quantityName = "dose"
    public static let smallestUnit = "ng"
    public static let range: ClosedRange<Int64> = 0...4_000_000_000
    public static let display = (unit: "mcg", decimals: 3)
    public init(checked rawValue: Int64) { self.rawValue = rawValue }
    /// Whole nanograms.
    public var nanograms: Int64 { rawValue }
}

/// Drug per day, in nanograms per day; written in micrograms per day (mcg/day).
public struct DailyDose: Amount {
    public let rawValue: Int64
    public static let quantityName = "daily dose"
    public static let smallestUnit = "ng/day"
    public static let range: ClosedRange<Int64> = 0...4_000_000_000
    public static let display = (unit: "mcg/day", decimals: 3)
    public init(checked rawValue: Int64) { self.rawValue = rawValue }
    /// Whole nanograms per day.
    public var nanogramsPerDay: Int64 { rawValue }
}

/// Drug per hour, in nanograms per hour; written in micrograms per hour (mcg/h).
///
/// A type of its own because 60 mcg/day was once entered as 60 mcg every hour.
public struct HourlyDose: Amount {
    public let rawValue: Int64
    public static let quantityName = "hourly dose"
    public static let smallestUnit = "ng/h"
    public static let range: ClosedRange<Int64> = 0...(4_000_000_000 / 24)
    public static let display = (unit: "mcg/h", decimals: 3)
    public init(checked rawValue: Int64) { self.rawValue = rawValue }
    /// Whole nanograms per hour.
    public var nanogramsPerHour: Int64 { rawValue }
    /// The same rate per day: always exact.
    public var perDay: DailyDose { DailyDose(checked: rawValue * 24) }
}

/// A volume, in nanoliters; written in milliliters (mL).
public struct Volume: Amount {
    public let rawValue: Int64
    public static let quantityName = "volume"
    public static let smallestUnit = "nL"
    public static let range: ClosedRange<Int64> = 0...100_000_000
    public static let display = (unit: "mL", decimals: 6)
    public init(checked rawValue: Int64) { self.rawValue = rawValue }
    /// Whole nanoliters.
    public var nanoliters: Int64 { rawValue }
}

/// A flow, in nanoliters per day; written in milliliters per day (mL/day).
public struct Flow: Amount {
    public let rawValue: Int64
    public static let quantityName = "flow"
    public static let smallestUnit = "nL/day"
    public static let range: ClosedRange<Int64> = 0...100_000_000
    public static let display = (unit: "mL/day", decimals: 6)
    public init(checked rawValue: Int64) { self.rawValue = rawValue }
    /// Whole nanoliters per day.
    public var nanolitersPerDay: Int64 { rawValue }
}

/// A drug concentration, in micrograms per milliliter (the same number in nanograms per microliter).
public struct Concentration: Quantity {
    public let rawValue: Int64
    public static let quantityName = "concentration"
    public static let smallestUnit = "mcg/mL"
    public static let range: ClosedRange<Int64> = 1...10_000
    public static let display = (unit: "mcg/mL", decimals: 0)
    public init(checked rawValue: Int64) { self.rawValue = rawValue }
    /// Whole micrograms per milliliter.
    public var microgramsPerMilliliter: Int64 { rawValue }
}

/// A length, in micrometers; written in centimeters (cm).
public struct Length: Amount {
    public let rawValue: Int64
    public static let quantityName = "length"
    public static let smallestUnit = "um"
    public static let range: ClosedRange<Int64> = 0...2_000_000
    public static let display = (unit: "cm", decimals: 4)
    public init(checked rawValue: Int64) { self.rawValue = rawValue }
    /// Whole micrometers.
    public var micrometers: Int64 { rawValue }
}

/// A length of time, in milliseconds; written in seconds (s).
public struct TimeSpan: Amount {
    public let rawValue: Int64
    public static let quantityName = "time span"
    public static let smallestUnit = "ms"
    public static let range: ClosedRange<Int64> = 0...(3_660 * 86_400_000)
    public static let display = (unit: "s", decimals: 3)
    public init(checked rawValue: Int64) { self.rawValue = rawValue }
    /// Whole milliseconds.
    public var milliseconds: Int64 { rawValue }
    /// One day of 24 h.
    public static let day = TimeSpan(checked: 86_400_000)
}
