/// The table of requirements, as it is written.
struct TraceTable {
    var rows: [Row] = []
    /// The sentence that counts them, as the numbers in it; empty when there is none.
    var counts: [Int] = []

    struct Row {
        /// In the file, counted from 1.
        var line: Int
        /// All cells, without their margins.
        var cells: [String]
    }

    /// What a whole row says.
    struct Requirement {
        var id: String
        var requirement: String
        var places: [String]
        var tests: [String]
        var state: State
    }

    enum State: Equatable {
        case met
        /// What is missing.
        case partly(String)
        /// Why not.
        case notMet(String)
    }

    init(_ text: String) {
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("| SR") {
                rows.append(Row(line: number + 1, cells: Self.cells(line)))
            } else if line.hasPrefix("Requirements: ") {
                counts = line.split { !$0.isNumber }.compactMap { Int($0) }
            }
        }
    }

    private static func cells(_ line: Substring) -> [String] {
        var parts = line.split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
        // a row begins and ends with a bar
        if parts.first == "" { parts.removeFirst() }
        if parts.last == "" { parts.removeLast() }
        return parts
    }
}

extension TraceTable.Requirement {
    /// - Returns: nil when the row has not the five cells, or its state is none.
    init?(_ row: TraceTable.Row) {
        guard row.cells.count == 5, let state = TraceTable.State(row.cells[4]) else { return nil }
        self.init(
            id: row.cells[0], requirement: row.cells[1], places: Self.references(row.cells[2]),
            tests: Self.references(row.cells[3]), state: state)
    }

    /// What stands between backticks. Anything else in such a cell, but commas and a dash for nothing, counts as one too,
    /// so that it is found to be no reference.
    private static func references(_ cell: String) -> [String] {
        if cell == "-" { return [] }
        return cell.split(separator: ",").map { part in
            let word = trimmed(part)
            guard word.count > 2, word.hasPrefix("`"), word.hasSuffix("`") else { return "(\(word))" }
            return String(word.dropFirst().dropLast())
        }
    }
}

extension TraceTable.State {
    init?(_ cell: String) {
        if cell == "met" {
            self = .met
        } else if cell.hasPrefix("partly: ") {
            self = .partly(String(cell.dropFirst("partly: ".count)))
        } else if cell.hasPrefix("not met: ") {
            self = .notMet(String(cell.dropFirst("not met: ".count)))
        } else {
            return nil
        }
    }

    /// What is said to be missing; nil where nothing is.
    var gap: String? {
        switch self {
        case .met: nil
        case .partly(let gap), .notMet(let gap): gap
        }
    }
}

func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
}
