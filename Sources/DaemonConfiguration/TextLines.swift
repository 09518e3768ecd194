/// The lines of a block-style YAML text, from which repeated keys can be taken without moving anything else.
///
/// The parser stops at the first mapping with a key given twice. Blanking the repetition lets it go on, so that the
/// other mistakes of the file are found in the same run.
struct TextLines {
    private var lines: [Substring]

    init(_ text: String) {
        lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Substring.init)
    }

    var text: String { lines.joined(separator: "\n") }

    /// Blanks each later entry with `key` of the block mapping that has its first one at `first`.
    /// - Returns: the places of what was blanked; empty when the mapping is not in block style.
    mutating func removeRepetitions(of key: String, after first: TextPlace) -> [TextPlace] {
        var places: [TextPlace] = []
        var index = first.line
        while index < lines.count {
            let indent = Self.indent(of: lines[index])
            if let indent, indent < first.column - 1 { break }
            if indent == first.column - 1, Self.begins(lines[index], with: key) {
                places.append(TextPlace(line: index + 1, column: first.column))
                index = blankEntry(at: index, indent: first.column - 1)
            } else {
                index += 1
            }
        }
        return places
    }

    /// Blanks the line at `start` and what belongs to it; returns the index of the next entry.
    private mutating func blankEntry(at start: Int, indent: Int) -> Int {
        var index = start
        repeat {
            lines[index] = ""
            index += 1
        } while index < lines.count && belongs(lines[index], toEntryAt: indent)
        return index
    }

    /// Deeper lines, empty ones, and list items at the key's own column belong to its entry.
    private func belongs(_ line: Substring, toEntryAt indent: Int) -> Bool {
        guard let own = Self.indent(of: line) else { return true }
        return own > indent || (own == indent && line.dropFirst(own).hasPrefix("- "))
    }

    /// Spaces before the first word; nil when there is none.
    private static func indent(of line: Substring) -> Int? {
        let count = line.unicodeScalars.prefix { $0 == " " }.count
        let rest = line.unicodeScalars.dropFirst(count).first
        return rest == nil || rest == "#" || rest == "\r" ? nil : count
    }

    private static func begins(_ line: Substring, with key: String) -> Bool {
        let entry = line.drop { $0 == " " }
        return [key, "'\(key)'", "\"\(key)\""].contains { word in
            entry.hasPrefix(word) && entry.dropFirst(word.count).drop { $0 == " " }.hasPrefix(":")
        }
    }
}
