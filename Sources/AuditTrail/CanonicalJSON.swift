/// A JSON value that has exactly one text, so that a hash over the text is a hash over the value.
///
/// Numbers are 64-bit integers only: fractions have many spellings, and no quantity of this house is one. Two values
/// are equal exactly when their texts are, byte for byte: strings that merely look alike (`é` as one scalar or as two)
/// differ, because their hashes do. An object holds no two keys that Swift takes for equal strings.
public indirect enum CanonicalJSON: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array([CanonicalJSON])
    case object([String: CanonicalJSON])

    /// The member of an object; nil for an absent one and for every other kind of value.
    public subscript(key: String) -> CanonicalJSON? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// The text of a JSON string (not the canonical text), nil for every other kind of value.
    public var string: String? {
        guard case .string(let string) = self else { return nil }
        return string
    }

    /// The value of a JSON number, nil for every other kind of value.
    public var integer: Int64? {
        guard case .integer(let integer) = self else { return nil }
        return integer
    }
}

extension CanonicalJSON: Hashable {
    public static func == (left: CanonicalJSON, right: CanonicalJSON) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 {
            hasher.combine(byte)
        }
    }
}
