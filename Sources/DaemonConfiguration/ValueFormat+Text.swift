internal import PumpModel

extension ValueFormat where Value == String {
    /// An absolute path in its plain form, so that one file has one spelling.
    static func path(bytes: Int, example: String) -> ValueFormat {
        ValueFormat(example: example) { text throws(ValueProblem) in
            guard text.hasPrefix("/"), isPlain(text.dropFirst()) else {
                throw ValueProblem(
                    found: "'\(text)' is not an absolute path",
                    allowed: "begin with '/', without '//', '.', '..' or a '/' at the end, like '\(example)'")
            }
            return try bounded(text, bytes: bytes)
        } text: {
            $0
        }
    }

    /// A path in its plain form, absolute or from the folder of the file that it stands in.
    static func file(bytes: Int, example: String) -> ValueFormat {
        ValueFormat(example: example) { text throws(ValueProblem) in
            guard isPlain(text.dropFirst(text.hasPrefix("/") ? 1 : 0)) else {
                throw ValueProblem(
                    found: "'\(text)' is not a plain path",
                    allowed: "without '//', '.', '..' or a '/' at the end, like '\(example)'")
            }
            return try bounded(text, bytes: bytes)
        } text: {
            $0
        }
    }

    private static func isPlain(_ path: Substring) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." } && isOneLine(path)
    }

    private static func isOneLine(_ text: Substring) -> Bool {
        !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    }

    private static func bounded(_ path: String, bytes: Int) throws(ValueProblem) -> String {
        guard path.utf8.count <= bytes else {
            throw ValueProblem(
                found: "a path of \(path.utf8.count) bytes is too long", allowed: "at most \(bytes) bytes")
        }
        return path
    }

    /// One line of printable text.
    static func line(_ what: String, bytes: Int, example: String) -> ValueFormat {
        ValueFormat(example: example) { text throws(ValueProblem) in
            guard text.utf8.count <= bytes, isOneLine(text[...]) else {
                throw ValueProblem(
                    found: "'\(text)' is not a \(what)",
                    allowed: "one line of at most \(bytes) bytes, like '\(example)'")
            }
            return text
        } text: {
            $0
        }
    }

    /// A line that goes on paper: visible characters, with spaces between them only.
    static func printed(_ what: String, bytes: Int, example: String) -> ValueFormat {
        ValueFormat(example: example) { text throws(ValueProblem) in
            guard text.utf8.count <= bytes else {
                throw ValueProblem(
                    found: "a \(what) of \(text.utf8.count) bytes is too long", allowed: "at most \(bytes) bytes")
            }
            guard text.unicodeScalars.allSatisfy(isVisible), text.first != " ", text.last != " " else {
                throw ValueProblem(
                    found: "'\(text)' is not a \(what)",
                    allowed: "one line of visible characters, without spaces at its ends, like '\(example)'")
            }
            return text
        } text: {
            $0
        }
    }

    /// Whether it can be seen and turns nothing around it; of the spaces only the usual one.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: scalar == " "
        default: true
        }
    }

    /// What `sha256sum` prints for a file.
    static let sha256 = ValueFormat(example: String(repeating: "0123456789abcdef", count: 4)) {
        text throws(ValueProblem) in
        let isDigest =
            text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard isDigest else {
            throw ValueProblem(
                found: "'\(text)' is not a SHA-256 sum",
                allowed: "64 digits of 0-9 and a-f, as sha256sum prints them for the file")
        }
        return text
    } text: {
        $0
    }

    /// A day of the calendar.
    static let date = ValueFormat(example: "2026-01-31") { text throws(ValueProblem) in
        guard text.utf8.count == 10, Timestamp("\(text)T00:00:00.000Z") != nil else {
            throw ValueProblem(found: "'\(text)' is not a day", allowed: "write it like '2026-01-31'")
        }
        return text
    } text: {
        $0
    }

    /// A word of ASCII characters from `characters`, beginning with a letter or with one of `first`.
    static func name(
        _ what: String, characters: String, first: String, length: Int, rule: String, example: String
    ) -> ValueFormat {
        ValueFormat(example: example) { text throws(ValueProblem) in
            let isName =
                text.utf8.count <= length && text.utf8.allSatisfy(characters.utf8.contains)
                && text.utf8.first.map(first.utf8.contains) ?? false
            guard isName else {
                throw ValueProblem(found: "'\(text)' is not a \(what)", allowed: "\(rule), like '\(example)'")
            }
            return text
        } text: {
            $0
        }
    }
}

extension ValueFormat where Value == UInt16 {
    /// The permission bits of the socket: text, never a number in base ten.
    static let socketMode = ValueFormat(example: "0660") { text throws(ValueProblem) in
        switch text {
        case "0600", "600": return 0o600
        case "0660", "660": return 0o660
        default:
            throw ValueProblem(
                found: "'\(text)' is not a mode of this socket",
                allowed: "'0600' (owner) or '0660' (owner and group); it is never open to everyone")
        }
    } text: {
        "0" + String($0, radix: 8)
    }
}

extension ValueFormat where Value == UInt32 {
    /// Bits per second: a whole number without a unit.
    static func baudRate(_ range: ClosedRange<UInt32>) -> ValueFormat {
        ValueFormat(example: "115200") { text throws(ValueProblem) in
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw ValueProblem(found: "'\(text)' is not a baud rate", allowed: "write it like '115200'")
            }
            guard let rate = UInt32(text), range.contains(rate) else {
                throw ValueProblem(outOfRange: text, bounds: ("\(range.lowerBound)", "\(range.upperBound)"))
            }
            return rate
        } text: {
            String($0)
        }
    }
}
