import PumpModel

/// Takes the values out of one section of the file, and reports keys that the section does not have.
///
/// A value that is left out is the default; one that is wrong is nil, and stands in the findings.
struct SectionReader {
    let path: String
    let place: TextPlace
    private var entries: [String: ConfigurationNode] = [:]
    private var isSection = false

    /// - Parameter node: nil when the section is left out; all its values are then the defaults.
    init(_ node: ConfigurationNode?, path: String, keys: [String], findings: inout Findings) {
        self.path = path
        place = node?.place ?? .start
        guard let node else { return }
        guard case .section(let entries) = node.content else {
            let isEmpty = if case .text("") = node.content { true } else { false }
            findings.add(
                isEmpty ? "has nothing in it" : "\(node.kind) where a section is expected",
                allowed: "its keys are \(keys.joined(separator: ", "))", at: node.place, keyPath: path)
            return
        }
        isSection = true
        for entry in entries {
            guard keys.contains(entry.key) else {
                let hint = Suggestion.nearest(to: entry.key, among: keys).map { "did you mean '\($0)'?" }
                findings.add(
                    "unknown key", allowed: hint ?? "known here are \(keys.joined(separator: ", "))",
                    at: entry.place, keyPath: entry.node.path)
                continue
            }
            self.entries[entry.key] = entry.node
        }
    }

    func node(_ key: String) -> ConfigurationNode? { entries[key] }

    /// The place of a key's value, or else of its section.
    func place(of key: String) -> TextPlace { entries[key]?.place ?? place }

    func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// The value of `key`; `fallback` when it is left out; nil when it is wrong.
    func value<Value>(
        _ key: String, _ format: ValueFormat<Value>, default fallback: Value, findings: inout Findings
    ) -> Value? {
        guard let node = entries[key] else { return fallback }
        return format.read(node, findings: &findings)
    }

    /// Names the keys that are left out, all in one finding; nothing of a section that is not there at all.
    func require(_ keys: [String], findings: inout Findings) {
        guard isSection else { return }
        let missing = keys.filter { entries[$0] == nil }
        guard !missing.isEmpty else { return }
        findings.add(
            "without \(missing.joined(separator: ", "))", allowed: "nothing is assumed here: each must be given",
            at: place, keyPath: path)
    }

    /// The value of `key`; nil when it is wrong or, which `require` has reported, left out.
    func value<Value>(_ key: String, _ format: ValueFormat<Value>, findings: inout Findings) -> Value? {
        entries[key].flatMap { format.read($0, findings: &findings) }
    }

    /// The items of the list under `key`; nil when it is left out, or when it is none and the findings say so.
    func items(_ key: String, example: String, findings: inout Findings) -> [ConfigurationNode]? {
        guard let node = entries[key] else { return nil }
        guard case .list(let items) = node.content, !items.isEmpty else {
            let isEmptyList = if case .list = node.content { true } else { false }
            findings.add(
                isEmptyList ? "an empty list" : "\(node.kind) where a list is expected",
                allowed: "write it like \(example)", at: node.place, keyPath: node.path)
            return nil
        }
        return items
    }

    /// The value of `key`, which must be there; nil when it is not, or is wrong.
    func required<Value>(
        _ key: String, _ format: ValueFormat<Value>, why: String, findings: inout Findings
    ) -> Value? {
        guard let node = entries[key] else {
            findings.add("is missing", allowed: why, at: place, keyPath: path(of: key))
            return nil
        }
        return format.read(node, findings: &findings)
    }
}

extension ValueFormat {
    /// The value that `node` holds; nil when it is wrong.
    func read(_ node: ConfigurationNode, findings: inout Findings) -> Value? {
        guard case .text(let text) = node.content else {
            findings.add(
                "\(node.kind) where a single value is expected", allowed: "write it like '\(example)'",
                at: node.place, keyPath: node.path)
            return nil
        }
        do throws(ValueProblem) {
            guard !text.isEmpty else {
                throw ValueProblem(found: "has no value", allowed: "write it like '\(example)'")
            }
            return try parse(text)
        } catch {
            findings.add(error, at: node.place, keyPath: node.path)
            return nil
        }
    }
}
