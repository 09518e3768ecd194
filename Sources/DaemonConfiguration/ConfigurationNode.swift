/// A piece of the file with its place and key path. Every single value is text here: what it means, its key decides.
struct ConfigurationNode {
    struct Entry {
        var key: String
        var place: TextPlace
        var node: ConfigurationNode
    }

    enum Content {
        case text(String)
        case list([ConfigurationNode])
        case section([Entry])
    }

    var path: String
    var place: TextPlace
    var content: Content

    /// "a list", for messages; a text is quoted.
    var kind: String {
        switch content {
        case .text(let text): "'\(text)'"
        case .list: "a list"
        case .section: "a section"
        }
    }

    /// The place of a key's value in a section, or else of the node itself.
    func place(of key: String) -> TextPlace {
        guard case .section(let entries) = content, let entry = entries.first(where: { $0.key == key }) else {
            return place
        }
        return entry.node.place
    }
}
