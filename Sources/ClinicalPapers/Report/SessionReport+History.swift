import ClinicalRecord
import PumpModel

extension SessionReport {
    /// The newest changes, oldest first.
    var shownTitrations: [ClinicalRecord.Titration] { record.titrations.suffix(Limits.reportChanges) }

    var history: Block {
        guard !record.titrations.isEmpty else { return .note("No change of the program is known here.") }
        let left = record.titrations.count - shownTitrations.count
        return .table(
            Table(
                caption: "Changes of the program, oldest first, refused and failed ones too",
                columns: [
                    .init(head: "When (UTC)", width: 2_150),
                    .init(head: "24 h total (mcg/day)", width: 2_000, isNumber: true),
                    .init(head: "Change", width: 1_750, isNumber: true),
                    .init(head: "Outcome", width: 2_200),
                    .init(head: "Program", width: 3_700, mostLines: 60),
                    .init(head: "By", width: 2_400),
                    .init(head: "Reason", width: 3_800),
                ],
                rows: shownTitrations.map(row),
                earlier: left > 0 ? "and \(left) earlier changes, see the audit trail" : nil))
    }

    private func row(_ titration: ClinicalRecord.Titration) -> [Table.Cell] {
        let total = titration.total24Hours?.decimalText ?? "-"
        let outcome = Wording.words(camelCase: titration.outcome)
        let change = Legible(Wording.percent(basisPoints: titration.changeBasisPoints))
        let parts = titration.program.split(separator: ";").map { Legible(String($0.drop { $0 == " " })) }
        let shown = parts.prefix(Limits.reportLines)
        let further = Wording.remainder(parts.count - shown.count, "parts").map { [Legible($0)] } ?? []
        return [
            Table.Cell([
                "\(titration.at.dateText)", "\(titration.at.clockText)",
                "id \(String(titration.transaction.prefix(8)))",
            ]),
            "\(total)", Table.Cell([change] + (titration.isChangeOfWeekday ? ["of a weekday"] : [])),
            Table.Cell(["\(outcome)", "\(titration.effect.words)"]),
            Table.Cell(shown + further),
            Table.Cell([author(titration), "user \(String(titration.userID))"]),
            Table.Cell(["\(titration.reason)"] + override(titration)),
        ]
    }

    /// An operator who gave no name is known by the user id alone.
    private func author(_ titration: ClinicalRecord.Titration) -> Legible {
        ["", "not named"].contains(titration.operatorName) ? "no name given" : Legible(titration.operatorName)
    }

    /// A reason to pass limits does not say that one was met.
    private func override(_ titration: ClinicalRecord.Titration) -> [Legible] {
        guard let reason = titration.overrideReason else { return [] }
        let limits = titration.passedLimits.map { Wording.words(camelCase: $0) }.joined(separator: ", ")
        return [limits.isEmpty ? "override given, no limit met: \(reason)" : "limit passed (\(limits)): \(reason)"]
    }

    /// What people call it, and the stable name where that says something else.
    private func names(of alarm: ClinicalRecord.ListedAlarm) -> [Legible] {
        Wording.words(camelCase: alarm.cause) == alarm.title.lowercased()
            ? ["\(alarm.title)"] : ["\(alarm.title)", "\(alarm.cause)"]
    }

    var alarms: [Block] {
        let rest: Block = .note("Alarms that ended and are not listed here are in the audit trail.")
        guard !record.alarms.isEmpty else { return [.note("No alarm is listed."), rest] }
        let shown = record.alarms.suffix(Limits.reportAlarms)
        let left = record.alarms.count - shown.count
        let table = Table(
            caption: "Alarms in order of occurrence",
            columns: [
                .init(head: "Alarm", width: 5_000), .init(head: "Class", width: 2_400),
                .init(head: "Priority", width: 1_800), .init(head: "Since (UTC)", width: 3_200),
                .init(head: "State", width: 3_600), .init(head: "Found by", width: 2_000),
            ],
            rows: shown.map { alarm in
                [
                    Table.Cell(names(of: alarm)),
                    alarm.isCritical ? "CRITICAL" : "not critical", "\(alarm.priority)",
                    "\(alarm.since.dateText) \(alarm.since.clockText)", "\(alarm.stateWords)", "\(alarm.source)",
                ]
            },
            earlier: left > 0 ? "and \(left) earlier alarms, see the audit trail" : nil)
        return [.table(table), rest]
    }
}
