/// How words are made to stand out: escape sequences on a terminal, nothing elsewhere. Whatever matters is said in
/// words as well; capitals stay where colour is missing.
struct Style {
    let isColoured: Bool

    private func escaped(_ code: String, _ text: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    func alert(_ text: String) -> String { escaped("1;31", text) }
    func warning(_ text: String) -> String { escaped("33", text) }
    func good(_ text: String) -> String { escaped("32", text) }
    func title(_ text: String) -> String { escaped("1", text) }
    func faint(_ text: String) -> String { escaped("2", text) }
}

/// Rows of a name and a value, the values below each other; a value may have several lines.
func aligned(_ rows: [(String, String)], indent: Int = 2) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, value in
        let start = String(repeating: " ", count: indent) + name + String(repeating: " ", count: width - name.count + 2)
        let next = "\n" + String(repeating: " ", count: indent + width + 2)
        return start + value.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: next)
    }.joined(separator: "\n")
}

/// A table with a head; the last column is not padded, and a cell may have several lines.
func table(_ rows: [[String]]) -> String {
    let rows = rows.flatMap(lines(of:))
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
        row.enumerated().map { column, cell in
            column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count + 2)
        }.joined()
    }.joined(separator: "\n")
}

/// A row as the lines that its longest cell needs; what follows the last word of a line is left out.
private func lines(of row: [String]) -> [[String]] {
    let cells = row.map { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    let height = cells.map(\.count).max() ?? 0
    guard height > 1 else { return [row] }
    return (0..<height).map { line in
        var cells = cells.map { line < $0.count ? $0[line] : "" }
        while cells.count > 1, cells.last?.isEmpty == true { cells.removeLast() }
        return cells
    }
}
