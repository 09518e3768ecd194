extension CanonicalJSON {
    /// The one text of this value: keys sorted by unicode scalar values, no white space, and only the escapes that JSON
    /// asks for: `\"`, `\\`, the control characters below U+0020 (`\b`, `\t`, `\n`, `\f`, `\r`, else `\u00xx` in lower
    /// case). It is what Python writes with
    /// `json.dumps(x, sort_keys=True, separators=(",", ":"), ensure_ascii=False)`.
    public var text: String {
        var text = ""
        append(to: &text)
        return text
    }

    private func append(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let bool): text += bool ? "true" : "false"
        case .integer(let integer): text += String(integer)
        case .string(let string): Self.append(quoted: string, to: &text)
        case .array(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += "," }
                element.append(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            // UTF-8 sorts as the scalars do; String's own order goes by what strings look like
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (index, (key, value)) in sorted.enumerated() {
                if index > 0 { text += "," }
                Self.append(quoted: key, to: &text)
                text += ":"
                value.append(to: &text)
            }
            text += "}"
        }
    }

    private static func append(quoted string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += #"\""#
            case "\\": text += #"\\"#
            case "\u{08}": text += #"\b"#
            case "\t": text += #"\t"#
            case "\n": text += #"\n"#
            case "\u{0C}": text += #"\f"#
            case "\r": text += #"\r"#
            case "\u{00}"..<"\u{20}":
                text += scalar.value < 0x10 ? #"\u000"# : #"\u00"#
                text += String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
