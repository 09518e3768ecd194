/// The hour of a schedule that stands out most from the mean of its day: what it has in common with a bolus.
public struct PeakHour: Hashable, Codable, Sendable {
    /// What it brings above the mean hour of its day, rounded up to whole nanograms.
    public let excess: Dose
    /// The day on which it begins; nil where all days are alike.
    public let weekday: Weekday?
    /// The minute of the day at which it begins.
    public let startMinute: Int
}

extension PeakHour: CustomStringConvertible {
    /// "Mon 08:00".
    public var description: String {
        ([weekday?.shortName, MinuteText.text(startMinute)].compactMap { $0 }).joined(separator: " ")
    }
}

extension FlexSchedule {
    /// Of any 60 min, also across a midnight, where each part counts against its own day.
    public var peakHour: PeakHour {
        let week = 7 * 1_440
        let boundaries = self.week.indices.flatMap { day in self.week[day].steps.map { day * 1_440 + $0.startMinute } }
        // what 60 min bring is piecewise linear in where they begin: its peak is where a step begins or they end
        let starts = boundaries + boundaries.map { ($0 + week - 60) % week }
        var (peak, peakStart) = (Int64(0), 0)
        for start in starts.sorted() {
            let excess = aboveMean(until: (start + 60) % week) - aboveMean(until: start)
            if excess > peak { (peak, peakStart) = (excess, start) }
        }
        let isEveryDay = self.week.allSatisfy { $0 == self.week[0] }
        let scale: Int64 = 60 * 1_440
        return PeakHour(
            excess: Dose(checked: (peak + scale - 1) / scale),
            weekday: isEveryDay ? nil : Weekday(rawValue: peakStart / 1_440), startMinute: peakStart % 1_440)
    }

    /// What was delivered from midnight until `minute` of the week above the mean of that day, which is nothing at every midnight;
    /// in parts of a nanogram, 60 * 1440 of them.
    private func aboveMean(until minute: Int) -> Int64 {
        let day = week[minute / 1_440]
        let ofDay = minute % 1_440
        return day.sixtieths(until: ofDay) * 1_440 - day.sixtieths(until: 1_440) * Int64(ofDay)
    }
}
