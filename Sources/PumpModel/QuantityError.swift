/// Why a quantity could not be made, read or computed. Nothing in PumpModel wraps, rounds silently or traps on data.
public enum QuantityError: Error, Equatable, Sendable {
    /// The value lies outside what the type can mean.
    case outOfRange(quantity: String, value: Int64, allowed: ClosedRange<Int64>, unit: String)
    /// The result of a sum, difference or product does not fit.
    case overflow(quantity: String)
    /// The text is not a number of the expected unit; `expected` is an example that would be taken.
    case malformed(quantity: String, text: String, expected: String)
    /// The text is a number finer than the smallest unit of the quantity.
    case tooFine(quantity: String, text: String, smallest: String)
}

extension QuantityError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .outOfRange(let quantity, let value, let allowed, let unit):
            "\(quantity) \(value) \(unit) is outside \(allowed.lowerBound)...\(allowed.upperBound) \(unit)"
        case .overflow(let quantity): "\(quantity): the result does not fit"
        case .malformed(let quantity, let text, let expected):
            "'\(text)' is not a \(quantity): write it like '\(expected)'"
        case .tooFine(let quantity, let text, let smallest):
            "'\(text)' is finer than a \(quantity) can be: the smallest step is \(smallest)"
        }
    }
}
