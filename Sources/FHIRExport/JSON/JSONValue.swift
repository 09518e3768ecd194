/// A JSON value as FHIR wants it: objects keep the order of their members, numbers are exact decimals, and nothing is
/// ever empty: a member or an item without a value is left out, not null.
///
/// A string literal is for text that this target writes itself; what comes from outside goes through
/// `JSONValue.clean(_:)` or `JSONValue.code(_:)`.
indirect enum JSONValue: Hashable, Sendable {
    case text(String)
    case decimal(ExactDecimal)
    case boolean(Bool)
    case list([JSONValue])
    case object(Members)

    /// The members of an object in the order in which they are written.
    struct Members: Hashable, Sendable {
        struct Member: Hashable, Sendable {
            var name: String
            var value: JSONValue
        }

        var all: [Member] = []
    }

    /// A list of those items that there are; nil when there are none.
    static func items(_ items: [JSONValue?]) -> JSONValue? {
        let present = items.compactMap { $0 }
        return present.isEmpty ? nil : .list(present)
    }

    /// An object of those members that there are; nil when there are none.
    static func fields(_ members: Members) -> JSONValue? {
        members.all.isEmpty ? nil : .object(members)
    }
}

extension JSONValue.Members: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, JSONValue?)...) {
        all = elements.compactMap { name, value in value.map { Member(name: name, value: $0) } }
    }

    /// These members, then `others`.
    func followed(by others: Self) -> Self {
        var result = self
        result.all += others.all
        return result
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    init(stringLiteral text: String) { self = .text(text) }
    init(booleanLiteral boolean: Bool) { self = .boolean(boolean) }
}
