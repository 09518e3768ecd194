internal import DaemonConfiguration
internal import PumpModel

/// How the values of a story are written.
enum StoryForms {
    static let text = StoryForm<String>(example: "a few words") { text in
        text.isEmpty || text.utf8.count > Limits.operatorTextBytes ? nil : text
    }

    static func quantity<Value: Quantity>(_ example: String) -> StoryForm<Value> {
        StoryForm(example: example, parse: { try? Value(text: $0) }) { text in
            do throws(QuantityError) {
                _ = try Value(text: text)
                return nil
            } catch {
                return error.description
            }
        }
    }

    static let dose: StoryForm<DailyDose> = quantity("120 mcg/day")
    static let amount: StoryForm<Dose> = quantity("10 mcg")
    static let hourlyDose: StoryForm<HourlyDose> = quantity("5 mcg/h")
    static let volume: StoryForm<Volume> = quantity("18 mL")
    static let flow: StoryForm<Flow> = quantity("0.6 mL/day")
    static let concentration: StoryForm<Concentration> = quantity("500 mcg/mL")
    static let length: StoryForm<Length> = quantity("76 cm")

    static func number<Number: FixedWidthInteger & Sendable>(_ range: ClosedRange<Number>) -> StoryForm<Number> {
        StoryForm(example: "\(range.lowerBound)", parse: { Number($0).flatMap { range.contains($0) ? $0 : nil } }) {
            _ in
            "a whole number from \(range.lowerBound) to \(range.upperBound)"
        }
    }

    /// "200 d", "-3 d".
    static func days(_ range: ClosedRange<Int64>) -> StoryForm<Int64> {
        StoryForm(example: "\(range.upperBound) d") { text in
            guard text.hasSuffix(" d"), let days = Int64(text.dropLast(2)), range.contains(days) else { return nil }
            return days
        } hint: { _ in
            "days from '\(range.lowerBound) d' to '\(range.upperBound) d'"
        }
    }

    static func word<Word: RawRepresentable & CaseIterable & SendableMetatype>(_: Word.Type) -> StoryForm<Word>
    where Word.RawValue == String {
        let words = Word.allCases.map(\.rawValue)
        return StoryForm(example: words.first ?? "", parse: { Word(rawValue: $0) }) { _ in
            "one of \(words.joined(separator: ", "))"
        }
    }

    static func choice<Value: Sendable>(_ words: [(String, Value)]) -> StoryForm<Value> {
        StoryForm(example: words.first?.0 ?? "", parse: { text in words.first { $0.0 == text }?.1 }) { _ in
            "one of \(words.map(\.0).joined(separator: ", "))"
        }
    }

    static let yesNo = choice([("yes", true), ("no", false)])
    static let patientClass = choice(PatientClass.allCases.map { ($0.name, $0) })

    /// "90 s", "30 min", "6 h", "3 d".
    static let span = StoryForm<TimeSpan>(example: "6 h") { text in
        let parts = text.split(separator: " ")
        let units: [Substring: Int64] = ["s": 1_000, "min": 60_000, "h": 3_600_000, "d": 86_400_000]
        guard parts.count == 2, let number = Int64(parts[0]), number >= 0, let unit = units[parts[1]] else {
            return nil
        }
        let (milliseconds, overflow) = number.multipliedReportingOverflow(by: unit)
        return overflow ? nil : try? TimeSpan(raw: milliseconds)
    } hint: { _ in
        "a whole number and s, min, h or d, like '6 h'"
    }

    static let minutes = StoryForm<Int>(example: "30 min") { text in
        guard let span = span.parse(text), span.milliseconds % 60_000 == 0 else { return nil }
        return Int(span.milliseconds / 60_000)
    } hint: { _ in
        "whole minutes, like '90 min' or '6 h'"
    }

    /// "+02:00".
    static let utcOffset = StoryForm<Int>(example: "+02:00") { text in
        guard let sign = text.first, sign == "+" || sign == "-",
            let minutes = MinuteText.minute(of: String(text.dropFirst()))
        else { return nil }
        let offset = sign == "-" ? -minutes : minutes
        return FlexSchedule.utcOffsets.contains(offset) && offset % 15 == 0 ? offset : nil
    } hint: { _ in
        "hours and minutes ahead of UTC, like '+02:00' or '-05:00'"
    }

    /// "+1 h", "-90 s".
    static let shift = StoryForm<Int64>(example: "+1 h") { text in
        guard let sign = text.first, sign == "+" || sign == "-", let span = span.parse(String(text.dropFirst()))
        else { return nil }
        return sign == "-" ? -span.milliseconds : span.milliseconds
    } hint: { _ in
        "a time with its sign, like '+1 h' or '-90 s'"
    }

    /// "+2.5 %": per mille.
    static let percent = StoryForm<Int64>(example: "+2.5 %") { text in
        guard text.hasSuffix(" %"), let sign = text.first, sign == "+" || sign == "-" else { return nil }
        return perMille(String(text.dropFirst().dropLast(2))).map { sign == "-" ? -$0 : $0 }
    }

    /// "2.5" percent as per mille.
    static func perMille(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            parts.count == 1 || parts[1].utf8.count == 1, let whole = Int64(parts[0]), whole <= 100
        else { return nil }
        return whole * 10 + (parts.count == 2 ? Int64(parts[1]) ?? 0 : 0)
    }
}
