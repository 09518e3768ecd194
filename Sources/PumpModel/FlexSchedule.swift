/// Rates by the time of day, which may differ by weekday.
///
/// The pump finds its place in the schedule by its own clock, the clock's correction and `utcOffsetMinutes`, and by nothing
/// else. The offset is part of the program: a change between summer and winter time moves no dose by itself. Who wants
/// the schedule to follow it programs the same steps with another offset, as any change of therapy, and confirms it.
public struct FlexSchedule: Hashable, Sendable {
    /// Seven days, Monday first.
    public let week: [DaySchedule]
    /// What local time is ahead of UTC by, in minutes: a multiple of 15.
    public let utcOffsetMinutes: Int

    /// The offsets that there are on Earth.
    public static let utcOffsets: ClosedRange<Int> = -720...840

    /// - Returns: nil unless there are seven days and the offset is a multiple of 15 min on Earth.
    public init?(week: [DaySchedule], utcOffsetMinutes: Int) {
        guard week.count == 7, Self.utcOffsets.contains(utcOffsetMinutes), utcOffsetMinutes % 15 == 0 else {
            return nil
        }
        self.week = week
        self.utcOffsetMinutes = utcOffsetMinutes
    }

    /// The same day all week.
    public init?(everyDay day: DaySchedule, utcOffsetMinutes: Int) {
        self.init(week: Array(repeating: day, count: 7), utcOffsetMinutes: utcOffsetMinutes)
    }

    /// The rates of the week in their order, as they change.
    public var rates: [HourlyDose] { week.flatMap { $0.steps.map(\.rate) } }

    /// The most that any 24 h deliver, wherever they begin, rounded up to whole nanograms.
    public var greatest24Hours: Int64 {
        let boundaries = week.indices.flatMap { day in week[day].steps.map { day * 1_440 + $0.startMinute } }
        // what 24 h deliver is piecewise linear in where they begin: its peak is where a step begins or they end
        let starts = boundaries + boundaries.map { ($0 + 6 * 1_440) % (7 * 1_440) }
        let greatest = starts.map { delivered(until: $0 + 1_440) - delivered(until: $0) }.max() ?? 0
        return (greatest + 59) / 60
    }

    /// From Monday's midnight, over at most two weeks, in sixtieths of a nanogram.
    private func delivered(until minute: Int) -> Int64 {
        let (days, rest) = minute.quotientAndRemainder(dividingBy: 1_440)
        let whole = (0..<days).reduce(Int64(0)) { $0 + week[$1 % 7].sixtieths(until: 1_440) }
        return whole + week[days % 7].sixtieths(until: rest)
    }
}

/// The rates of one day, each from its minute to the next one's, the last to midnight.
public struct DaySchedule: Hashable, Sendable {
    /// 1 to 13 steps, the first at midnight, ascending.
    public let steps: [RateStep]

    /// The most steps of a day.
    public static let stepLimit = 13

    /// - Returns: nil unless there are 1 to 13 steps, the first at midnight and each later than the one before.
    public init?(steps: [RateStep]) {
        guard (1...Self.stepLimit).contains(steps.count), steps[0].startMinute == 0,
            zip(steps, steps.dropFirst()).allSatisfy({ $0.startMinute < $1.startMinute }),
            steps.allSatisfy({ (0..<1_440).contains($0.startMinute) })
        else { return nil }
        self.steps = steps
    }

    /// What the day delivers, rounded up to whole nanograms: `sum(rate * duration)`.
    public var total: Int64 { (sixtieths(until: 1_440) + 59) / 60 }

    /// What is delivered from midnight to `minute`, in sixtieths of a nanogram: exact.
    public func sixtieths(until minute: Int) -> Int64 {
        let ends = steps.dropFirst().map(\.startMinute) + [1_440]
        return zip(steps, ends).reduce(0) { sum, step in
            sum + step.0.rate.nanogramsPerHour * Int64(max(0, min(step.1, minute) - step.0.startMinute))
        }
    }
}

/// A rate from a minute of the day on.
public struct RateStep: Hashable, Codable, Sendable {
    /// 0 to 1439.
    public var startMinute: Int
    public var rate: HourlyDose

    public init(startMinute: Int, rate: HourlyDose) {
        self.startMinute = startMinute
        self.rate = rate
    }

    /// "06:30".
    public var clockText: String { MinuteText.text(startMinute) }
}

/// Minutes of a day as people write them.
public enum MinuteText {
    /// "06:30" for 390.
    public static func text(_ minute: Int) -> String {
        let (hours, minutes) = minute.quotientAndRemainder(dividingBy: 60)
        return (hours < 10 ? "0" : "") + "\(hours):" + (minutes < 10 ? "0" : "") + "\(minutes)"
    }

    /// 390 for "06:30"; nil for anything that is not written so.
    public static func minute(of text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), hours < 24, minutes < 60
        else { return nil }
        return hours * 60 + minutes
    }
}

extension FlexSchedule: CustomStringConvertible {
    /// "Mon-Fri 00:00 5 mcg/h, 06:00 7.5 mcg/h; Sat-Sun ... (UTC+02:00)".
    public var description: String {
        var groups: [[Weekday]] = []
        for day in Weekday.allCases {
            if let first = groups.last?.first, week[first.rawValue] == week[day.rawValue] {
                groups[groups.count - 1].append(day)
            } else {
                groups.append([day])
            }
        }
        let days = groups.map { group in
            (groups.count == 1 ? "every day" : Weekday.text(of: group)) + " \(week[group[0].rawValue])"
        }
        let sign = utcOffsetMinutes < 0 ? "-" : "+"
        return days.joined(separator: "; ") + " (UTC\(sign)\(MinuteText.text(abs(utcOffsetMinutes))))"
    }
}

extension DaySchedule: CustomStringConvertible {
    public var description: String { steps.map { "\($0.clockText) \($0.rate)" }.joined(separator: ", ") }
}
