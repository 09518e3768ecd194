import PumpModel

extension ValueFormat where Value == TimeSpan {
    /// A time with one of the units s, min and h, within a range of milliseconds: "5 min".
    static func time(_ range: ClosedRange<Int64>, example: String) -> ValueFormat {
        let name = "a time in s, min or h"
        let bounds = (TimeUnit.text(range.lowerBound), TimeUnit.text(range.upperBound))
        return ValueFormat(example: example) { text throws(ValueProblem) in
            let scaled: (partialValue: Int64, overflow: Bool)
            do throws(QuantityError) {
                let letters = String(text.reversed().prefix { $0.isLetter }.reversed())
                guard let unit = TimeUnit(rawValue: letters) else {
                    throw .malformed(quantity: name, text: text, expected: example)
                }
                var number = text.dropLast(letters.count)
                while number.last == " " { number.removeLast() }
                // the number alone, read as seconds, is scaled exactly by the seconds of the unit
                let count = try TimeSpan(decimalText: String(number))
                scaled = count.milliseconds.multipliedReportingOverflow(by: unit.milliseconds / 1_000)
            } catch {
                throw ValueProblem(error, text: text, name: name, bounds: bounds, example: example)
            }
            guard !scaled.overflow, range.contains(scaled.partialValue) else {
                throw ValueProblem(outOfRange: text, bounds: bounds)
            }
            return TimeSpan(checked: scaled.partialValue)
        } text: {
            TimeUnit.text($0.milliseconds)
        }
    }
}

extension ValueFormat where Value == TimeSpan {
    static func time(_ range: ClosedRange<TimeSpan>, example: String) -> ValueFormat {
        time(range.lowerBound.milliseconds...range.upperBound.milliseconds, example: example)
    }

    /// A time that is written in whole days, within those that lie in a range: "7 d".
    static func days(_ range: ClosedRange<TimeSpan>, example: String) -> ValueFormat {
        let day = TimeSpan.day.milliseconds
        let first = (range.lowerBound.milliseconds + day - 1) / day
        let inner = ValueFormat<Int64>.days(first...range.upperBound.milliseconds / day, example: example)
        return ValueFormat(example: example) { text throws(ValueProblem) in
            TimeSpan(checked: try inner.parse(text) * day)
        } text: {
            inner.text($0.milliseconds / day)
        }
    }
}

extension ValueFormat where Value == Int64 {
    /// Whole days within a range: "3 d".
    static func days(_ range: ClosedRange<Int64>, example: String) -> ValueFormat {
        whole("days", unit: "d", range, example: example)
    }

    /// Whole years within a range: "7 years".
    static func years(_ range: ClosedRange<Int64>, example: String) -> ValueFormat {
        whole("years", unit: "years", range, example: example)
    }

    private static func whole(
        _ what: String, unit: String, _ range: ClosedRange<Int64>, example: String
    ) -> ValueFormat {
        ValueFormat(example: example) { text throws(ValueProblem) in
            var number = Substring(text)
            let hasUnit = number.hasSuffix(unit)
            if hasUnit { number.removeLast(unit.count) }
            while number.last == " " { number.removeLast() }
            let isNumber = !number.isEmpty && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
            guard isNumber else {
                throw ValueProblem(
                    found: "'\(text)' is not a number of whole \(what)", allowed: "write it like '\(example)'")
            }
            guard hasUnit else {
                throw ValueProblem(found: "'\(text)' has no unit", allowed: "write it like '\(example)'")
            }
            guard let count = Int64(number), range.contains(count) else {
                throw ValueProblem(
                    outOfRange: text, bounds: ("\(range.lowerBound) \(unit)", "\(range.upperBound) \(unit)"))
            }
            return count
        } text: {
            "\($0) \(unit)"
        }
    }
}

/// The units in which a time is written.
enum TimeUnit: String, CaseIterable {
    case hours = "h"
    case minutes = "min"
    case seconds = "s"

    var milliseconds: Int64 {
        switch self {
        case .hours: 3_600_000
        case .minutes: 60_000
        case .seconds: 1_000
        }
    }

    /// In the largest unit that gives a whole number, else in seconds: "5 min".
    static func text(_ milliseconds: Int64) -> String {
        for unit in allCases where milliseconds > 0 && milliseconds % unit.milliseconds == 0 {
            return "\(milliseconds / unit.milliseconds) \(unit.rawValue)"
        }
        return TimeSpan(checked: milliseconds).description
    }
}
