import PumpModel

/// Text that can be printed: what would hide, reverse or overflow is written out by its number, "‹U+202E›", so that a
/// text from outside can neither disguise itself nor what stands next to it.
///
/// Written out are controls and line breaks, the marks that reorder text, unassigned and private characters, invisible
/// ones, letters that are wider than the measured line allows, and marks that pile up on one letter.
struct Legible: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    let text: String

    /// - Parameter characters: at most so many; a longer text is cut and ends in `cutMark`.
    init(_ raw: String, characters: Int = Limits.paperTextCharacters) {
        var out = String.UnicodeScalarView()
        var marks = 0
        // one character may hold any number of marks: scalars are bounded too, before anything looks at them
        for scalar in raw.unicodeScalars.prefix(4 * characters) {
            marks = Self.adds(scalar) ? marks + 1 : 0
            if Self.isPlain(scalar), marks <= 2 {
                out.append(scalar)
            } else {
                out.append(contentsOf: Self.written(scalar).unicodeScalars)
            }
        }
        let legible = String(out)
        let isWhole = legible.prefix(characters).endIndex == legible.endIndex
        let isRead = raw.unicodeScalars.dropFirst(4 * characters).isEmpty
        text = isWhole && isRead ? legible : legible.prefix(max(0, characters - 1)) + Self.cutMark
    }

    init(stringLiteral value: String) { self.init(value) }

    /// A part of a legible text.
    init(part: some StringProtocol) { text = String(part) }

    static let cutMark = "…"
    static let empty: Legible = ""

    /// Whether it takes no place of its own, but changes the letter before it.
    private static func adds(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: scalar.value == 0x200C || scalar.value == 0x200D
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value >= 0x20 }
        switch scalar.value {
        // zero-width joiners belong to some scripts and to emoji
        case 0x200C, 0x200D: return true
        // spaces other than one em or less, fillers, and letters wider than two: dashes, ligatures, cuneiform
        case 0x115F, 0x1160, 0x2800, 0x2E3A, 0x2E3B, 0x3164, 0xFFA0, 0xFDF0...0xFDFD, 0x12000...0x1254F: return false
        default: break
        }
        return switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: scalar.value == 0xA0
        default: true
        }
    }

    private static func written(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "‹U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "›"
    }
}
