internal import DaemonConfiguration

/// Takes values out of one section of a story's file, and names keys that the section does not have.
struct StoryReader {
    let node: StoryNode
    private var entries: [String: StoryNode] = [:]
    private var isSection = false

    init(_ node: StoryNode, keys: [String], findings: inout StoryFindings) {
        self.node = node
        guard case .section(let found) = node.content else {
            findings.add(
                "\(node.kind) where a section is expected", allowed: "its keys are \(keys.joined(separator: ", "))",
                of: node)
            return
        }
        isSection = true
        for entry in found {
            if keys.contains(entry.key) {
                entries[entry.key] = entry.node
            } else {
                findings.add(
                    "unknown key", allowed: "known here are \(keys.joined(separator: ", "))", at: entry.place,
                    path: entry.node.path)
            }
        }
    }

    subscript(key: String) -> StoryNode? { entries[key] }

    /// The value of a key that must be there; nil when it is not, or is wrong.
    func required<Value>(_ key: String, _ form: StoryForm<Value>, _ findings: inout StoryFindings) -> Value? {
        guard let found = entries[key] else {
            if isSection {
                findings.add(
                    "without \(key)", allowed: "write it like '\(key): \(form.example)'", at: node.place,
                    path: node.path)
            }
            return nil
        }
        return form.read(found, &findings)
    }

    /// The value of a key that may be left out; a wrong one stands in the findings.
    func optional<Value>(_ key: String, _ form: StoryForm<Value>, _ findings: inout StoryFindings) -> Value? {
        entries[key].flatMap { form.read($0, &findings) }
    }
}

/// How one kind of value is written.
struct StoryForm<Value>: Sendable {
    let example: String
    /// What the text means; nil for what is not written so.
    let parse: @Sendable (String) -> Value?
    /// What else there is to say of a wrong text.
    var hint: @Sendable (String) -> String? = { _ in nil }

    func read(_ node: StoryNode, _ findings: inout StoryFindings) -> Value? {
        guard case .text(let text) = node.content else {
            findings.add(
                "\(node.kind) where a single value is expected", allowed: "write it like '\(example)'", of: node)
            return nil
        }
        if let value = parse(text) { return value }
        findings.add(
            text.isEmpty ? "has no value" : "'\(text)' is not understood",
            allowed: hint(text) ?? "write it like '\(example)'", of: node)
        return nil
    }
}
