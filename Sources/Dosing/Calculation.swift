internal import PumpModel

/// A computed delivery with everything that went into it, so that people can check it with a pencil.
package protocol Calculation: Hashable, Sendable {
    /// What it was computed from, in the order of the formula.
    var inputs: [CalculationInput] { get }
    /// The arithmetic, one line for each step, with its numbers.
    var steps: [String] { get }
}

/// A named number that a calculation rests on.
package struct CalculationInput: Hashable, Codable, Sendable {
    package let name: String
    /// With its unit.
    package let value: String

    init(_ name: String, _ value: some CustomStringConvertible) {
        self.name = name
        self.value = value.description
    }
}

/// Why nothing could be computed; the text says what to do.
package enum CalculationError: Error, Hashable, Sendable {
    /// The line holds nothing: tubing and catheter were not given.
    case emptyLine
    /// Nothing flows, and so nothing ends.
    case noFlow
    /// It would last longer than a pump does it.
    case tooLong(seconds: Int64, allowed: ClosedRange<Int64>)
    /// A result does not fit.
    case tooLarge(String)
}

extension CalculationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .emptyLine: "the line holds nothing: give the tubing volume and the catheter's length"
        case .noFlow: "nothing flows: give a dose or a flow above zero"
        case .tooLong(let seconds, let allowed):
            "it would take \(SpanText.text(TimeSpan(checked: seconds * 1_000))), and a pump does it for at most "
                + SpanText.text(TimeSpan(checked: allowed.upperBound * 1_000))
        case .tooLarge(let text): text
        }
    }
}

extension TimedVolume {
    /// - Throws: `CalculationError` when the time is not one that a pump can do.
    init(_ volume: Volume, seconds: Int128) throws(CalculationError) {
        let allowed = Self.durationSeconds
        let limited = Int64(min(seconds, Int128(TimeSpan.range.upperBound / 1_000)))
        guard let made = TimedVolume(volume: volume, duration: TimeSpan(checked: limited * 1_000)) else {
            throw volume == .zero ? .emptyLine : .tooLong(seconds: limited, allowed: allowed)
        }
        self = made
    }
}

/// Quotient rounded up.
func dividedUp(_ dividend: Int128, by divisor: Int128) -> Int128 {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return quotient + (remainder > 0 ? 1 : 0)
}
