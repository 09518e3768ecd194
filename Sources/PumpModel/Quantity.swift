/// An exact amount: a whole number of one small fixed unit, behind a type of its own.
///
/// A dose rate can not be passed where a dose is meant, and arithmetic that would overflow is an error.
/// Conforming types only name their unit, their range and how people write them.
public protocol Quantity: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// The whole number of smallest units.
    var rawValue: Int64 { get }
    /// What the type is called in messages: "dose".
    static var quantityName: String { get }
    /// The smallest unit, in words: "ng/day".
    static var smallestUnit: String { get }
    /// The raw values that have a meaning.
    static var range: ClosedRange<Int64> { get }
    /// How people write it: the unit, and the decimal places between that unit and the smallest one.
    static var display: (unit: String, decimals: Int) { get }
    /// Makes one of a raw value that was checked against `range`.
    init(checked rawValue: Int64)
}

extension Quantity {
    /// Makes one of a whole number of smallest units.
    /// - Throws: `QuantityError.outOfRange`.
    public init(raw: Int64) throws(QuantityError) {
        guard Self.range.contains(raw) else {
            throw .outOfRange(
                quantity: Self.quantityName, value: raw, allowed: Self.range, unit: Self.smallestUnit)
        }
        self.init(checked: raw)
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The sum; an overflow or a result out of range is an error.
    public func adding(_ other: Self) throws(QuantityError) -> Self {
        let (sum, overflow) = rawValue.addingReportingOverflow(other.rawValue)
        guard !overflow else { throw .overflow(quantity: Self.quantityName) }
        return try Self(raw: sum)
    }

    /// The difference; a result below the type's range is an error.
    public func subtracting(_ other: Self) throws(QuantityError) -> Self {
        let (difference, overflow) = rawValue.subtractingReportingOverflow(other.rawValue)
        guard !overflow else { throw .overflow(quantity: Self.quantityName) }
        return try Self(raw: difference)
    }

    /// The number in its customary unit, exact, without trailing zeros after the point: "120.5".
    public var decimalText: String {
        Decimals.text(rawValue, decimals: Self.display.decimals)
    }

    /// The number with its unit, exact: "120.5 mcg/day".
    public var description: String { "\(decimalText) \(Self.display.unit)" }

    /// Reads "120.5 mcg/day": a plain decimal, a space or none, and exactly the customary unit.
    /// - Throws: `QuantityError` that names the text and an example.
    public init(text: String) throws(QuantityError) {
        let expected = "100 \(Self.display.unit)"
        guard text.hasSuffix(Self.display.unit) else {
            throw .malformed(quantity: Self.quantityName, text: text, expected: expected)
        }
        var number = text.dropLast(Self.display.unit.count)
        while number.last == " " { number.removeLast() }
        try self.init(decimalText: String(number))
    }

    /// Reads "120.5", a plain decimal in the customary unit.
    /// - Throws: `QuantityError`; a digit finer than the smallest unit is refused, never rounded.
    public init(decimalText text: String) throws(QuantityError) {
        switch Decimals.parse(text, decimals: Self.display.decimals) {
        case .value(let raw): try self.init(raw: raw)
        case .malformed:
            throw .malformed(quantity: Self.quantityName, text: text, expected: "100 \(Self.display.unit)")
        case .tooFine:
            throw .tooFine(quantity: Self.quantityName, text: text, smallest: "1 \(Self.smallestUnit)")
        }
    }
}

/// A quantity of which there can be none: everything but a concentration.
public protocol Amount: Quantity {}

extension Amount {
    /// Nothing of it.
    public static var zero: Self { Self(checked: 0) }

    /// The difference, or zero where the other is larger: for amounts that run out.
    public func subtractingToZero(_ other: Self) -> Self {
        Self(checked: rawValue - min(rawValue, other.rawValue))
    }
}
