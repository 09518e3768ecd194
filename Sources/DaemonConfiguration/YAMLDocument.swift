import Yams

/// Turns YAML text into a `ConfigurationNode`, with all scalars as text and a place for each node.
enum YAMLDocument {
    /// Keys of which repetitions are taken out, before those that were found must do.
    private static let duplicateRounds = 32

    /// - Parameter needs: a key that the file can not be without.
    /// - Returns: nil when the structure can not be known, or the file is empty; `findings` then has the reason.
    static func root(of text: String, needs key: String, findings: inout Findings) -> ConfigurationNode? {
        let syntax = StrictSyntax(text, findings: &findings)
        guard syntax.isReadable else { return nil }
        var lines = TextLines(syntax.text)
        for _ in 0..<duplicateRounds {
            do {
                // without resolver rules no scalar is anything but text
                guard let root = try Yams.compose(yaml: lines.text, .basic, .default, .utf8) else {
                    findings.add("the file is empty", allowed: "at least '\(key)' is needed", at: .start)
                    return nil
                }
                return node(root, path: "", place: .start, findings: &findings)
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                let first = TextPlace(context.mark)
                let places = keys.first.map { lines.removeRepetitions(of: $0, after: first) } ?? []
                let said = "'\(keys.first ?? "")' stands here twice"
                for place in places {
                    findings.add(said, allowed: "the first is in line \(first.line)", at: place)
                }
                if places.isEmpty {
                    findings.add(said, at: first)
                    return nil
                }
            } catch {
                addSyntaxError(error, &findings)
                return nil
            }
        }
        return nil
    }

    private static func addSyntaxError(_ error: any Error, _ findings: inout Findings) {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let circumstances = context.map { ", \($0.text) of line \($0.mark.line)" } ?? ""
            findings.add("not valid YAML", allowed: problem + circumstances, at: TextPlace(mark))
        case YamlError.reader(let problem, _, _, _):
            findings.add("not valid YAML", allowed: problem, at: .start)
        default:
            findings.add("not valid YAML", allowed: "\(error)", at: .start)
        }
    }

    private static func node(
        _ node: Node, path: String, place: TextPlace, findings: inout Findings
    ) -> ConfigurationNode {
        let place = node.mark.map(TextPlace.init) ?? place
        switch node {
        case .scalar(let scalar):
            return ConfigurationNode(path: path, place: place, content: .text(scalar.string))
        case .sequence(let sequence):
            let items = sequence.enumerated().map { index, item in
                Self.node(item, path: "\(path)[\(index)]", place: place, findings: &findings)
            }
            return ConfigurationNode(path: path, place: place, content: .list(items))
        case .mapping(let mapping):
            var entries: [ConfigurationNode.Entry] = []
            for (key, value) in mapping {
                let keyPlace = key.mark.map(TextPlace.init) ?? place
                guard let name = key.scalar?.string else {
                    findings.add("a list or section as key", allowed: "a key is one word", at: keyPlace, keyPath: path)
                    continue
                }
                let childPath = path.isEmpty ? name : "\(path).\(name)"
                let child = Self.node(value, path: childPath, place: keyPlace, findings: &findings)
                entries.append(ConfigurationNode.Entry(key: name, place: keyPlace, node: child))
            }
            return ConfigurationNode(path: path, place: place, content: .section(entries))
        case .alias:
            // aliases were painted over before parsing
            return ConfigurationNode(path: path, place: place, content: .text(""))
        }
    }
}

extension TextPlace {
    static let start = TextPlace(line: 1, column: 1)

    fileprivate init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}
