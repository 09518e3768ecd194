/// The regular expressions of texts that have a form, in the dialect that JSON Schema asks for.
enum Pattern {
    static let serial = "^[A-Z0-9-]{1,\(API.Bounds.serialCharacters)}$"
    static let patient = "^[A-Za-z0-9.-]{1,\(API.Bounds.patientCharacters)}$"
    static let wand = "^[a-z0-9][a-z0-9-]{0,\(API.Bounds.wandNameCharacters - 1)}$"
    /// The id of a command or a transaction.
    static let id = "^[0-9a-f]{32}$"
    static let hash = "^[0-9a-f]{64}$"
    /// One end of the audit trail.
    static let head = "^(?:0|[1-9][0-9]*):[0-9a-f]{64}$"
    static let timeOfDay = "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$"
    /// What a person gave: neither control characters nor only white space.
    static let visible = #"^(?=.*\S)[^\u0000-\u001F\u007F-\u009F]+$"#
    static let idempotencyKey = #"^[\x21-\x7E]{1,\#(API.Bounds.idempotencyKeyCharacters)}$"#
    /// A revision or a version as an entity tag.
    static let entityTag = "^\"(?:\(numbers(to: Int64(UInt32.max))))\"$"
    /// As every answer has it.
    static let time = "^\(day)T\(clock)\\.[0-9]{3}Z$"
    /// As parameters take it.
    static let timeParameter = "^\(day)T\(clock)(?:\\.[0-9]{3})?Z$"
    /// An amount as it is answered.
    static let decimal = #"^(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$"#
    static let percent = #"^[+-]?[0-9]+\.[0-9]{2}$"#

    private static let clock = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    /// The days of the Gregorian calendar from 1970 to 9999.
    private static let day: String = {
        let months =
            "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
            + "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
        let leapDay = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[3579][26])00)-02-29"
        return "(?=19[7-9]|[2-9])(?:[0-9]{4}-\(months)|\(leapDay))"
    }()

    /// The whole numbers from 0 to `maximum`, without leading zeros.
    static func numbers(to maximum: Int64) -> String {
        let digits = String(maximum).map { $0 }
        var choices = ["0"]
        if digits.count > 1 { choices.append("[1-9][0-9]{0,\(digits.count - 2)}") }
        for (index, digit) in digits.enumerated() {
            let lowest: Character = index == 0 ? "1" : "0"
            guard let below = digit.wholeNumberValue, let low = lowest.wholeNumberValue, below > low else { continue }
            let rest = digits.count - index - 1
            choices.append(String(digits[..<index]) + range(low, below - 1) + any(rest))
        }
        if maximum > 0 { choices.append(String(maximum)) }
        return choices.joined(separator: "|")
    }

    /// Decimal text up to `maximum` of the smallest unit, which has `decimals` places; zeros that say nothing may stand.
    /// - Parameter isPositive: at least one of the smallest unit.
    static func decimal(to maximum: Int64, decimals: Int, isPositive: Bool) -> String {
        let scale = (0..<decimals).reduce(Int64(1)) { scale, _ in scale * 10 }
        let (whole, rest) = maximum.quotientAndRemainder(dividingBy: scale)
        let digits = String(repeating: "0", count: decimals - String(rest).count) + String(rest)
        let below = "(?:\(numbers(to: whole - 1)))(?:\\.[0-9]{1,\(decimals)}0*)?"
        let most = "\(whole)(?:\\.\(rest == 0 ? "0+" : fraction(Array(digits)[...])))?"
        return "^\(isPositive ? "(?=.*[1-9])" : "")0*(?:\(below)|\(most))$"
    }

    /// What may follow the point: at most these digits.
    private static func fraction(_ digits: ArraySlice<Character>) -> String {
        guard let first = digits.first, let value = first.wholeNumberValue else { return "0*" }
        let rest = digits.dropFirst()
        let lower = value > 0 ? "\(range(0, value - 1))[0-9]{0,\(rest.count)}0*|" : ""
        return "(?:\(lower)\(first)\(rest.isEmpty ? "0*" : "\(fraction(rest))?"))"
    }

    private static func range(_ low: Int, _ high: Int) -> String { low == high ? "\(low)" : "[\(low)-\(high)]" }

    private static func any(_ count: Int) -> String { count == 0 ? "" : count == 1 ? "[0-9]" : "[0-9]{\(count)}" }
}
