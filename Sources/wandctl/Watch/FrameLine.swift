/// One line of a frame: runs of cleaned text, each with its emphasis.
struct FrameLine: Hashable {
    struct Run: Hashable {
        var text: String
        var emphasis: Emphasis
    }

    private(set) var runs: [Run] = []
    private(set) var columns = 0

    /// - Parameter text: cleaned.
    mutating func append(_ text: String, _ emphasis: Emphasis = .plain) {
        guard !text.isEmpty else { return }
        columns += Columns.count(text)
        if let last = runs.indices.last, runs[last].emphasis == emphasis {
            runs[last].text += text
        } else {
            runs.append(Run(text: text, emphasis: emphasis))
        }
    }

    func appending(_ text: String, _ emphasis: Emphasis = .plain) -> FrameLine {
        var line = self
        line.append(text, emphasis)
        return line
    }

    /// The same in exactly `width` columns: cut with a sign that says so, or filled with blanks.
    func fitted(_ width: Int, _ glyphs: Glyphs) -> FrameLine {
        guard columns > width else { return appending(String(repeating: " ", count: width - columns)) }
        guard width > 0 else { return FrameLine() }
        var fitted = FrameLine()
        for run in runs {
            let room = width - 1 - fitted.columns
            let text = Columns.prefix(run.text, room)
            fitted.append(text, run.emphasis)
            guard text.unicodeScalars.count == run.text.unicodeScalars.count else {
                fitted.append(glyphs.cut, run.emphasis)
                break
            }
        }
        return fitted.appending(String(repeating: " ", count: width - fitted.columns))
    }

    /// With another emphasis throughout, but for what is loud or asks for keys.
    func dimmed() -> FrameLine {
        var line = FrameLine()
        for run in runs { line.append(run.text, [.alert, .key].contains(run.emphasis) ? run.emphasis : .faint) }
        return line
    }

    /// Without emphasis, as it is read.
    var text: String { runs.map(\.text).joined() }

    /// With the escape sequences of its emphasis.
    func rendered(isColoured: Bool) -> String {
        runs.map { run in
            run.emphasis.code(isColoured: isColoured).map { "\u{1B}[\($0)m\(run.text)\u{1B}[0m" } ?? run.text
        }.joined()
    }
}

extension FrameLine {
    init(_ text: String, _ emphasis: Emphasis = .plain) { append(text, emphasis) }

    /// `text` in as many lines as it needs, broken at blanks; a word that is longer than a line is cut into pieces.
    static func wrapped(
        _ text: String, _ emphasis: Emphasis = .plain, width: Int, indent: Int = 0
    ) -> [FrameLine] {
        guard width > indent + 1 else { return [FrameLine(text, emphasis)] }
        var lines: [FrameLine] = []
        var line = ""
        func room() -> Int { width - (lines.isEmpty ? 0 : indent) }
        func finish() {
            lines.append(FrameLine(String(repeating: " ", count: lines.isEmpty ? 0 : indent)).appending(line, emphasis))
            line = ""
        }
        for word in text.split(separator: " ", omittingEmptySubsequences: true) {
            var word = String(word)
            if !line.isEmpty, Columns.count(line) + 1 + Columns.count(word) > room() { finish() }
            while Columns.count(word) > room() {
                let piece = Columns.prefix(word, room())
                guard !piece.isEmpty else { break }
                line = piece
                word = String(word.unicodeScalars.dropFirst(piece.unicodeScalars.count))
                finish()
            }
            line += line.isEmpty ? word : " " + word
        }
        if !line.isEmpty || lines.isEmpty { finish() }
        return lines
    }
}
