/// Any JSON of these kinds decodes. Errors: a `DecodingError` for a number that is no `Int64` and for nesting below
/// `deepestLevel`, so that a hostile document is refused before it is walked.
extension CanonicalJSON: Codable {
    /// Levels of arrays and objects around a value in a document that is decoded, those around an entry included.
    public static let deepestLevel = 64

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public init(from decoder: any Decoder) throws {
        guard decoder.codingPath.count <= Self.deepestLevel else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "Nested too deep: \(Self.deepestLevel) levels.")
            )
        }
        // what entries are made of mostly comes first: an attempt in vain is slow
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let string = try? container.decode(String.self) {
            self = .string(string)
        } else if let integer = try? container.decode(Int64.self) {
            self = .integer(integer)
        } else if let members = try? decoder.container(keyedBy: Name.self) {
            self = try Self.object(of: members)
        } else if let elements = try? decoder.unkeyedContainer() {
            self = try Self.array(of: elements)
        } else if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else {
            // what is left is a number: the decoder says why it is no Int64
            self = .integer(try container.decode(Int64.self))
        }
    }

    private static func object(of container: KeyedDecodingContainer<Name>) throws -> CanonicalJSON {
        var members: [String: CanonicalJSON] = [:]
        for key in container.allKeys {
            members[key.stringValue] = try container.decode(CanonicalJSON.self, forKey: key)
        }
        return .object(members)
    }

    private static func array(of elements: any UnkeyedDecodingContainer) throws -> CanonicalJSON {
        var container = elements
        var array: [CanonicalJSON] = []
        while !container.isAtEnd {
            array.append(try container.decode(CanonicalJSON.self))
        }
        return .array(array)
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .object(let members):
            var container = encoder.container(keyedBy: Name.self)
            for (key, value) in members {
                try container.encode(value, forKey: Name(stringValue: key))
            }
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements {
                try container.encode(element)
            }
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let bool):
            var container = encoder.singleValueContainer()
            try container.encode(bool)
        case .integer(let integer):
            var container = encoder.singleValueContainer()
            try container.encode(integer)
        case .string(let string):
            var container = encoder.singleValueContainer()
            try container.encode(string)
        }
    }
}
