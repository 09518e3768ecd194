/// Exact decimal text for scaled integers: no binary floating point on the way in or out.
enum Decimals {
    enum Parsed: Equatable {
        case value(Int64)
        case malformed
        case tooFine
    }

    /// `raw` as a decimal with at most `decimals` places, without trailing zeros: text(1500, 3) is "1.5".
    static func text(_ raw: Int64, decimals: Int) -> String {
        let digits = String(raw.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        var fraction = padded.suffix(decimals)
        while fraction.last == "0" { fraction.removeLast() }
        let whole = padded.dropLast(decimals)
        return (raw < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// Digits with at most one point between digits: no sign, no exponent, no grouping.
    static func parse(_ text: String, decimals: Int) -> Parsed {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) })
        else { return .malformed }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.dropFirst(decimals).allSatisfy({ $0 == "0" }) else { return .tooFine }
        let kept = fraction.prefix(decimals)
        let scaled = whole + kept + String(repeating: "0", count: decimals - kept.count)
        return Int64(scaled).map(Parsed.value) ?? .malformed
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
