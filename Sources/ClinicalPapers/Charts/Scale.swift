/// Maps whole numbers of a quantity or of time to places on paper, by integers alone.
struct Scale: Hashable, Sendable {
    let first: Int64
    let last: Int64
    /// Where `first` and `last` stand, in hundredths of a millimeter.
    let start: Int
    let end: Int

    /// `last` is moved up where it does not lie above `first`.
    init(from first: Int64, to last: Int64, start: Int, end: Int) {
        self.first = first
        self.last = max(last, first + 1)
        self.start = start
        self.end = end
    }

    /// The place of a value; one outside stands at the nearer end.
    func place(_ value: Int64) -> Int {
        let inside = min(max(value, first), last) - first
        // quotient and remainder apart: the product of a time and a length may not fit
        let (steps, rest) = inside.quotientAndRemainder(dividingBy: last - first)
        let length = Int64(end - start)
        let product = rest.multipliedFullWidth(by: abs(length))
        let part = (last - first).dividingFullWidth(product).quotient
        return start + Int(steps * length + (length < 0 ? -part : part))
    }
}

/// Where an axis is marked.
enum Ticks {
    /// Multiples of 1, 2 or 5 times a power of ten, from 0 to the first that is not below `top`; at most `most` steps.
    /// Where there is nothing to show, 0 alone: the smallest amount of all would be no mark to read by.
    static func amounts(upTo top: Int64, most: Int64 = 5) -> [Int64] {
        guard top > 0 else { return [0] }
        var step: Int64 = 1
        var factors: [Int64] = [2, 5, 10]
        var power: Int64 = 1
        while step * most < top, power <= 1_000_000_000_000_000 {
            step = power * factors.removeFirst()
            if factors.isEmpty {
                power *= 10
                factors = [2, 5, 10]
            }
        }
        let count = max(1, (max(0, top) + step - 1) / step)
        return (0...min(count, most)).map { $0 * step }
    }

    /// Full minutes, hours or days in UTC between two times in milliseconds; at most `most`.
    static func times(from first: Int64, to last: Int64, most: Int64) -> (step: Int64, places: [Int64]) {
        let step = timeSteps.first { (last - first) / $0 < most } ?? day * 3_652_500
        let start = (first + step - 1) / step * step
        return (step, stride(from: start, through: last, by: Int(step)).map { $0 })
    }

    static let day: Int64 = 86_400_000

    private static let timeSteps: [Int64] =
        [1, 5, 15, 30, 60, 180, 360, 720].map { $0 * 60_000 }
        + [1, 2, 5, 7, 14, 28, 56, 91, 182, 365, 730, 1_826, 3_652, 18_262, 36_525, 182_625, 730_500].map { $0 * day }
}
