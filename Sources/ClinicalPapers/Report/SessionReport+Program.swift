import ClinicalRecord
import PumpModel

extension SessionReport {
    /// Old and new side by side, with the totals and the change.
    var comparison: Table {
        let (before, after) = (record.before, record.after)
        return Table(
            caption: "Program before and after the last change",
            columns: [
                .init(head: "", width: 2_400, mostLines: 3),
                .init(head: "Before", width: 5_600, mostLines: 40),
                .init(head: "After", width: 5_600, mostLines: 40),
                .init(head: "Change", width: 4_400),
            ],
            rows: [
                [
                    "24 h total, programmed", strong(before?.total24Hours.description ?? Wording.unknown),
                    strong(after.total24Hours.description),
                    Table.Cell(Wording.change(from: before?.total24Hours, to: after.total24Hours), isStrong: true),
                ],
                ["Program", lines(before), lines(after), ""],
            ])
    }

    private func strong(_ words: String) -> Table.Cell { Table.Cell([Legible(words)], isStrong: true) }

    private func lines(_ program: ClinicalRecord.ProgramSummary?) -> Table.Cell {
        guard let program else { return "\(Wording.unknown)" }
        let shown = program.lines.prefix(Limits.reportLines).map { Legible($0) }
        let further = Wording.remainder(program.lines.count - shown.count, "lines").map { [Legible($0)] } ?? []
        return Table.Cell(shown + further)
    }

    /// The day's rates in numbers, where there is more than one.
    var steps: [Block] {
        let steps = record.after.dayOfRates
        guard steps.count > 1 else { return [] }
        let shown = steps.prefix(Limits.reportLines)
        return [
            .table(
                Table(
                    caption: "Rates over 24 h, by the schedule's local time",
                    columns: [
                        .init(head: "From", width: 2_800), .init(head: "To", width: 2_800),
                        .init(head: "Rate (mcg/h)", width: 3_200, isNumber: true),
                    ],
                    rows: shown.map { step in
                        [
                            "\(Wording.clock(minute: Int(step.start)))", "\(Wording.clock(minute: Int(step.end)))",
                            "\(Dose(checked: step.rate).decimalText)",
                        ]
                    },
                    further: Wording.remainder(steps.count - shown.count, "rates").map { Legible($0) }))
        ]
    }
}
