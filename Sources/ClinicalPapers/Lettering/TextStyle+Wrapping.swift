extension TextStyle {
    /// `words` in lines no wider than `width`, broken at spaces, inside a word only where it is wider than a line.
    /// - Parameter most: lines to make at most; where that is not enough, the last one ends in a mark that says so.
    func lines(_ words: Legible, width: Int, most: Int) -> [Legible] {
        let limit = unitLimit(width)
        var lines: [String] = []
        var line = ""
        var used = 0
        func end() {
            if !line.isEmpty { lines.append(line) }
            (line, used) = ("", 0)
        }
        for word in words.text.split(separator: " ") {
            let wordUnits = face.units(of: word)
            let gap = line.isEmpty ? 0 : face.units(of: " ")
            if used + gap + wordUnits <= limit {
                line += (gap == 0 ? "" : " ") + word
                used += gap + wordUnits
                continue
            }
            end()
            for (piece, units) in pieces(of: word, limit: limit) {
                if used + units > limit { end() }
                line += piece
                used += units
            }
        }
        end()
        guard lines.count > most else { return lines.isEmpty ? [.empty] : lines.map { Legible(part: $0) } }
        let kept = lines.prefix(most - 1).map { Legible(part: $0) }
        return kept + [cut(Legible(part: lines[most - 1]), width: width)]
    }

    /// `words` on one line: whole, or cut and marked as cut.
    func shortened(_ words: Legible, width: Int) -> Legible {
        self.width(of: words) <= width ? words : cut(words, width: width)
    }

    /// The style in which `words` fit on one line, down to 4.3 point; what is too long even then must be cut.
    func fitted(to words: Legible, width: Int) -> TextStyle {
        var style = self
        while style.size > 152, style.width(of: words) > width { style.size -= 6 }
        return style
    }

    /// As much of `words` as fits before a mark that says that something is missing.
    private func cut(_ words: Legible, width: Int) -> Legible {
        let limit = unitLimit(width) - face.units(of: Legible.cutMark)
        var kept = ""
        var used = 0
        for (piece, units) in pieces(of: words.text[...], limit: limit) {
            used += units
            guard used <= limit else { break }
            kept += piece
        }
        return Legible(part: kept + Legible.cutMark)
    }

    private func unitLimit(_ width: Int) -> Int { width * Face.unitsPerSize / size }

    /// The characters with their widths; one that is itself wider than a line (a chain of joined emoji) by its parts.
    private func pieces(of word: Substring, limit: Int) -> [(String, Int)] {
        word.flatMap { character -> [(String, Int)] in
            let units = face.units(of: String(character))
            return units <= limit
                ? [(String(character), units)] : character.unicodeScalars.map { (String($0), face.units(of: $0)) }
        }
    }
}
