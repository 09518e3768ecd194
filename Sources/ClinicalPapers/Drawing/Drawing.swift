/// A picture of lines, areas, symbols and texts: the one vocabulary of card, charts and pages.
///
/// Its size and all places are in hundredths of a millimeter. `title` and `summary` are what a screen reader says.
struct Drawing: Hashable, Sendable {
    /// Unique among the drawings of one document: the base of their identifiers.
    var name: String
    var title: Legible
    var summary: Legible
    var width: Int
    var height: Int
    /// Bottom to top.
    private(set) var marks: [Mark] = []

    enum Mark: Hashable, Sendable {
        case line([Point], Stroke)
        case area([Point], Ink)
        case frame(Box, fill: Ink, stroke: Stroke?)
        case symbol(Symbol, Point, radius: Int, Ink)
        case text(Text)
    }

    init(name: String, title: Legible, summary: Legible, width: Int, height: Int) {
        self.name = name
        self.title = title
        self.summary = summary
        self.width = width
        self.height = height
    }

    mutating func draw(_ mark: Mark) { marks.append(mark) }

    mutating func write(
        _ words: Legible, at baseline: Point, _ style: TextStyle = .body, anchor: Text.Anchor = .start
    ) {
        marks.append(.text(Text(words: words, baseline: baseline, style: style, anchor: anchor)))
    }

    /// Takes over the marks of another drawing, its corner at `origin`.
    mutating func place(_ other: Drawing, at origin: Point) {
        marks += other.marks.map { $0.moved(by: origin) }
    }

    /// The texts, for those who check that none meets another.
    var texts: [Text] {
        marks.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
}

extension Drawing.Mark {
    func moved(by offset: Point) -> Self {
        switch self {
        case .line(let points, let stroke): .line(points.map { $0.moved(by: offset) }, stroke)
        case .area(let points, let ink): .area(points.map { $0.moved(by: offset) }, ink)
        case .frame(let box, let fill, let stroke): .frame(box.moved(by: offset), fill: fill, stroke: stroke)
        case .symbol(let symbol, let center, let radius, let ink):
            .symbol(symbol, center.moved(by: offset), radius: radius, ink)
        case .text(let text): .text(text.moved(by: offset))
        }
    }
}
