/// Which test functions and which types there are, by the shape that the formatter gives every file: suites begin a line,
/// their functions are indented by four, and nothing else of that shape follows an `@Test`.
struct SourceIndex: Sendable {
    /// As "PumpModelTests/AlarmTests.cause()".
    private(set) var tests: Set<String> = []
    /// As "PumpModel/Alarm".
    private(set) var types: Set<String> = []

    mutating func addTests(of text: String, in target: String) {
        var suite: Substring?
        var isAwaited = false
        for line in text.split(separator: "\n") where !Self.isComment(line) {
            if !line.hasPrefix(" ") {
                if let name = Self.names(in: line, after: Self.kinds).last { suite = name }
                continue
            }
            guard line.hasPrefix("    "), !line.hasPrefix("     ") else { continue }
            if line.hasPrefix("    @Test") { isAwaited = true }
            guard isAwaited, let suite, let name = Self.names(in: line, after: ["func"]).first else { continue }
            tests.insert("\(target)/\(suite).\(name)()")
            isAwaited = false
        }
    }

    mutating func addTypes(of text: String, in target: String) {
        for line in text.split(separator: "\n") where !Self.isComment(line) {
            for name in Self.names(in: line, after: Self.kinds) { types.insert("\(target)/\(name)") }
        }
    }

    /// The modules that a file imports, with whatever access.
    static func imports(of text: String) -> [String] {
        text.split(separator: "\n").filter { !$0.hasPrefix(" ") && !isComment($0) }
            .flatMap { names(in: $0, after: ["import"]) }.map(String.init)
    }

    private static let kinds: Set<Substring> = ["struct", "enum", "class", "actor", "protocol", "extension"]

    private static func isComment(_ line: Substring) -> Bool { line.drop { $0 == " " }.hasPrefix("//") }

    /// The identifiers that stand behind one of the keywords.
    private static func names(in line: Substring, after keywords: Set<Substring>) -> [Substring] {
        let words = line.split(separator: " ")
        return zip(words, words.dropFirst()).compactMap { keyword, word in
            guard keywords.contains(keyword) else { return nil }
            let name = word.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            return name.isEmpty ? nil : name
        }
    }
}
