/// A JSON text as it was written: numbers keep their digits, and no object has a member twice.
enum JSONValue: Equatable {
    case null
    case bool(Bool)
    /// The number's own text: nothing passes through binary floating point.
    case number(String)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// What it is, for messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .text: "text"
        case .list: "a list"
        case .object: "an object"
        }
    }
}

/// Why bytes are not one JSON text, and at which byte.
struct JSONFault: Error, Equatable {
    var offset: Int
    var reason: String
}
