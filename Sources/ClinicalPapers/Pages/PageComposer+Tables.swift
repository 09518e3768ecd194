extension PageComposer {
    private static let padding = 90

    /// Two columns of names and values; a row is as high as its higher half. On one page, where they fit one.
    mutating func place(_ facts: Facts) {
        let whole = height(of: facts)
        if whole <= Paper.bottom - Paper.top { reserve(whole) }
        write(caption(of: facts), .caption, space: 80)
        for row in rows(of: facts) {
            reserve(row.height)
            for (index, half) in row.halves.enumerated() {
                let left = Paper.margin + index * Self.half
                write(half.names, at: left, .label)
                write(half.values, at: left + Self.nameWidth, half.style)
            }
            advance(row.height)
        }
        advance(250)
    }

    func height(of facts: Facts) -> Int {
        caption(of: facts).count * TextStyle.caption.leading + 80 + rows(of: facts).reduce(0) { $0 + $1.height }
    }

    private static let half = Paper.innerWidth / 2
    private static let nameWidth = 3_900

    private func caption(of facts: Facts) -> [Legible] {
        TextStyle.caption.lines(facts.caption, width: Paper.innerWidth, most: 2)
    }

    /// Two facts next to each other, as they stand on paper.
    private struct SetRow {
        var halves: [(names: [Legible], values: [Legible], style: TextStyle)]

        var height: Int {
            (halves.map { max($0.names.count, $0.values.count) }.max() ?? 0) * TextStyle.body.leading
                + PageComposer.padding
        }
    }

    private func rows(of facts: Facts) -> [SetRow] {
        stride(from: 0, to: facts.rows.count, by: 2).map { start in
            SetRow(
                halves: facts.rows[start..<min(start + 2, facts.rows.count)].map { row in
                    let style = row.isCode ? TextStyle.digits : .body
                    let width = Self.half - Self.nameWidth - 300
                    return (
                        TextStyle.label.lines(row.name, width: Self.nameWidth - 150, most: 2),
                        style.bounded(row.values, width: width, most: 30), style
                    )
                })
        }
    }

    /// A column of lines from the cursor down, on the grid of the body's lines; the cursor stays.
    private mutating func write(_ lines: [Legible], at x: Int, _ style: TextStyle) {
        for (index, line) in lines.enumerated() {
            let y = cursor + TextStyle.body.ascent + index * TextStyle.body.leading
            write(line, at: Point(x, y), style)
        }
    }

    /// Rows that flow over pages, under heads that come again on each.
    mutating func place(_ table: Table) {
        reserve(leastHeight(of: table))
        write(caption(of: table), .caption, space: 80)
        placeHead(table.columns)
        writeOmission(table.earlier, below: table.columns)
        for row in table.rows {
            let cells = set(row, table.columns)
            if reserve(height(cells)) { placeHead(table.columns) }
            placeRow(cells, table.columns)
        }
        writeOmission(table.further, below: table.columns)
        advance(300)
    }

    /// The caption, the heads and the first row, which stand together.
    func leastHeight(of table: Table) -> Int {
        let first = table.rows.first.map { height(set($0, table.columns)) } ?? 0
        let omission = table.earlier == nil ? 0 : 2 * TextStyle.cell.leading + 2 * Self.padding
        return caption(of: table).count * TextStyle.caption.leading + 80 + height(heads(table.columns)) + omission
            + first
    }

    private func caption(of table: Table) -> [Legible] {
        TextStyle.caption.lines(table.caption, width: Paper.innerWidth, most: 2)
    }

    private func set(_ row: [Table.Cell], _ columns: [Table.Column]) -> [SetCell] {
        zip(row, columns).map { cell, column in
            let style = cell.isStrong ? TextStyle.heading : .cell
            return SetCell(style.bounded(cell.lines, width: column.inner, most: column.mostLines), style)
        }
    }

    private func heads(_ columns: [Table.Column]) -> [SetCell] {
        columns.map { SetCell(TextStyle.cellHead.lines($0.head, width: $0.inner, most: 3), .cellHead) }
    }

    /// A cell as it stands on paper.
    private struct SetCell {
        var lines: [Legible]
        var style: TextStyle

        init(_ lines: [Legible], _ style: TextStyle) {
            self.lines = lines
            self.style = style
        }
    }

    /// A row as wide as the table.
    private mutating func writeOmission(_ words: Legible?, below columns: [Table.Column]) {
        guard let words else { return }
        let whole = Table.Column(head: .empty, width: columns.reduce(0) { $0 + $1.width })
        let cell = SetCell(TextStyle.cell.lines(words, width: whole.inner, most: 2), .cell)
        if reserve(height([cell])) { placeHead(columns) }
        placeRow([cell], [whole])
    }

    private mutating func placeHead(_ columns: [Table.Column]) {
        let cells = heads(columns)
        let width = columns.reduce(0) { $0 + $1.width }
        draw(
            .frame(
                Box(left: Paper.margin, top: cursor, width: width, height: height(cells)), fill: .shade, stroke: nil))
        placeRow(cells, columns)
    }

    private mutating func placeRow(_ cells: [SetCell], _ columns: [Table.Column]) {
        var left = Paper.margin
        for (cell, column) in zip(cells, columns) {
            let x = column.isNumber ? left + column.width - Table.Column.padding : left + Table.Column.padding
            for (row, line) in cell.lines.enumerated() {
                let y = cursor + Self.padding + cell.style.ascent + row * cell.style.leading
                write(line, at: Point(x, y), cell.style, anchor: column.isNumber ? .end : .start)
            }
            left += column.width
        }
        advance(height(cells))
        draw(.line([Point(Paper.margin, cursor), Point(left, cursor)], .rule))
    }

    private func height(_ cells: [SetCell]) -> Int {
        (cells.map { $0.lines.count * $0.style.leading }.max() ?? 0) + 2 * Self.padding
    }
}

extension Table.Column {
    /// Free paper on each side of the text.
    fileprivate static let padding = 130
    /// What text has of the width.
    fileprivate var inner: Int { width - 2 * Self.padding }
}

extension TextStyle {
    /// Several texts under each other, wrapped, `most` lines in all; where more is left, the last line says so.
    fileprivate func bounded(_ texts: [Legible], width: Int, most: Int) -> [Legible] {
        let lines = texts.flatMap { self.lines($0, width: width, most: most) }
        guard lines.count > most else { return lines }
        return lines.prefix(most - 1) + [Legible(part: Legible.cutMark)]
    }
}
