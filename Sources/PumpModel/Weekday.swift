/// A day of the week. The raw value is its place in a schedule: Monday's is 0.
public enum Weekday: Int, Hashable, Codable, Sendable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// "Mon".
    public var shortName: String {
        switch self {
        case .monday: "Mon"
        case .tuesday: "Tue"
        case .wednesday: "Wed"
        case .thursday: "Thu"
        case .friday: "Fri"
        case .saturday: "Sat"
        case .sunday: "Sun"
        }
    }

    /// "Mon-Fri, Sun": neighbours in one range, each day once.
    public static func text(of days: some Collection<Weekday>) -> String {
        var ranges: [ClosedRange<Int>] = []
        for day in Set(days.map(\.rawValue)).sorted() {
            if let last = ranges.last, last.upperBound + 1 == day {
                ranges[ranges.count - 1] = last.lowerBound...day
            } else {
                ranges.append(day...day)
            }
        }
        return ranges.map { range in
            let ends = range.count == 1 ? [range.lowerBound] : [range.lowerBound, range.upperBound]
            return ends.map { allCases[$0].shortName }.joined(separator: "-")
        }.joined(separator: ", ")
    }
}
