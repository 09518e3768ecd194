/// Looks over a YAML text before it is parsed, and refuses what a configuration file has no use for.
///
/// Anchors, aliases, tags, block texts, complex keys, directives, tabs outside quotes, control characters and deep
/// nesting are mistakes here, each with its place. Anchors, aliases and tags are painted over in `text`, so that the
/// rest of the file can still be judged; after the others its structure is unknown, and `isReadable` is false.
struct StrictSyntax {
    /// Flow brackets inside each other; the deepest that a valid file has is one.
    static let flowDepth = 4
    /// Columns before the first word of a line; bounds how deep blocks nest.
    static let indentation = 40

    private(set) var text: String
    private(set) var isReadable = true

    private let source: [Unicode.Scalar]
    private var painted: String.UnicodeScalarView = .init()
    private var position = 0
    private var place = TextPlace(line: 1, column: 1)
    private var depth = 0
    /// Whether a new word may begin here: only then have '&', '*', '!' and quotes their special meaning.
    private var atToken = true
    /// Whether only spaces and '-' stood on this line so far.
    private var isIndentation = true

    init(_ text: String, findings: inout Findings) {
        self.text = text
        source = Array(text.unicodeScalars)
        painted.reserveCapacity(source.count)
        while position < source.count, isReadable { step(&findings) }
        if isReadable { self.text = String(painted) }
    }

    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        position + offset < source.count ? source[position + offset] : nil
    }

    /// Whether a word ends before the scalar at `offset`.
    private func isEnd(_ offset: Int) -> Bool {
        guard let scalar = peek(offset) else { return true }
        return scalar == " " || scalar == "\n" || scalar == "\r"
            || (depth > 0 && ",[]{}".unicodeScalars.contains(scalar))
    }

    /// Whether a quote stands just before: in brackets, `"key":value` needs no space.
    private var isBehindQuote: Bool { position > 0 && (source[position - 1] == "\"" || source[position - 1] == "'") }

    private mutating func take(paintedAs paint: Unicode.Scalar? = nil) {
        painted.append(paint ?? source[position])
        if source[position] == "\n" {
            place = TextPlace(line: place.line + 1, column: 1)
            atToken = true
            isIndentation = true
        } else {
            place.column += 1
        }
        position += 1
    }

    private mutating func refuse(_ found: String, _ allowed: String, _ findings: inout Findings) {
        findings.add(found, allowed: allowed, at: place)
        isReadable = false
    }

    private mutating func step(_ findings: inout Findings) {
        let scalar = source[position]
        if refuseCharacter(scalar, &findings) { return }
        switch scalar {
        case " ", "\n", "\r": take()
        case "\t": refuse("a tab", "indent and separate with spaces", &findings)
        case "#" where position == 0 || " \n".unicodeScalars.contains(source[position - 1]): skipComment(&findings)
        default:
            if isIndentation, place.column > Self.indentation {
                refuse("nested too deeply", "no key stands further right than column \(Self.indentation)", &findings)
            } else if atToken {
                token(scalar, &findings)
            } else {
                endOfToken(scalar)
            }
        }
    }

    private mutating func refuseCharacter(_ scalar: Unicode.Scalar, _ findings: inout Findings) -> Bool {
        let isLineEnd = scalar == "\r" && peek(1) == "\n"
        let isAllowed = scalar == "\n" || scalar == "\t" || isLineEnd
        // the last three are line breaks or invisible to YAML: lines would be counted differently than an editor does
        let isControl =
            scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0xFEFF
            || scalar.value == 0x2028 || scalar.value == 0x2029
        guard isControl, !isAllowed else { return false }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        refuse("the control character U+\(code)", "a configuration file is plain text", &findings)
        return true
    }

    private mutating func skipComment(_ findings: inout Findings) {
        while let scalar = peek(), scalar != "\n", isReadable {
            if !refuseCharacter(scalar, &findings) { take() }
        }
    }

    /// A scalar where a word may begin.
    private mutating func token(_ scalar: Unicode.Scalar, _ findings: inout Findings) {
        switch scalar {
        case "-" where isEnd(1):
            take()
            return
        case "&": paintOver("an anchor", with: " ", &findings)
        case "!": paintOver("a tag", with: " ", &findings)
        case "*": paintOver("an alias", with: "x", &findings)
        case "\"", "'": skipQuoted(scalar, &findings)
        case "|" where depth == 0, ">" where depth == 0:
            refuse("a block text", "write the value on one line", &findings)
        case "?" where isEnd(1): refuse("a complex key", "a key is one word", &findings)
        case "%" where place.column == 1: refuse("a directive", "leave it out", &findings)
        case "[", "{": openBracket(&findings)
        default: endOfToken(scalar)
        }
        isIndentation = false
    }

    /// A scalar inside or behind a word.
    private mutating func endOfToken(_ scalar: Unicode.Scalar) {
        switch scalar {
        case ":" where isEnd(1) || (depth > 0 && isBehindQuote): atToken = true
        case "," where depth > 0: atToken = true
        case "]" where depth > 0, "}" where depth > 0:
            depth -= 1
            atToken = false
        default: atToken = false
        }
        isIndentation = false
        take()
    }

    private mutating func openBracket(_ findings: inout Findings) {
        depth += 1
        if depth > Self.flowDepth {
            refuse("nested too deeply", "at most \(Self.flowDepth) brackets inside each other", &findings)
        } else {
            take()
        }
    }

    private mutating func paintOver(_ what: String, with paint: Unicode.Scalar, _ findings: inout Findings) {
        findings.add(what, allowed: "not used in this file: write the value itself", at: place)
        repeat { take(paintedAs: paint) } while !isEnd(0)
        atToken = paint == " "
    }

    private mutating func skipQuoted(_ quote: Unicode.Scalar, _ findings: inout Findings) {
        take()
        while let scalar = peek(), isReadable {
            if refuseCharacter(scalar, &findings) { return }
            let isEscape = scalar == "\\" && quote == "\"" || scalar == quote && quote == "'" && peek(1) == "'"
            if isEscape, peek(1) != nil { take() }
            take()
            if scalar == quote, !isEscape { break }
        }
        atToken = false
    }
}
