/// The paper of a chart: a plot with axes that name their units, and a legend under it.
///
/// Top to bottom: the name of the vertical axis, the plot, the labels of the horizontal axis with its name, the legend.
struct ChartFrame {
    static let width = 18_000
    private static let legendRow = 450

    let plot: Box
    let horizontal: Scale
    let vertical: Scale
    private(set) var drawing: Drawing
    private var legend: Point

    /// What the legend says next to a line or a symbol.
    enum Key {
        case line(Stroke)
        case symbol(Symbol, Ink)
    }

    /// - Parameters:
    ///   - right: room for labels to the right of the plot.
    ///   - legendRows: rows of the legend.
    init(
        _ drawing: Drawing, right: Int, legendRows: Int, horizontal: ClosedRange<Int64>, vertical: ClosedRange<Int64>
    ) {
        self.drawing = drawing
        plot = Box(
            left: 1_900, top: 750, width: drawing.width - 1_900 - right,
            height: drawing.height - 750 - 950 - legendRows * Self.legendRow)
        legend = Point(plot.left, plot.bottom + 1_250)
        self.horizontal = Scale(
            from: horizontal.lowerBound, to: horizontal.upperBound, start: plot.left, end: plot.right)
        self.vertical = Scale(from: vertical.lowerBound, to: vertical.upperBound, start: plot.bottom, end: plot.top)
    }

    /// The place of a pair of values.
    func point(_ x: Int64, _ y: Int64) -> Point { Point(horizontal.place(x), vertical.place(y)) }

    mutating func draw(_ mark: Drawing.Mark) { drawing.draw(mark) }

    mutating func write(
        _ words: Legible, at baseline: Point, _ style: TextStyle = .axis, anchor: Text.Anchor = .start
    ) {
        drawing.write(words, at: baseline, style, anchor: anchor)
    }

    /// The vertical axis: lines across the plot, a number at each.
    mutating func drawVerticalAxis(_ name: Legible, ticks: [Int64], label: (Int64) -> Legible) {
        write(name, at: Point(0, 300))
        for tick in ticks {
            let y = vertical.place(tick)
            draw(.line([Point(plot.left, y), Point(plot.right, y)], .grid))
            write(label(tick), at: Point(plot.left - 280, y + 80), anchor: .end)
        }
        draw(.line([Point(plot.left, plot.top), Point(plot.left, plot.bottom)], .axis))
    }

    /// The horizontal axis: a stroke under the plot and a label at each tick, its name at the right end below.
    mutating func drawHorizontalAxis(_ name: Legible, ticks: [Int64], label: (Int64) -> Legible) {
        draw(.line([Point(plot.left, plot.bottom), Point(plot.right, plot.bottom)], .axis))
        for tick in ticks {
            let x = horizontal.place(tick)
            draw(.line([Point(x, plot.bottom), Point(x, plot.bottom + 100)], .axis))
            write(label(tick), at: Point(x, plot.bottom + 460), anchor: .middle)
        }
        write(name, at: Point(plot.right, plot.bottom + 800), anchor: .end)
    }

    /// An entry of the legend, after the one before or on the next row.
    mutating func explain(_ key: Key, _ words: Legible) {
        let sample = if case .line = key { 600 } else { 200 }
        let words = TextStyle.axis.shortened(words, width: drawing.width - plot.left - sample - 150)
        let width = sample + 150 + TextStyle.axis.width(of: words)
        if legend.x > plot.left, legend.x + width > drawing.width {
            endLegendRow()
        }
        let middle = legend.y - 80
        switch key {
        case .line(let stroke): draw(.line([Point(legend.x, middle), Point(legend.x + sample, middle)], stroke))
        case .symbol(let symbol, let ink): draw(.symbol(symbol, Point(legend.x + sample / 2, middle), radius: 90, ink))
        }
        write(words, at: Point(legend.x + sample + 150, legend.y))
        legend.x += width + 600
    }

    /// What is explained next stands below.
    mutating func endLegendRow() { legend = Point(plot.left, legend.y + Self.legendRow) }
}
