/// Finds the key that was probably meant.
enum Suggestion {
    /// The candidate nearest to `word`, if it is near; case, '-' and '_' do not count.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let written = folded(word)
        // long words are far from every key: nothing to compare
        guard (1...64).contains(written.count) else { return nil }
        let ranked = candidates.map { (key: $0, distance: distance(written, folded($0))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= max(1, best.key.count / 3)
        else {
            return nil
        }
        return best.key
    }

    private static func folded(_ word: String) -> [Unicode.Scalar] {
        word.lowercased().unicodeScalars.filter { $0 != "-" && $0 != "_" }
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn `left` into `right`.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    least = min(least, beforeLast[column - 1] + 1)
                }
                current.append(least)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
