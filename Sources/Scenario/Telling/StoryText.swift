internal import PumpModel

/// Small texts of a story.
enum StoryText {
    /// "1 h 30 min"; the largest units first, none that is zero.
    static func span(_ milliseconds: Int64) -> String {
        let seconds = milliseconds.magnitude / 1_000
        let parts = [
            (seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s"),
        ]
        let text = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
        return text.isEmpty ? "0 s" : text
    }

    /// "+1 h".
    static func signed(_ milliseconds: Int64) -> String { (milliseconds <= -1_000 ? "-" : "+") + span(milliseconds) }

    /// "+12.5 %" of hundredths of a percent.
    static func percent(_ basisPoints: Int64) -> String {
        let (whole, rest) = basisPoints.magnitude.quotientAndRemainder(dividingBy: 100)
        let digits = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
        return (basisPoints < 0 ? "-" : "+") + "\(whole)\(digits) %"
    }

    /// With at most so many digits behind the point, rounded: for people.
    static func short<Value: Quantity>(_ value: Value, digits: Int = 1) -> String {
        let drop = max(0, Value.display.decimals - digits)
        let step = (0..<drop).reduce(Int64(1)) { step, _ in step * 10 }
        return Value(checked: (value.rawValue + step / 2) / step * step).description
    }
}
