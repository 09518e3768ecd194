/// Reads one JSON text (RFC 8259), more strictly than the customary decoders: a member that appears twice, a lone
/// surrogate, a byte sequence that is not UTF-8 and deep nesting are refused, because each of them can mean one thing
/// to the client that wrote it and another to the daemon that doses by it.
struct JSONParser {
    /// Objects and lists within each other; no request needs more than three.
    static let maximumDepth = 8

    private let bytes: [UInt8]
    private var offset = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func parse(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        var parser = JSONParser(bytes)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.offset == bytes.count else { throw parser.fault("something follows after the end") }
        return value
    }

    private func fault(_ reason: String) -> JSONFault { JSONFault(offset: offset, reason: reason) }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { offset += 1 }
    }

    private mutating func take(_ character: Character, _ expected: String) throws(JSONFault) {
        guard next == character.asciiValue else { throw fault("expected \(expected)") }
        offset += 1
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth < Self.maximumDepth else { throw fault("nested deeper than \(Self.maximumDepth) levels") }
        skipSpace()
        switch next.map({ Character(UnicodeScalar($0)) }) {
        case "{": return try object(depth: depth)
        case "[": return try list(depth: depth)
        case "\"": return .text(try text())
        case "t": return try word("true", .bool(true))
        case "f": return try word("false", .bool(false))
        case "n": return try word("null", .null)
        case "-", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9": return .number(try number())
        case nil: throw fault("the text ends where a value is expected")
        default: throw fault("expected a value")
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        guard bytes[offset...].starts(with: word.utf8) else { throw fault("expected '\(word)'") }
        offset += word.utf8.count
        return value
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
        var members: [String: JSONValue] = [:]
        offset += 1
        skipSpace()
        if next == 0x7D {
            offset += 1
            return .object(members)
        }
        while true {
            skipSpace()
            guard next == 0x22 else { throw fault("expected the name of a member in quotes") }
            let name = try text()
            guard members[name] == nil else { throw fault("the member '\(name)' appears twice") }
            skipSpace()
            try take(":", "':' after the name of a member")
            members[name] = try value(depth: depth + 1)
            skipSpace()
            if next == 0x2C {
                offset += 1
                continue
            }
            try take("}", "',' or '}' after a member")
            return .object(members)
        }
    }

    private mutating func list(depth: Int) throws(JSONFault) -> JSONValue {
        var values: [JSONValue] = []
        offset += 1
        skipSpace()
        if next == 0x5D {
            offset += 1
            return .list(values)
        }
        while true {
            values.append(try value(depth: depth + 1))
            skipSpace()
            if next == 0x2C {
                offset += 1
                continue
            }
            try take("]", "',' or ']' after a value")
            return .list(values)
        }
    }

    private mutating func number() throws(JSONFault) -> String {
        let start = offset
        func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }
        if next == 0x2D { offset += 1 }
        guard isDigit(next) else { throw fault("expected a digit") }
        if next == 0x30 { offset += 1 } else { while isDigit(next) { offset += 1 } }
        guard !isDigit(next) else { throw fault("a number may not begin with 0") }
        if next == 0x2E {
            offset += 1
            guard isDigit(next) else { throw fault("expected a digit after the point") }
            while isDigit(next) { offset += 1 }
        }
        if next == 0x65 || next == 0x45 {
            offset += 1
            if next == 0x2B || next == 0x2D { offset += 1 }
            guard isDigit(next) else { throw fault("expected a digit in the exponent") }
            while isDigit(next) { offset += 1 }
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }
}

extension JSONParser {
    private mutating func text() throws(JSONFault) -> String {
        offset += 1
        var content: [UInt8] = []
        while let byte = next {
            switch byte {
            case 0x22:
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw fault("text that is not UTF-8")
                }
                offset += 1
                return text
            case 0x5C:
                offset += 1
                content.append(contentsOf: Array(String(try escaped()).utf8))
            case ..<0x20: throw fault("a control character within text")
            default:
                content.append(byte)
                offset += 1
            }
        }
        throw fault("text without an end")
    }

    /// What stands after a backslash.
    private mutating func escaped() throws(JSONFault) -> UnicodeScalar {
        let simple: [UInt8: UnicodeScalar] = [
            0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r", 0x74: "\t",
        ]
        guard let byte = next else { throw fault("text without an end") }
        offset += 1
        if let scalar = simple[byte] { return scalar }
        guard byte == 0x75 else { throw fault("an unknown escape") }
        let unit = try hexadecimalUnit()
        if let scalar = UnicodeScalar(unit) { return scalar }
        guard unit < 0xDC00, bytes[offset...].starts(with: "\\u".utf8) else { throw fault("a lone surrogate") }
        offset += 2
        let low = try hexadecimalUnit()
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = UnicodeScalar(0x10000 + (UInt32(unit - 0xD800) << 10) + UInt32(low - 0xDC00))
        else { throw fault("a lone surrogate") }
        return scalar
    }

    private mutating func hexadecimalUnit() throws(JSONFault) -> UInt16 {
        guard offset + 4 <= bytes.count else { throw fault("text without an end") }
        let digits = bytes[offset..<offset + 4]
        guard digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("expected four hexadecimal digits") }
        offset += 4
        return unit
    }
}
