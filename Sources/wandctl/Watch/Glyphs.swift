/// The signs that a terminal can show: UTF-8, or ASCII where the locale promises nothing else.
struct Glyphs: Hashable {
    let isUnicode: Bool

    var rule: String { isUnicode ? "─" : "-" }
    var full: String { isUnicode ? "█" : "#" }
    var empty: String { isUnicode ? "░" : "." }
    var cut: String { isUnicode ? "…" : "~" }
    var point: String { isUnicode ? "▶" : ">" }
    var now: String { isUnicode ? "▲" : "^" }
    var dot: String { isUnicode ? "·" : "|" }
    var arrow: String { isUnicode ? "→" : "->" }

    /// The heights of a bar within one row, lowest first; the last fills it.
    var steps: [String] {
        isUnicode ? ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : [".", ":", "#"]
    }

    /// By the variables that decide a program's locale, in their order.
    static func isUnicodeLocale(_ environment: (String) -> String?) -> Bool {
        let locale = environment("LC_ALL") ?? environment("LC_CTYPE") ?? environment("LANG") ?? ""
        let name = locale.lowercased()
        return name.contains("utf-8") || name.contains("utf8")
    }

    /// A bar of `columns` signs, `part` of `whole` of them full; anything above zero shows at least one.
    func bar(_ part: Int64, of whole: Int64, columns: Int) -> String {
        guard whole > 0, columns > 0 else { return String(repeating: empty, count: max(0, columns)) }
        let bounded = min(max(part, 0), whole)
        var count = Int(Int128(bounded) * Int128(columns) / Int128(whole))
        if bounded > 0, count == 0 { count = 1 }
        return String(repeating: full, count: count) + String(repeating: empty, count: columns - count)
    }
}
