/// One line of text at its place.
struct Text: Hashable, Sendable {
    var words: Legible
    /// Where the baseline meets the anchor.
    var baseline: Point
    var style: TextStyle
    var anchor: Anchor

    enum Anchor: String, Hashable, Sendable {
        case start, middle, end
    }

    /// The paper that it takes: its measured width, and from the highest accent to the lowest descender.
    var box: Box {
        let width = style.width(of: words)
        let left =
            switch anchor {
            case .start: baseline.x
            case .middle: baseline.x - width / 2
            case .end: baseline.x - width
            }
        return Box(left: left, top: baseline.y - style.ascent, width: width, height: style.ascent + style.descent)
    }

    func moved(by offset: Point) -> Text {
        var moved = self
        moved.baseline = baseline.moved(by: offset)
        return moved
    }
}
