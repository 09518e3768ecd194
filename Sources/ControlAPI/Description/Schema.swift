/// A JSON Schema (draft 2020-12) as OpenAPI 3.1 takes it: its keywords in their order.
///
/// The schemas of the API are closed: an object has the members that are named, and no others.
struct Schema: Sendable {
    var keywords: [JSONTree.Member]
    /// As a member of an object: whether it may be left out.
    var isOptional = false

    init(_ keywords: JSONTree) { self.keywords = keywords.members }

    var tree: JSONTree { .object(keywords) }
}

// MARK: values

extension Schema {
    static func text(
        _ words: String? = nil, pattern: String? = nil, minLength: Int? = nil, maxLength: Int? = nil
    ) -> Schema {
        var schema = Schema(["type": "string"])
        schema.keywords["minLength"] = minLength.map { .whole($0) }
        schema.keywords["maxLength"] = maxLength.map { .whole($0) }
        schema.keywords["pattern"] = pattern.map { .text($0) }
        return schema.saying(words)
    }

    /// A whole number, not below 0 unless another range is named.
    static func whole(
        _ words: String? = nil, from minimum: Int64? = 0, to maximum: UInt64? = nil, multipleOf: Int64? = nil
    ) -> Schema {
        var schema = Schema(["type": "integer"])
        schema.keywords["minimum"] = minimum.map { .whole($0) }
        schema.keywords["maximum"] = maximum.map { .whole($0) }
        schema.keywords["multipleOf"] = multipleOf.map { .whole($0) }
        return schema.saying(words)
    }

    static func whole(_ words: String? = nil, in range: ClosedRange<Int64>) -> Schema {
        whole(words, from: range.lowerBound, to: UInt64(range.upperBound))
    }

    /// A number of 32 bits that counts something.
    static func count(_ words: String? = nil) -> Schema { whole(words, to: UInt64(UInt32.max)) }

    static func flag(_ words: String? = nil) -> Schema { Schema(["type": "boolean"]).saying(words) }

    static func choice(_ names: some Sequence<String>, _ words: String? = nil) -> Schema {
        Schema(["type": "string", "enum": .texts(names)]).saying(words)
    }

    static func constant(_ text: String) -> Schema { Schema(["type": "string", "const": .text(text)]) }

    static let null = Schema(["type": "null"])

    static func list(of element: Schema, atLeast minimum: Int) -> Schema {
        Schema(["type": "array", "minItems": .whole(minimum), "items": element.tree])
    }

    static func list(
        of element: Schema, _ words: String? = nil, count: ClosedRange<Int>? = nil, isUnique: Bool = false
    ) -> Schema {
        var schema = Schema(["type": "array"])
        schema.keywords["minItems"] = count.flatMap { $0.lowerBound == 0 ? nil : .whole($0.lowerBound) }
        schema.keywords["maxItems"] = count.map { .whole($0.upperBound) }
        schema.keywords["uniqueItems"] = isUnique ? true : nil
        schema.keywords["items"] = element.tree
        return schema.saying(words)
    }
}

// MARK: objects and combinations

extension Schema {
    typealias Members = [(name: String, schema: Schema)]

    /// An object of these members and no others; all that are not optional are required.
    static func object(_ words: String? = nil, _ members: KeyValuePairs<String, Schema>) -> Schema {
        object(words, members.map { ($0.key, $0.value) })
    }

    static func object(_ words: String? = nil, _ members: Members) -> Schema {
        var schema = Schema(["type": "object"])
        let required = members.filter { !$0.schema.isOptional }.map(\.name)
        schema.keywords["required"] = required.isEmpty ? nil : .texts(required)
        schema.keywords["properties"] = .object(members.map { JSONTree.Member(name: $0.name, value: $0.schema.tree) })
        schema.keywords["additionalProperties"] = false
        return schema.saying(words)
    }

    /// A schema among the components.
    static func ref(_ name: String, _ words: String? = nil) -> Schema {
        Schema(["$ref": .text("#/components/schemas/\(name)")]).saying(words)
    }

    static func ref<Value: Described>(_ type: Value.Type, _ words: String? = nil) -> Schema {
        ref(type.schemaName, words)
    }

    static func oneOf(_ schemas: [Schema], _ words: String? = nil) -> Schema {
        Schema(["oneOf": .list(schemas.map(\.tree))]).saying(words)
    }

    /// One of several components that a member tells apart.
    /// - Parameter choices: the values of that member, and the component of each.
    static func oneOf(by member: String, _ choices: [(value: String, component: String)]) -> Schema {
        var components: [String] = []
        for choice in choices where !components.contains(choice.component) { components.append(choice.component) }
        guard components.count > 1 else { return ref(components.first ?? "") }
        var schema = oneOf(components.map { ref($0) })
        schema.keywords["discriminator"] = [
            "propertyName": .text(member),
            "mapping": .object(
                choices.map { .init(name: $0.value, value: .text("#/components/schemas/\($0.component)")) }),
        ]
        return schema
    }

    /// The same, or null.
    var orNull: Schema {
        var schema = self
        if case .text(let type)? = keywords["type"] {
            schema.keywords["type"] = .list([.text(type), "null"])
            if let choices = keywords["enum"] { schema.keywords["enum"] = .list(choices.elements + [.null]) }
            return schema
        }
        let words = keywords["description"]?.string
        schema.keywords["description"] = nil
        return Schema.oneOf([schema, .null], words)
    }

    /// A member that may be left out of an answer.
    var optional: Schema {
        var schema = self
        schema.isOptional = true
        return schema
    }

    /// A member that may be left out of a request; null there is the same.
    var optionalInRequest: Schema { orNull.optional }

    func saying(_ words: String?) -> Schema {
        guard let words else { return self }
        var schema = self
        schema.keywords["description"] = .text(words)
        return schema
    }
}
