/// Sets blocks on A4 pages from top to bottom, and starts a new page where one does not fit.
///
/// Promise: no text meets another, and none leaves the page; a heading stands with what follows it.
struct PageComposer {
    private var pages: [Drawing] = [Self.blank]
    /// Where the next thing starts on the last page.
    private(set) var cursor = Paper.top

    private static let blank = Drawing(
        name: "page", title: .empty, summary: .empty, width: Paper.width, height: Paper.height)

    mutating func place(_ blocks: [Block]) {
        for (index, block) in blocks.enumerated() {
            if case .heading = block, index + 1 < blocks.count { reserve(1_100 + leastHeight(of: blocks[index + 1])) }
            place(block)
        }
    }

    private mutating func place(_ block: Block) {
        switch block {
        case .title(let words): write([words], .title, space: 250)
        case .heading(let words):
            if cursor > Paper.top { advance(350) }
            write([words], .heading, space: 80)
            draw(.line([Point(Paper.margin, cursor), Point(Paper.margin + Paper.innerWidth, cursor)], .axis))
            advance(250)
        case .alert(let words): placeAlert(words)
        case .note(let words): write(TextStyle.body.lines(words, width: Paper.innerWidth, most: 8), .body, space: 250)
        case .chart(let drawing):
            reserve(leastHeight(of: block))
            write([drawing.title], .caption, space: 100)
            pages[pages.count - 1].place(drawing, at: Point(Paper.margin, cursor))
            advance(drawing.height + 250)
        case .facts(let facts): place(facts)
        case .table(let table): place(table)
        }
    }

    private mutating func placeAlert(_ words: Legible) {
        let lines = TextStyle.caption.lines(words, width: Paper.innerWidth - 600, most: 3)
        let height = lines.count * TextStyle.caption.leading + 300
        reserve(height + 200)
        draw(
            .frame(
                Box(left: Paper.margin, top: cursor, width: Paper.innerWidth, height: height), fill: .white,
                stroke: Stroke(ink: .vermilion, width: 80)))
        for (index, line) in lines.enumerated() {
            let y = cursor + 130 + TextStyle.caption.ascent + index * TextStyle.caption.leading
            write(line, at: Point(Paper.margin + 300, y), .caption)
        }
        advance(height + 200)
    }

    /// Lines of one style under each other, each on the page where it fits, and `space` after them.
    mutating func write(_ lines: [Legible], _ style: TextStyle, space: Int) {
        for line in lines {
            reserve(style.leading)
            write(line, at: Point(Paper.margin, cursor + style.ascent), style)
            advance(style.leading)
        }
        advance(space)
    }

    /// What a heading before it keeps free for it, and what of it stands on one page.
    private func leastHeight(of block: Block) -> Int {
        switch block {
        case .chart(let drawing): drawing.height + TextStyle.caption.leading + 350
        case .facts(let facts): min(height(of: facts), Paper.bottom - Paper.top - 1_500)
        case .table(let table): min(leastHeight(of: table), Paper.bottom - Paper.top - 1_500)
        case .title, .heading, .alert, .note: 1_500
        }
    }

    // MARK: what blocks are made of

    /// Starts a new page unless `height` is left on this one.
    /// - Returns: whether it did.
    @discardableResult
    mutating func reserve(_ height: Int) -> Bool {
        guard cursor + height > Paper.bottom, cursor > Paper.top else { return false }
        pages.append(Self.blank)
        cursor = Paper.top
        return true
    }

    mutating func advance(_ height: Int) { cursor += height }

    mutating func draw(_ mark: Drawing.Mark) { pages[pages.count - 1].draw(mark) }

    mutating func write(
        _ words: Legible, at baseline: Point, _ style: TextStyle, anchor: Text.Anchor = .start
    ) {
        pages[pages.count - 1].write(words, at: baseline, style, anchor: anchor)
    }

    /// The pages with their heads, feet and numbers.
    consuming func finished(title: Legible, subject: Legible, footer: Legible) -> [Drawing] {
        pages.enumerated().map { index, page in
            var page = page
            let number: Legible = "Page \(index + 1) of \(pages.count)"
            page.name = "page-\(index + 1)"
            page.title = "\(title.text). \(number.text)"
            page.summary = subject
            page.addFurniture(number: number, subject: subject, footer: footer)
            return page
        }
    }
}

extension Drawing {
    fileprivate mutating func addFurniture(number: Legible, subject: Legible, footer: Legible) {
        let (left, right) = (Paper.margin, Paper.margin + Paper.innerWidth)
        write(TextStyle.label.shortened(subject, width: Paper.innerWidth), at: Point(left, 1_550), .label)
        draw(.line([Point(left, 1_680), Point(right, 1_680)], .rule))
        draw(.line([Point(left, Paper.height - 1_700), Point(right, Paper.height - 1_700)], .rule))
        write(footer, at: Point(left, Paper.height - 1_300), .label)
        write(number, at: Point(right, Paper.height - 1_300), .label, anchor: .end)
    }
}
