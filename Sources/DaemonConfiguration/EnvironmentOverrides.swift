/// Values that variables of the daemon's environment set in place of the file: `WANDD_LOG_LEVEL` for `log.level`.
///
/// Every key with one value has its variable, of which the name is made from the key. Lists have none: in a variable
/// their parts would be told apart by a syntax of its own. Nor has `drugLibrary`: see `DaemonConfiguration.rows`. A
/// variable that begins in the same way and sets nothing is a mistake, as an unknown key is; those of tools are not.
struct EnvironmentOverrides {
    private static let prefix = "WANDD_"
    /// `WANDD_SOCKET` tells wandctl where to connect.
    private static let ofTools: Set<String> = ["WANDD_SOCKET"]

    /// Names of variables, by the key path that they set.
    private(set) var variables: [String: String] = [:]
    private var values: [(path: String, text: String)] = []

    var isEmpty: Bool { values.isEmpty }

    /// Takes what is the daemon's from the variables of a process, in the order of their names.
    init(_ environment: [String: String], findings: inout Findings) {
        let own = environment.filter { $0.key.hasPrefix(Self.prefix) && !Self.ofTools.contains($0.key) }
        guard !own.isEmpty else { return }
        let paths = DaemonConfiguration(wands: []).rows.filter(\.isOverridable).map(\.path)
        let known = Dictionary(paths.map { (Self.variable(of: $0), $0) }) { first, _ in first }
        for (variable, text) in own.sorted(by: { $0.key < $1.key }) {
            guard let path = known[variable] else {
                let problem = Self.unknown(variable, among: known.keys.sorted())
                findings.add(problem.found, allowed: problem.allowed, variable: variable)
                continue
            }
            guard Self.isPlain(text) else {
                findings.add(
                    "not plain text", allowed: "UTF-8 without control characters", variable: variable, keyPath: path)
                continue
            }
            variables[path] = variable
            values.append((path, text))
        }
    }

    /// The name of the variable for a key path: "alarms.staleAfter" gives "WANDD_ALARMS_STALE_AFTER".
    static func variable(of path: String) -> String {
        var name = prefix
        for scalar in path.unicodeScalars {
            if scalar == "." {
                name += "_"
            } else {
                if scalar.properties.isUppercase { name += "_" }
                name += String(scalar).uppercased()
            }
        }
        return name
    }

    /// The tree of a file with these values in it. A section that is none there is left alone: its mistake is known.
    func applied(to root: ConfigurationNode) -> ConfigurationNode {
        values.reduce(root) { root, value in
            root.setting(value.text, at: value.path.split(separator: ".").map(String.init)[...])
        }
    }

    private static func unknown(_ variable: String, among known: [String]) -> ValueProblem {
        func begins(_ paths: [String]) -> Bool {
            paths.map(Self.variable).contains { variable == $0 || variable.hasPrefix($0 + "_") }
        }
        if begins(["drugLibrary"]) {
            return ValueProblem(
                found: "can not be set by the environment",
                allowed: "which drug library is approved, and its content, is decided in the file alone")
        }
        if begins(["wands"] + AccessSection.keys.map { "access.\($0)" }) {
            return ValueProblem(found: "can not be set by the environment", allowed: "write this list in the file")
        }
        // without what they all begin with: it would make every name seem near
        let rests = known.map { String($0.dropFirst(prefix.count)) }
        let nearest = Suggestion.nearest(to: String(variable.dropFirst(prefix.count)), among: rests)
        return ValueProblem(
            found: "sets nothing",
            allowed: nearest.map { "did you mean '\(prefix)\($0)'?" }
                ?? "the name is made from a key, like WANDD_LOG_LEVEL for log.level")
    }

    /// As the file must be; U+FFFD stands for bytes that were not UTF-8.
    private static func isPlain(_ text: String) -> Bool {
        !text.unicodeScalars.contains { scalar in
            scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || [0x2028, 0x2029, 0xFEFF, 0xFFFD].contains(scalar.value)
        }
    }
}

extension ConfigurationNode {
    /// This section with a value at a path below it, in place of what is there; sections that are not there are made.
    fileprivate func setting(_ text: String, at keys: ArraySlice<String>) -> ConfigurationNode {
        guard case .section(var entries) = content, let key = keys.first else { return self }
        let childPath = path.isEmpty ? key : "\(path).\(key)"
        let index = entries.firstIndex { $0.key == key }
        let place = index.map { entries[$0].place } ?? .start
        let child: ConfigurationNode
        if keys.count == 1 {
            child = ConfigurationNode(path: childPath, place: place, content: .text(text))
        } else {
            let section = ConfigurationNode(path: childPath, place: place, content: .section([]))
            child = (index.map { entries[$0].node } ?? section).setting(text, at: keys.dropFirst())
        }
        let entry = Entry(key: key, place: place, node: child)
        if let index { entries[index] = entry } else { entries.append(entry) }
        return ConfigurationNode(path: path, place: self.place, content: .section(entries))
    }
}
