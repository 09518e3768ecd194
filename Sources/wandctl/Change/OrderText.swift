import ArgumentParser
import PumpModel

/// Amounts and times as they are given on the command line.
enum OrderText {
    /// - Throws: `ValidationError` that says how it is written.
    static func check<Amount: Quantity>(_ type: Amount.Type, _ text: String) throws {
        _ = try amount(type, text)
    }

    /// - Throws: `ValidationError` that says how it is written.
    static func amount<Amount: Quantity>(_ type: Amount.Type, _ text: String) throws -> Amount {
        do {
            return try Amount(decimalText: text)
        } catch {
            guard case .malformed(let quantity, _, _) = error else { throw ValidationError("\(error).") }
            // the unit is no part of an argument
            throw ValidationError(
                "'\(text)' is not a \(quantity) in \(Amount.display.unit): write it like 100 or 120.5.")
        }
    }

    /// The same with a sign before it, or none.
    /// - Throws: `ValidationError` that says how it is written.
    static func signedSeconds(_ text: String) throws -> Int64 {
        let isBehind = text.hasPrefix("-")
        return try seconds(isBehind || text.hasPrefix("+") ? String(text.dropFirst()) : text) * (isBehind ? -1 : 1)
    }

    /// The seconds of "90s", "10m" or "2h".
    /// - Throws: `ValidationError` that says how it is written.
    static func seconds(_ text: String) throws -> Int64 {
        let factors: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600]
        guard let factor = text.last.flatMap({ factors[$0] }), text.dropLast().allSatisfy(\.isNumber),
            let number = Int64(text.dropLast()), number <= 31 * 86_400 / factor
        else { throw ValidationError("'\(text)' is not a time: write it like 90s, 10m or 2h.") }
        return number * factor
    }
}
