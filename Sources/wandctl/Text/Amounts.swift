import PumpModel

/// Numbers of the API as people write them, exact.
enum Amounts {
    static func milliliters(_ nanoliters: Int64) -> String { text(Volume.self, nanoliters) }

    static func flow(_ nanolitersPerDay: Int64) -> String { text(Flow.self, nanolitersPerDay) }

    static func dose(_ nanograms: Int64) -> String { text(Dose.self, nanograms) }

    /// What is left in a reservoir is an estimate: to the nearest microliter.
    static func estimate(_ nanoliters: Int64) -> String {
        let (sum, overflow) = nanoliters.addingReportingOverflow(500)
        return milliliters(overflow ? nanoliters : sum / 1_000 * 1_000)
    }

    /// "+12.50 %" of hundredths of a percent.
    static func percent(_ basisPoints: Int64) -> String {
        let (whole, rest) = basisPoints.magnitude.quotientAndRemainder(dividingBy: 100)
        return (basisPoints < 0 ? "-" : "+") + "\(whole).\(rest < 10 ? "0" : "")\(rest) %"
    }

    /// The change between two doses a day, rounded away from zero: "-83.20 %", "none", "from zero".
    static func change(from oldNanograms: Int64, to newNanograms: Int64) -> String {
        guard oldNanograms != newNanograms else { return "none" }
        guard let old = try? DailyDose(raw: oldNanograms), let new = try? DailyDose(raw: newNanograms),
            let change = FlowArithmetic.changeBasisPoints(from: old, to: new)
        else { return "from zero" }
        return percent(change)
    }

    private static func text<Amount: Quantity>(_ type: Amount.Type, _ raw: Int64) -> String {
        (try? Amount(raw: raw))?.description ?? "\(raw) \(Amount.smallestUnit)"
    }

    /// "+12 s", "-3.5 s".
    static func signedSeconds(_ milliseconds: Int64) -> String {
        let span = (try? TimeSpan(raw: Int64(clamping: milliseconds.magnitude)))?.description
        return (milliseconds < 0 ? "-" : "+") + (span ?? "\(milliseconds.magnitude) ms")
    }

    /// The two largest units that say something: "1 d 4 h", "5 min 3 s".
    static func duration(_ milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds) / 1_000
        let parts = [
            (seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s"),
        ]
        let first = parts.firstIndex { $0.0 > 0 } ?? 3
        return parts[first...].prefix(2).filter { $0.0 > 0 || $0.1 == "s" && first == 3 }
            .map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }

    /// Hours and minutes, as a countdown is read: "45 h 46 min", "14 min", "40 s".
    static func hours(_ seconds: Int64) -> String {
        let seconds = max(0, seconds)
        let parts = [(seconds / 3_600, "h"), (seconds / 60 % 60, "min")].filter { $0.0 > 0 }
        return parts.isEmpty ? "\(seconds) s" : parts.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }

    /// An exact time in hours, minutes and seconds: "16 h", "1 h 30 min", "10 min", "90 s" as "1 min 30 s".
    static func span(_ seconds: Int64) -> String {
        let parts = [(seconds / 3_600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")].filter { $0.0 > 0 }
        return parts.isEmpty ? "\(seconds) s" : parts.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }

    /// "2026-11-23 01:33 UTC" of RFC 3339 text; anything else as it is.
    static func minute(_ text: String) -> String {
        Timestamp(text) == nil ? text : "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }

    /// The text with everything replaced that a terminal would obey instead of show.
    static func printable(_ text: Substring) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
                    default: scalar
                    }
                }))
    }

    /// "2026-11-23 01:33:05 UTC" of RFC 3339 text; anything else as it is.
    static func time(_ text: String) -> String {
        guard Timestamp(text) != nil else { return text }
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
    }

    /// "2026-11-23" of RFC 3339 text.
    static func date(_ text: String) -> String { Timestamp(text)?.dateText ?? text }
}
