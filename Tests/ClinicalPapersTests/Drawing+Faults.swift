@testable import ClinicalPapers

extension Drawing {
    /// What is cut, overlaps or is struck through, in words.
    /// - Parameters:
    ///   - sides: what must stay free left and right.
    ///   - ends: what must stay free above and below.
    func faults(sides: Int = 0, ends: Int = 0) -> [String] {
        let whole = Box(left: sides, top: ends, width: width - 2 * sides, height: height - 2 * ends)
        let written = texts.filter { !$0.words.text.isEmpty }.map { ($0.words.text, $0.box) }
        let outside = written.filter { !whole.contains($0.1) }.map { "\($0.0) leaves the paper" }
        return outside + overlaps(of: written) + crossings(of: written)
    }

    /// Pairs of texts that share paper.
    private func overlaps(of texts: [(String, Box)]) -> [String] {
        let sorted = texts.sorted { $0.1.top < $1.1.top }
        return sorted.enumerated().flatMap { index, first in
            sorted[(index + 1)...].prefix { $0.1.top < first.1.bottom }.filter { $0.1.overlaps(first.1) }
                .map { "\(first.0) meets \($0.0)" }
        }
    }

    /// Texts that a symbol covers or a line runs through; the faint grid of charts may.
    private func crossings(of texts: [(String, Box)]) -> [String] {
        marks.flatMap { mark -> [String] in
            switch mark {
            case .symbol(let symbol, let center, let radius, _):
                let box = Box(left: center.x - radius, top: center.y - radius, width: 2 * radius, height: 2 * radius)
                return texts.filter { $0.1.overlaps(box) }.map { "\(symbol) covers \($0.0)" }
            case .line(let points, let stroke) where stroke.ink != .grid:
                return zip(points, points.dropFirst()).flatMap { start, end in
                    texts.filter { $0.1.inset(20).isEntered(from: start, to: end) }.map { "a line strikes \($0.0)" }
                }
            default: return []
            }
        }
    }
}

extension Box {
    /// Whether the straight line enters the box: cut to the box's width, then to its height.
    fileprivate func isEntered(from start: Point, to end: Point) -> Bool {
        var (first, last) = (0.0, 1.0)
        for (from, to, low, high) in [(start.x, end.x, left, right), (start.y, end.y, top, bottom)] {
            if from == to {
                if from <= low || from >= high { return false }
            } else {
                let (near, far) = (Double(low - from) / Double(to - from), Double(high - from) / Double(to - from))
                (first, last) = (max(first, min(near, far)), min(last, max(near, far)))
            }
        }
        return first < last
    }
}
