/// The entries of a bundle as they come together; no two have the same full URL.
struct BundleEntries {
    private(set) var values: [JSONValue] = []
    private var given: [ResourceID: Int] = [:]

    /// The identity for a resource that is about to be added: `name`, and a number where an earlier resource has the
    /// same name already (two titrations with one transaction id, from a journal that is not what it should be).
    mutating func identity(_ type: String, _ name: [String]) -> ResourceID {
        let plain = ResourceID(type, name)
        let earlier = given[plain, default: 0]
        given[plain] = earlier + 1
        return earlier == 0 ? plain : ResourceID(type, name + ["repeated", String(earlier)])
    }

    /// Appends a resource.
    mutating func add(_ id: ResourceID, _ fields: JSONValue.Members) {
        let head: JSONValue.Members = ["resourceType": .text(id.type), "id": .text(id.text)]
        values.append(.object(["fullUrl": .text(id.url), "resource": .object(head.followed(by: fields))]))
    }
}
