/// Where the values of a configuration come from: the text of the file, or a variable of the environment.
///
/// It says nothing about what is set: two configurations with the same values are the same, wherever these come from.
struct Origins: Hashable, Sendable {
    /// The file that was read; empty for a configuration that was made by hand.
    var file = ""
    /// Of every value and list of the file, by key path.
    var places: [String: TextPlace] = [:]
    /// Names of variables, by the key path that they set.
    var variables: [String: String] = [:]

    static func == (left: Self, right: Self) -> Bool { true }

    func hash(into hasher: inout Hasher) {}

    func origin(of key: String) -> Setting.Origin {
        if let variable = variables[key] { return .environment(variable: variable) }
        if let place = places[key] { return .file(line: place.line) }
        return .standard
    }

    /// For the comment behind a value: "default", "wandd.yaml:12", "WANDD_LOG_LEVEL".
    func text(of key: String) -> String {
        switch origin(of: key) {
        case .standard: return "default"
        case .environment(let variable): return variable
        case .file(let line):
            let name = file.split(separator: "/").last.map(String.init) ?? file
            return "\(Findings.printable(name)):\(line)"
        }
    }

    /// Takes down the places of a tree of the file.
    mutating func add(_ node: ConfigurationNode) {
        switch node.content {
        case .text: places[node.path] = node.place
        case .list(let items):
            places[node.path] = node.place
            for item in items { add(item) }
        case .section(let entries): for entry in entries { add(entry.node) }
        }
    }
}
