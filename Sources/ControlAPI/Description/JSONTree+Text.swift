internal import AuditTrail

extension JSONTree {
    /// What a value is encoded as, its members in the order of their names.
    init(_ value: some Encodable) throws {
        self.init(try JSONText.decode(CanonicalJSON.self, from: JSONText.encode(value)))
    }

    private init(_ json: CanonicalJSON) {
        self =
            switch json {
            case .null: .null
            case .bool(let bool): .bool(bool)
            case .integer(let integer): .whole(integer)
            case .string(let string): .text(string)
            case .array(let elements): .list(elements.map { JSONTree($0) })
            case .object(let members):
                .object(members.sorted { $0.key < $1.key }.map { Member(name: $0.key, value: JSONTree($0.value)) })
            }
    }

    /// The text, in lines that are indented by two spaces a level; short lists and objects stand in one line.
    var text: String {
        var text = ""
        write(to: &text, indentation: 0)
        return text
    }

    private static let lineLength = 100

    private func write(to text: inout String, indentation: Int) {
        if indentation > 0, let short = line(within: Self.lineLength - indentation) {
            text += short
            return
        }
        switch self {
        case .null: text += "null"
        case .bool(let bool): text += String(bool)
        case .number(let digits): text += digits
        case .text(let string): text += CanonicalJSON.string(string).text
        case .list(let elements) where elements.isEmpty: text += "[]"
        case .object(let members) where members.isEmpty: text += "{}"
        case .list(let elements):
            Self.write(elements, "[", "]", to: &text, indentation) { text, element in
                element.write(to: &text, indentation: indentation + 2)
            }
        case .object(let members):
            Self.write(members, "{", "}", to: &text, indentation) { text, member in
                text += CanonicalJSON.string(member.name).text + ": "
                member.value.write(to: &text, indentation: indentation + 2)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], _ first: String, _ last: String, to text: inout String, _ indentation: Int,
        _ write: (inout String, Element) -> Void
    ) {
        let margin = String(repeating: " ", count: indentation)
        text += first + "\n"
        for (index, element) in elements.enumerated() {
            text += margin + "  "
            write(&text, element)
            text += index == elements.count - 1 ? "\n" : ",\n"
        }
        text += margin + last
    }

    /// All of it in one line; nil when that is longer than so many bytes.
    private func line(within limit: Int) -> String? {
        var line = ""
        return add(to: &line, within: limit) ? line : nil
    }

    /// - Returns: whether all of it found room.
    private func add(to line: inout String, within limit: Int) -> Bool {
        switch self {
        case .null: line += "null"
        case .bool(let bool): line += String(bool)
        case .number(let digits): line += digits
        case .text(let text): line += CanonicalJSON.string(text).text
        case .list(let elements):
            line += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { line += ", " }
                guard element.add(to: &line, within: limit) else { return false }
            }
            line += "]"
        case .object(let members) where members.isEmpty: line += "{}"
        case .object(let members):
            line += "{ "
            for (index, member) in members.enumerated() {
                line += (index > 0 ? ", " : "") + CanonicalJSON.string(member.name).text + ": "
                guard member.value.add(to: &line, within: limit) else { return false }
            }
            line += " }"
        }
        return line.utf8.count <= limit
    }
}
