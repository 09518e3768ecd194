/// One piece of a report, whatever it is printed as: HTML and pages are made of the same blocks.
enum Block: Hashable, Sendable {
    /// The one title of the document.
    case title(Legible)
    case heading(Legible)
    /// Something that must not be overlooked.
    case alert(Legible)
    case facts(Facts)
    case table(Table)
    case chart(Drawing)
    case note(Legible)
}

/// Names with their values.
struct Facts: Hashable, Sendable {
    var caption: Legible
    var rows: [Row]

    struct Row: Hashable, Sendable {
        var name: Legible
        /// One or more lines.
        var values: [Legible]
        /// Digits of which each one counts: a hash.
        var isCode = false

        init(_ name: Legible, _ values: Legible..., isCode: Bool = false) {
            self.init(name, values, isCode: isCode)
        }

        init(_ name: Legible, _ values: [Legible], isCode: Bool = false) {
            self.name = name
            self.values = values
            self.isCode = isCode
        }
    }
}

/// Rows under heads that are repeated on each page.
struct Table: Hashable, Sendable {
    var caption: Legible
    var columns: [Column]
    /// Of each row as many cells as there are columns; the first one names the row.
    var rows: [[Cell]]
    /// What was left out before the first row, and after the last.
    var earlier: Legible?
    var further: Legible?

    struct Column: Hashable, Sendable {
        var head: Legible
        /// On pages, in hundredths of a millimeter.
        var width: Int
        var isNumber = false
        /// Lines that a cell takes at most on pages.
        var mostLines = 16
    }

    /// The lines of a cell, each of which may be wrapped.
    struct Cell: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
        var lines: [Legible]
        /// Larger than the rest: what the reader came for.
        var isStrong = false

        init(_ lines: [Legible], isStrong: Bool = false) {
            self.lines = lines
            self.isStrong = isStrong
        }

        init(stringLiteral value: String) { lines = [Legible(value)] }
    }
}
