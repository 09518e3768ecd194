import ControlAPI
import PumpModel

/// One picture of the view: what a model knows, in exactly the lines and columns of a terminal.
///
/// What endangers a patient, what is out of date and what is being typed always has its place; the rest gives way, the least important
/// first, and how many lines gave way is said.
struct WatchFrame {
    struct Size: Hashable {
        var columns: Int
        var rows: Int
    }

    /// Below this the view says what it needs, and what is loud.
    static let smallest = Size(columns: 60, rows: 18)
    /// No terminal is larger; whatever reports more is taken at its bound.
    static let largest = Size(columns: 500, rows: 200)

    /// What fills a large terminal: nobody misses it, and it gives way without a word.
    static let optionalRank = 9

    /// A line of the picture, and how readily it gives way: 0 never.
    struct Row {
        var line: FrameLine
        var rank: Int
    }

    let model: WatchModel
    let size: Size
    let glyphs: Glyphs

    init(_ model: WatchModel, size: Size, glyphs: Glyphs) {
        self.model = model
        self.size = Size(
            columns: min(max(1, size.columns), Self.largest.columns), rows: min(max(1, size.rows), Self.largest.rows))
        self.glyphs = glyphs
    }

    /// Exactly `size.rows` lines of exactly `size.columns` columns.
    func lines() -> [FrameLine] {
        let isTooSmall = size.columns < Self.smallest.columns || size.rows < Self.smallest.rows
        let foot = isTooSmall ? smallFoot : foot
        var rows = isTooSmall ? tooSmall : [header] + staleness + dangers + noticeRows
        if !isTooSmall {
            let body = model.mode == .help ? help : wandRows + pumpRows + alarmRows + commandRows
            // what is not current never looks like what is
            rows +=
                model.isCurrent || model.mode == .help ? body : body.map { Row(line: $0.line.dimmed(), rank: $0.rank) }
        }
        var room = max(0, size.rows - foot.count)
        var shown = Self.fitting(rows, room)
        let needed = rows.count { $0.rank < Self.optionalRank }
        if needed > room, room > 0 {
            room -= 1
            shown = Self.fitting(rows, room)
            let hidden = needed - shown.count
            shown.append(
                Row(line: FrameLine(" \(hidden) more lines need a taller terminal \(glyphs.cut)", .warning), rank: 0))
            room += 1
        }
        shown += Array(repeating: Row(line: FrameLine(), rank: 0), count: max(0, room - shown.count))
        return (shown + foot).suffix(size.rows).map { $0.line.fitted(size.columns, glyphs) }
    }

    /// The rows that have a place, in their order: those of the highest rank give way first, of one rank the last.
    private static func fitting(_ rows: [Row], _ room: Int) -> [Row] {
        guard rows.count > room else { return rows }
        let kept = rows.indices.sorted { (rows[$0].rank, $0) < (rows[$1].rank, $1) }.prefix(max(0, room))
        return kept.sorted().map { rows[$0] }
    }

    // MARK: parts of lines

    func clean(_ text: String) -> String { Columns.clean(text, isUnicode: glyphs.isUnicode) }

    /// A line across the screen with a title in it.
    func rule(_ title: String, _ emphasis: Emphasis = .title, note: String = "", rank: Int) -> Row {
        var line = FrameLine(glyphs.rule + glyphs.rule + " ", .faint)
        line.append(clean(title), emphasis)
        line.append(" ")
        if !note.isEmpty { line.append(clean(note) + " ", .faint) }
        line.append(String(repeating: glyphs.rule, count: max(0, size.columns - line.columns)), .faint)
        return Row(line: line, rank: rank)
    }

    /// A loud text in as many lines as it needs.
    func loud(_ text: String, _ emphasis: Emphasis = .alert, rank: Int = 0) -> [Row] {
        FrameLine.wrapped(clean(text), emphasis, width: size.columns, indent: 3).map { Row(line: $0, rank: rank) }
    }

    /// The minute of RFC 3339 text; of today without its date.
    func minute(_ text: String) -> String {
        let minute = Amounts.minute(text)
        return minute.hasPrefix(model.now.utc.dateText) ? String(minute.dropFirst(11)) : minute
    }

    static let labelColumns = 11

    /// A name and what it is.
    func labelled(_ name: String, _ rest: FrameLine, rank: Int) -> Row {
        var line = FrameLine(" " + Columns.prefix(name, Self.labelColumns), .faint)
        line.append(String(repeating: " ", count: max(1, Self.labelColumns + 1 - line.columns)))
        for run in rest.runs { line.append(run.text, run.emphasis) }
        return Row(line: line, rank: rank)
    }
}
