/// Blocks as one HTML file, for screen, print and screen readers.
struct HTMLPage {
    var title: Legible
    var blocks: [Block]
    var footer: [Legible]

    var source: String {
        let head = Markup.element(
            "head", [:],
            [
                .element("meta", ["charset": "utf-8"]),
                .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                // a second fence behind the escaping: nothing is loaded, nothing runs
                .element(
                    "meta",
                    [
                        "http-equiv": "Content-Security-Policy",
                        "content": "default-src 'none'; style-src 'unsafe-inline'",
                    ]),
                .element("title", [:], title),
                .element("style", [:], [.styleSheet(.report)]),
            ])
        let body = Markup.element("body", [:], [.element("main", [:], blocks.map(\.html))])
        return "<!DOCTYPE html>\n" + Markup.element("html", ["lang": "en"], [head, body]).source + "\n"
    }
}

extension Block {
    var html: Markup {
        switch self {
        case .title(let words): .element("h1", [:], words)
        case .heading(let words): .element("h2", [:], words)
        case .alert(let words): .element("p", ["class": "alert", "role": "alert"], words)
        case .note(let words): .element("p", [:], words)
        case .facts(let facts): facts.html
        case .table(let table): table.html
        case .chart(let drawing):
            .element(
                "figure", [:], [scrolling(drawing.svgFragment), .element("figcaption", [:], drawing.title)])
        }
    }
}

extension Facts {
    fileprivate var html: Markup {
        .element(
            "table", ["class": "facts"],
            [
                .element("caption", [:], caption),
                .element(
                    "tbody", [:],
                    rows.map { row in
                        .element(
                            "tr", [:],
                            [
                                .element("th", ["scope": "row"], row.name),
                                .element("td", row.isCode ? ["class": "code"] : [:], paragraphs(row.values)),
                            ])
                    }),
            ])
    }
}

extension Table {
    fileprivate var html: Markup {
        let heads = columns.map { column in
            Markup.element(
                "th", column.isNumber ? ["scope": "col", "class": "number"] : ["scope": "col"], column.head)
        }
        let body = rows.map { row in
            Markup.element(
                "tr", [:],
                zip(row, columns).enumerated().map { index, pair in
                    let (cell, column) = pair
                    return index == 0
                        ? .element("th", ["scope": "row"], paragraphs(cell.lines))
                        : .element("td", cell.attributes(in: column), paragraphs(cell.lines))
                })
        }
        func note(_ words: Legible?) -> [Markup] {
            words.map { [.element("tr", [:], [.element("td", ["colspan": "\(columns.count)"], $0)])] } ?? []
        }
        return scrolling(
            .element(
                "table", columns.count > 3 ? ["class": "wide"] : [:],
                [
                    .element("caption", [:], caption),
                    .element("thead", [:], [.element("tr", [:], heads)]),
                    .element("tbody", [:], note(earlier) + body + note(further)),
                ]))
    }
}

extension Table.Cell {
    fileprivate func attributes(in column: Table.Column) -> KeyValuePairs<String, String> {
        isStrong ? ["class": "strong"] : column.isNumber ? ["class": "number"] : [:]
    }
}

/// What is wider than the screen is moved sideways, and the page stays where it is; by keyboard too.
private func scrolling(_ content: Markup) -> Markup {
    .element("div", ["class": "scroll", "tabindex": "0"], [content])
}

/// Each line in a box of its own: text that runs from right to left can not reorder what stands before or after it.
private func paragraphs(_ lines: [Legible]) -> [Markup] {
    lines.map { .element("div", ["dir": "auto"], $0) }
}
