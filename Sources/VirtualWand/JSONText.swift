/// The little JSON that the simulator prints: objects keep the order in which they are written.
indirect enum JSONText {
    case text(String)
    case number(any BinaryInteger)
    case flag(Bool)
    case null
    case list([JSONText])
    case object([(String, JSONText)])

    /// On one line, without spaces.
    var line: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .number(let number): String(describing: number)
        case .flag(let flag): flag ? "true" : "false"
        case .null: "null"
        case .list(let items): "[" + items.map(\.line).joined(separator: ",") + "]"
        case .object(let fields):
            "{" + fields.map { Self.quoted($0.0) + ":" + $0.1.line }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\u{00}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
