/// A JSON value that remembers the order of its members, so that the description reads as it was written and is the
/// same, byte for byte, each time.
indirect enum JSONTree: Hashable, Sendable {
    case null
    case bool(Bool)
    /// Of an integer: its digits, because some lie above `Int64.max`.
    case number(String)
    case text(String)
    case list([JSONTree])
    case object([Member])

    /// One member of an object.
    struct Member: Hashable, Sendable {
        var name: String
        var value: JSONTree
    }

    static func whole(_ number: some BinaryInteger) -> JSONTree { .number(String(number)) }

    static func texts(_ texts: some Sequence<String>) -> JSONTree { .list(texts.map(JSONTree.text)) }

    /// The members of an object; none of anything else.
    var members: [Member] {
        guard case .object(let members) = self else { return [] }
        return members
    }

    /// The elements of a list; none of anything else.
    var elements: [JSONTree] {
        guard case .list(let elements) = self else { return [] }
        return elements
    }

    var string: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    subscript(name: String) -> JSONTree? {
        members.first { $0.name == name }?.value
    }
}

extension JSONTree: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int64) { self = .whole(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(arrayLiteral elements: JSONTree...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, JSONTree)...) {
        self = .object(elements.map { Member(name: $0.0, value: $0.1) })
    }
}

extension [JSONTree.Member] {
    /// Replaces the value of that name, or adds it at the end; nil takes it away.
    subscript(name: String) -> JSONTree? {
        get { first { $0.name == name }?.value }
        set {
            let index = firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): self[index].value = value
            case (nil, let value?): append(JSONTree.Member(name: name, value: value))
            case (let index?, nil): remove(at: index)
            case (nil, nil): break
            }
        }
    }
}
