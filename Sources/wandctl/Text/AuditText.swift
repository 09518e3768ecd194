import AuditTrail
import ControlAPI
import PumpModel

extension API.AuditPage {
    /// A table, newest last.
    func text(_ style: Style) -> String {
        guard !records.isEmpty else { return "no records" }
        return table([["number", "time", "what", "pump", "who", "from -> to", "why"]] + records.map(\.cells))
    }
}

/// What people see of a record. A member that is missing, or not what it should be, is shown as `-`: whether the record
/// is genuine is for `verify` to say.
extension AuditRecord {
    fileprivate var cells: [String] {
        [String(sequence), time, what, text("pump") ?? "-", who, change, why].map { Amounts.printable($0[...]) }
    }

    private func text(_ name: String) -> String? { entry[name]?.string }

    private func number(_ name: String) -> String? { (entry[name]?.integer).map { String($0) } }

    private var time: String {
        let written = text("at") ?? (entry["atMilliseconds"]?.integer).map { "\(Timestamp(clamping: $0))" }
        return written.map(Amounts.time) ?? "-"
    }

    private var what: String {
        text("kind").map { kind in
            ([kind] + ["event", "alarm", "state", "route"].compactMap(text)).joined(separator: " ")
        } ?? "-"
    }

    /// Who asked, the operator that the client named, and who else acted.
    private var who: String {
        func user(_ name: String, _ idName: String) -> String? { text(name) ?? number(idName).map { "user id \($0)" } }
        let parts = [
            user("user", "userID"), text("operator").map { "(\($0))" },
            user("confirmedBy", "confirmedByID").map { "confirmed by \($0)" },
            user("actor", "actorID").map { "by \($0)" },
        ].compactMap { $0 }
        return parts.isEmpty ? "-" : parts.joined(separator: " ")
    }

    private var change: String {
        let from = entry["from"].map(Self.program) ?? number("fromRevision").map { "revision \($0)" }
        let to = entry["to"].map(Self.program) ?? number("toRevision").map { "revision \($0)" }
        switch (from, to) {
        case (let from?, let to?): return "\(from) -> \(to)"
        case (nil, let to?): return "-> \(to)"
        default: return from ?? "-"
        }
    }

    private var why: String {
        let parts = [
            text("reason"), text("overrideReason").map { "override: \($0)" },
            entry["found"].map { "READS BACK \(Self.program($0))" }, text("detail"),
            text("stoppedBy").map { "stopped by \($0)" }, number("records").map { "\($0) records" },
            number("droppedRecords").map { "\($0) oldest records dropped" }, text("version").map { "version \($0)" },
        ].compactMap { $0 }
        return parts.isEmpty ? "-" : parts.joined(separator: "; ")
    }

    private static func program(_ json: CanonicalJSON) -> String { json["text"]?.string ?? json.text }
}
