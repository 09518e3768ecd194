/// A face whose widths are known here: text that is measured by them is as wide on paper.
enum Face: Hashable, Sendable, CaseIterable {
    case book
    case bold
    case mono

    /// Widths are whole numbers of this part of the type size.
    static let unitsPerSize = 2048
    /// For what is not in the table: wider than any letter that `Legible` lets through, in this font and its stand-ins.
    static let widest = 4300

    /// The width of a text, in `unitsPerSize`.
    func units(of text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + units(of: $1) }
    }

    func units(of scalar: Unicode.Scalar) -> Int {
        switch self {
        case .book: Self.bookWidths[scalar.value] ?? Self.widest
        case .bold: Self.boldWidths[scalar.value] ?? Self.widest
        case .mono: Self.bookWidths[scalar.value] == nil ? Self.widest : 1_233
        }
    }
}

/// Face, size and colour of a text.
struct TextStyle: Hashable, Sendable {
    var face = Face.book
    /// In hundredths of a millimeter; 282 is 8 point.
    var size: Int
    var ink = Ink.black

    static let title = TextStyle(face: .bold, size: 530)
    static let heading = TextStyle(face: .bold, size: 388)
    static let caption = TextStyle(face: .bold, size: 282)
    static let body = TextStyle(size: 282)
    static let label = TextStyle(size: 265, ink: .slate)
    static let cell = TextStyle(size: 247)
    static let cellHead = TextStyle(face: .bold, size: 247)
    static let axis = TextStyle(size: 229, ink: .slate)
    static let digits = TextStyle(face: .mono, size: 247)

    /// From the baseline to the highest accent.
    var ascent: Int { (size * 94 + 99) / 100 }
    var descent: Int { (size * 24 + 99) / 100 }
    /// From one baseline to the next.
    var leading: Int { size * 5 / 4 }

    func width(of words: Legible) -> Int {
        (face.units(of: words.text) * size + Face.unitsPerSize - 1) / Face.unitsPerSize
    }
}
