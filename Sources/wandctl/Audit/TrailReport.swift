import ControlAPI

/// What a verification found.
struct TrailReport: Encodable, Equatable {
    /// `daemon`, or the file.
    var source: String
    var isIntact: Bool
    /// The first `Limits.auditFindings` of them.
    var findings: [TrailFinding]
    /// All of them.
    var findingCount: Int
    /// The lowest and the highest number; null without records.
    @Nullable var first: Int64?
    @Nullable var last: Int64?
    /// Of the records, duplicates included.
    var count: Int64
    /// `SEQUENCE:HASH` of the highest record: to be kept elsewhere.
    var head: String
    /// The head that was to be compared.
    @Nullable var keptHead: String?

    func text(_ style: Style) -> String {
        var lines = findings.map { finding in
            style.alert(finding.line.map { "line \($0): " } ?? "! ") + finding.text
        }
        if findingCount > findings.count { lines.append("... and \(findingCount - findings.count) more") }
        let range = first.flatMap { first in last.map { ", \(first) to \($0)" } } ?? ""
        let records = "\(count) \(count == 1 ? "record" : "records")\(range)"
        lines.append(
            isIntact
                ? "\(style.good("intact")): \(records), each linked to the one before"
                : style.alert("NOT INTACT") + ": \(findingCount) \(findingCount == 1 ? "finding" : "findings") in "
                    + records)
        lines.append("  head       \(head)")
        if let keptHead {
            lines.append("  kept head  \(keptHead)" + (isIntact ? " is in it" : ""))
        } else {
            lines.append(
                style.faint(
                    "  An end that was cut off, or a trail written anew, shows only against a kept head: --head."))
        }
        return lines.joined(separator: "\n")
    }
}
