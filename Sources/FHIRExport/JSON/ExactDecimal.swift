/// A FHIR decimal: a whole number of some power of ten, written out exactly and never by way of a binary fraction.
///
/// The text has no exponent, no trailing zeros after the point and no sign but a leading minus.
struct ExactDecimal: Hashable, Sendable {
    /// "-0.5", "300", "120.125".
    let text: String

    /// `raw` divided by ten to the power of `decimals` (0 or more).
    init(_ raw: Int64, decimals: Int = 0) {
        let digits = String(raw.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        var fraction = padded.suffix(decimals)
        while fraction.last == "0" { fraction.removeLast() }
        text = (raw < 0 ? "-" : "") + padded.dropLast(decimals) + (fraction.isEmpty ? "" : "." + fraction)
    }
}
