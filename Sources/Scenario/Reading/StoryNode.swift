internal import DaemonConfiguration
internal import Yams

/// A piece of a story's file with its place. Every single value is text here: what it means, its key decides.
struct StoryNode {
    struct Entry {
        var key: String
        var place: TextPlace
        var node: StoryNode
    }

    enum Content {
        case text(String)
        case list([StoryNode])
        case section([Entry])
    }

    var path: String
    var place: TextPlace
    var content: Content

    /// For messages.
    var kind: String {
        switch content {
        case .text(let text): text.isEmpty ? "nothing" : "'\(text)'"
        case .list: "a list"
        case .section: "a section"
        }
    }

    /// - Returns: nil when the structure can not be known; `findings` then says why.
    static func root(of text: String, findings: inout StoryFindings) -> StoryNode? {
        let repeated = marks(in: text)
        for place in repeated {
            findings.add("an anchor, an alias or a tag", allowed: "write the value itself, or quote it", at: place)
        }
        guard repeated.isEmpty else { return nil }
        do {
            // without resolver rules no scalar is anything but text
            guard let root = try Yams.compose(yaml: text, .basic, .default, .utf8) else {
                findings.add("the file is empty", allowed: "it begins with 'story: ' and a title", at: .first)
                return nil
            }
            return StoryNode(root, path: "", place: .first, findings: &findings)
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            findings.add(
                "'\(keys.first ?? "")' stands here twice", allowed: "each key once", at: TextPlace(context.mark))
        } catch YamlError.scanner(_, let problem, let mark, _) {
            findings.add("not valid YAML", allowed: problem, at: TextPlace(mark))
        } catch YamlError.parser(_, let problem, let mark, _) {
            findings.add("not valid YAML", allowed: problem, at: TextPlace(mark))
        } catch YamlError.composer(_, let problem, let mark, _) {
            findings.add("not valid YAML", allowed: problem, at: TextPlace(mark))
        } catch {
            findings.add("not valid YAML", allowed: "\(error)", at: .first)
        }
        return nil
    }

    /// Where a value begins with '&', '*' or '!', and is therefore none: a story repeats itself in full.
    private static func marks(in text: String) -> [TextPlace] {
        var found: [TextPlace] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let scalars = Array(line.unicodeScalars)
            guard scalars.first(where: { $0 != " " }) != "#" else { continue }
            for index in scalars.indices where "&*!".unicodeScalars.contains(scalars[index]) {
                let before = scalars[..<index].last { $0 != " " }
                let isValue = before.map { ":-[{,".unicodeScalars.contains($0) } ?? true
                if isValue { found.append(TextPlace(line: number + 1, column: index + 1)) }
            }
        }
        return found
    }

    private init(_ node: Node, path: String, place: TextPlace, findings: inout StoryFindings) {
        let place = node.mark.map(TextPlace.init) ?? place
        self.path = path
        self.place = place
        switch node {
        case .scalar(let scalar): content = .text(scalar.string)
        case .sequence(let sequence):
            content = .list(
                sequence.enumerated().map { index, item in
                    StoryNode(item, path: "\(path)[\(index + 1)]", place: place, findings: &findings)
                })
        case .mapping(let mapping):
            var entries: [Entry] = []
            for (key, value) in mapping {
                let keyPlace = key.mark.map(TextPlace.init) ?? place
                guard let name = key.scalar?.string else {
                    findings.add("a list or section as key", allowed: "a key is one word", at: keyPlace, path: path)
                    continue
                }
                let child = path.isEmpty ? name : "\(path).\(name)"
                entries.append(
                    Entry(
                        key: name, place: keyPlace,
                        node: StoryNode(value, path: child, place: keyPlace, findings: &findings)))
            }
            content = .section(entries)
        case .alias:
            // refused before parsing
            content = .text("")
        }
    }
}

extension TextPlace {
    static let first = TextPlace(line: 1, column: 1)

    fileprivate init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}
