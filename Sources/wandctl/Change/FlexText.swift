import ArgumentParser
import ControlAPI
import PumpModel

/// Day schedules as they are given on the command line: "mon-fri 00:00=4 06:30=6.5".
enum FlexText {
    private static let names: [(String, API.Weekday)] = [
        ("mon", .monday), ("tue", .tuesday), ("wed", .wednesday), ("thu", .thursday), ("fri", .friday),
        ("sat", .saturday), ("sun", .sunday),
    ]

    /// - Throws: `ValidationError` that names the word.
    static func day(_ text: String, total: String) throws -> API.Day {
        var words = text.split(separator: " ").map(String.init)
        var weekdays = API.Weekday.allCases
        if let first = words.first, !first.contains("=") {
            weekdays = try Self.weekdays(first)
            words.removeFirst()
        }
        guard !words.isEmpty else {
            throw ValidationError("'\(text)' has no steps: write it like 'mon-fri 00:00=4 06:30=6.5'.")
        }
        return API.Day(weekdays: weekdays, totalMicrograms: total, steps: try words.map(step))
    }

    private static func step(_ word: String) throws -> API.Step {
        let parts = word.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, MinuteText.minute(of: parts[0]) != nil else {
            throw ValidationError("'\(word)' is not a step: write it like 06:30=6.5, in mcg each hour.")
        }
        try OrderText.check(HourlyDose.self, parts[1])
        return API.Step(start: parts[0], microgramsPerHour: parts[1])
    }

    /// "mon-fri", "sat,sun".
    private static func weekdays(_ text: String) throws -> [API.Weekday] {
        try text.split(separator: ",").flatMap { part in
            let ends = part.split(separator: "-").compactMap { end in names.firstIndex { $0.0 == end.lowercased() } }
            guard let first = ends.first, let last = ends.last, ends.count == part.split(separator: "-").count,
                ends.count <= 2, first <= last
            else { throw ValidationError("'\(part)' are no weekdays: write them like mon-fri or sat,sun.") }
            return names[first...last].map(\.1)
        }
    }

    /// "+01:00", "-03:30", "Z".
    static func utcOffset(_ text: String) throws -> Int64 {
        if text == "Z" { return 0 }
        let isBehind = text.hasPrefix("-")
        guard isBehind || text.hasPrefix("+"), let minutes = MinuteText.minute(of: String(text.dropFirst())) else {
            throw ValidationError("'\(text)' is not an offset from UTC: write it like +01:00.")
        }
        return Int64(isBehind ? -minutes : minutes)
    }
}
