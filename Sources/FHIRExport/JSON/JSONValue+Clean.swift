extension JSONValue {
    /// A FHIR string may not be longer than this, in characters.
    static let greatestTextScalars = 1 << 20

    /// Text from outside as a FHIR string; nil when nothing is left of it.
    ///
    /// FHIR forbids control characters other than tab, line feed and carriage return, and its schema refuses white
    /// space beyond these and the plain space. A forbidden control character is shown by its picture (U+2400 and on)
    /// or by U+FFFD, other white space becomes a space, and white space at the ends goes.
    static func clean(_ text: String?) -> JSONValue? {
        cleaned(text).map(JSONValue.text)
    }

    /// What `clean(_:)` makes of a text.
    static func cleaned(_ text: String?) -> String? {
        guard let text else { return nil }
        var scalars = text.unicodeScalars.lazy.map(permitted).drop(while: isSpace).prefix(greatestTextScalars)
            .reduce(into: String.UnicodeScalarView()) { $0.append($1) }
        while let last = scalars.last, isSpace(last) { scalars.removeLast() }
        return scalars.isEmpty ? nil : String(scalars)
    }

    /// A name from outside as a FHIR code: 1 to 64 of A-Z, a-z, 0-9, '-', '_' and '.'; nil for everything else, so
    /// that a code is either exactly what was meant or absent.
    static func code(_ name: String) -> JSONValue? {
        let isCode = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(byte)
            }
        }
        return isCode && (1...64).contains(name.utf8.count) ? .text(name) : nil
    }

    private static func permitted(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20: scalar
        case 0x00..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
        case 0x7F: "\u{2421}"
        case 0x80...0x9F: "\u{FFFD}"
        case 0xFEFF: " "
        default: scalar.properties.isWhitespace ? " " : scalar
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        [0x09, 0x0A, 0x0D, 0x20].contains(scalar.value)
    }
}
