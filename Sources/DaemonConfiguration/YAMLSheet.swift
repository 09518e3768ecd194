/// Lines of YAML under construction, from values with their key paths: sections and list items open and close by
/// themselves, as the paths come in the order of the sections.
struct YAMLSheet {
    private(set) var text = ""
    /// The sections and items that are open.
    private var open: [Substring] = []

    /// - Parameter path: "wands[0].port.path". A section must not begin with a key that is not set.
    /// - Parameter value: as it stands in the file; nil leaves a comment in its place.
    /// - Parameter unset: for that comment.
    mutating func add(_ path: String, _ value: String?, unset: String, comment: String?) {
        let parts = path.replacing("[", with: ".[").split(separator: ".")
        let sections = parts.dropLast()
        let common = zip(open, sections).prefix { $0 == $1 }.count
        var isItem = false
        for depth in common..<sections.count {
            // an index has no line of its own: its first key carries the dash
            if sections[depth].hasPrefix("[") {
                isItem = true
            } else {
                line("\(sections[depth]):", depth: depth, isItem: isItem)
                isItem = false
            }
        }
        open = Array(sections)
        let key = parts.last ?? ""
        let end = comment.map { "  # \($0)" } ?? ""
        line((value.map { "\(key): \($0)" } ?? "# \(key): \(unset)") + end, depth: sections.count, isItem: isItem)
    }

    private mutating func line(_ line: String, depth: Int, isItem: Bool) {
        let indent = String(repeating: "  ", count: isItem ? depth - 1 : depth)
        text += indent + (isItem ? "- " : "") + line + "\n"
    }

    /// Quoted where a plain word could be taken for something else, by this reader or by another one.
    static func scalar(_ text: String) -> String {
        func isWord(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) }
        let plain = text.utf8.allSatisfy { isWord($0) || "/._%- ".utf8.contains($0) }
        // a dash at the start makes a list, a space at an end is lost
        let isFramed = text.utf8.first.map { isWord($0) || $0 == 0x2F } ?? false && text.utf8.last != 0x20
        let looksOctal = text.hasPrefix("0") && text != "0" && !text.contains(" ")
        return plain && isFramed && !looksOctal ? text : quoted(text)
    }

    static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}
