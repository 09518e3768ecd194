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
                    .init(head: "Program", width: 3_300),
                    .init(head: "By", width: 2_600),
                    .init(head: "Reason", width: 4_000),
                ],
                rows: shownTitrations.map(row),
                earlier: left > 0 ? "and \(left) earlier changes, see the audit trail" : nil))
    }

    private func row(_ titration: ClinicalRecord.Titration) -> [Table.Cell] {
        let total = titration.total24Hours?.decimalText ?? "-"
        let outcome = Wording.words(camelCase: titration.outcome)
        let override = titration.overrideReason.map { [Legible("limit passed: \($0)")] } ?? []
        return [
            Table.Cell([
                "\(titration.at.dateText)", "\(titration.at.clockText)",
                "id \(String(titration.transaction.prefix(8)))",
            ]),
            "\(total)", "\(Wording.percent(basisPoints: titration.changeBasisPoints))",
            Table.Cell(["\(outcome)", "\(titration.effect.words)"]),
            "\(titration.program)",
            Table.Cell(["\(titration.operatorName)", "user \(String(titration.userID))"]),
            Table.Cell(["\(titration.reason)"] + override),
        ]
    }

    /// What people call it, and the stable name where that says something else.
    private func names(of alarm: ClinicalRecord.StandingAlarm) -> [Legible] {
        Wording.words(camelCase: alarm.cause) == alarm.title
            ? ["\(alarm.title)"] : ["\(alarm.title)", "\(alarm.cause)"]
    }

    var alarms: Block {
        guard !record.alarms.isEmpty else { return .note("No alarm stands, and none stood.") }
        let shown = record.alarms.suffix(Limits.reportAlarms)
        let left = record.alarms.count - shown.count
        return .table(
            Table(
                caption: "Alarms in order of occurrence",
                columns: [
                    .init(head: "Alarm", width: 4_600), .init(head: "Class", width: 2_600),
                    .init(head: "Priority", width: 2_000), .init(head: "Since (UTC)", width: 3_400),
                    .init(head: "Cleared (UTC)", width: 3_400), .init(head: "Found by", width: 2_000),
                ],
                rows: shown.map { alarm in
                    [
                        Table.Cell(names(of: alarm)),
                        alarm.isCritical ? "CRITICAL" : "not critical", "\(alarm.priority)",
                        "\(alarm.since.dateText) \(alarm.since.clockText)",
                        "\(alarm.clearedAt.map { "\($0.dateText) \($0.clockText)" } ?? "STANDS")", "\(alarm.source)",
                    ]
                },
                earlier: left > 0 ? "and \(left) earlier alarms, see the audit trail" : nil))
    }
}
