/// Text in the language of man(7): every character that it would obey is written so that it is shown.
struct Roff {
    private(set) var text = ""

    /// - Parameter date: "2026-11-23".
    mutating func title(_ name: String, section: Int, date: String, source: String, manual: String) {
        let words = [Self.quoted(name.uppercased()), "\(section)", date, Self.quoted(source), Self.quoted(manual)]
        line(".TH " + words.joined(separator: " "))
        // no hyphens that nobody typed, and a ragged edge: pages are searched, and copied from
        line(".nh")
        line(".ad l")
    }

    mutating func section(_ title: String) { line(".SH " + Self.quoted(title)) }

    mutating func text(_ text: String) { if !text.isEmpty { line(Self.escaped(text)) } }

    mutating func paragraph(_ text: String) {
        line(".PP")
        self.text(text)
    }

    /// A term, and what it means below it.
    mutating func item(_ term: String, _ meaning: String) {
        line(".TP")
        line(".B " + Self.quoted(term))
        text(meaning.isEmpty ? " " : meaning)
    }

    /// Lines as they are typed.
    mutating func literal(_ lines: [String]) {
        line(".nf")
        line(".RS 4")
        lines.forEach { line(Self.escaped($0)) }
        line(".RE")
        line(".fi")
    }

    /// A command in bold and its words; a word is not broken, lines are, below the first word.
    mutating func synopsis(_ command: String, _ words: [String]) {
        line(".HP 4")
        line("\\fB\(Self.escaped(command))\\fR")
        words.forEach { line(Self.escaped($0).replacing(" ", with: "\\~")) }
    }

    mutating func references(_ pages: [(name: String, section: Int)]) {
        for (index, page) in pages.enumerated() {
            let end = index == pages.count - 1 ? "" : ","
            line(".BR \(Self.escaped(page.name)) (\(page.section))\(end)")
        }
    }

    private mutating func line(_ line: String) { text += line + "\n" }

    /// As running text: nothing at its beginning is taken for a request.
    static func escaped(_ text: String) -> String {
        let shown = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\\": "\\e"
            case "-": "\\-"
            case "'": "\\(aq"
            case "`": "\\(ga"
            case "^": "\\(ha"
            case "~": "\\(ti"
            case "\n": " "
            default: scalar.isASCII ? String(scalar) : "\\[u\(hexadecimal(scalar))]"
            }
        }.joined()
        return shown.hasPrefix(".") ? "\\&" + shown : shown
    }

    /// As one argument of a request.
    static func quoted(_ text: String) -> String { "\"" + escaped(text).replacing("\"", with: "\\(dq") + "\"" }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
