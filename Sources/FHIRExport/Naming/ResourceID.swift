/// The identity of one resource of a bundle, made of what the resource is about: the same thing has the same identity
/// in every export, so that whoever receives two of them does not see it twice.
struct ResourceID: Hashable, Sendable {
    /// The FHIR resource type: "Device".
    let type: String
    /// The logical id, a UUID.
    let text: String

    /// - Parameter name: what tells it from every other resource of its type; each part counts by its length too, so
    ///   that no two lists of parts make the same name.
    init(_ type: String, _ name: [String]) {
        self.type = type
        text =
            NameUUID(
                in: .export, name: ([type] + name).map { "\($0.utf8.count):\($0)" }.joined(separator: ",")
            ).description
    }

    /// The entry's full URL.
    var url: String { "urn:uuid:" + text }

    /// A reference to it from another resource of the bundle.
    var reference: JSONValue { .object(["reference": .text(url), "type": .text(type)]) }
}
