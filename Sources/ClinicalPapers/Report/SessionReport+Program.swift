import ClinicalRecord
import PumpModel

extension SessionReport {
    /// Old and new side by side, with the totals and the change: of 24 h, of each group of weekdays that differs, and
    /// with what the patient may give himself.
    var comparison: Table {
        let (before, after) = (record.before, record.after)
        return Table(
            caption: "Program before and after the last change",
            columns: [
                .init(head: "", width: 2_900, mostLines: 4),
                .init(head: "Before", width: 5_500, mostLines: 40),
                .init(head: "After", width: 5_500, mostLines: 40),
                .init(head: "Change", width: 4_100),
            ],
            rows: [row("24 h total, programmed", before?.total24Hours, after.total24Hours, isStrong: true)]
                + weekdayRows + mostRows + patientRows + [["Program", lines(before), lines(after), ""]])
    }

    private func row(_ name: String, _ before: DailyDose?, _ after: DailyDose, isStrong: Bool = false) -> [Table.Cell] {
        [
            Table.Cell([Legible(name)]),
            Table.Cell([Legible(before?.description ?? Wording.unknown)], isStrong: isStrong),
            Table.Cell([Legible(after.description)], isStrong: isStrong),
            Table.Cell(Wording.change(from: before, to: after), isStrong: isStrong),
        ]
    }

    /// A row for the weekdays with the same two totals, where not all have them.
    private var weekdayRows: [[Table.Cell]] {
        let (before, after) = (record.before, record.after)
        guard after.differsByWeekday || before?.differsByWeekday == true else { return [] }
        var groups: [(days: [ClinicalRecord.Weekday], before: DailyDose?, after: DailyDose)] = []
        for day in ClinicalRecord.Weekday.allCases {
            guard let new = after.total(on: day) else { continue }
            let old = before?.total(on: day)
            if let same = groups.firstIndex(where: { $0.before == old && $0.after == new }) {
                groups[same].days.append(day)
            } else {
                groups.append(([day], old, new))
            }
        }
        return groups.map { row("\(Wording.days($0.days)), a day", $0.before, $0.after) }
    }

    /// What can flow at most, where that is more than a day of the base.
    private var mostRows: [[Table.Cell]] {
        guard record.after.most24Hours ?? record.before?.most24Hours != nil else { return [] }
        let most = { (program: ClinicalRecord.ProgramSummary) in program.greatest24Hours ?? program.total24Hours }
        let hasBolus = record.after.patientBolus != nil || record.before?.patientBolus != nil
        let name = hasBolus ? "Most in 24 h, with the patient's boluses" : "Most in any 24 h"
        return [row(name, record.before.map(most), most(record.after))]
    }

    private var patientRows: [[Table.Cell]] {
        let (before, after) = (record.before?.patientBolus, record.after.patientBolus)
        guard before != nil || after != nil else { return [] }
        func words(_ bolus: PatientBolus?) -> Table.Cell { "\(bolus.map { Wording.bolus($0) } ?? "nothing")" }
        return [
            [
                "The patient may give himself", record.before == nil ? "\(Wording.unknown)" : words(before),
                words(after), "",
            ]
        ]
    }

    private func lines(_ program: ClinicalRecord.ProgramSummary?) -> Table.Cell {
        guard let program else { return "\(Wording.unknown)" }
        let shown = program.lines.prefix(Limits.reportLines).map { Legible($0) }
        let further = Wording.remainder(program.lines.count - shown.count, "lines").map { [Legible($0)] } ?? []
        return Table.Cell(shown + further)
    }

    /// The rates of each group of weekdays as a curve, and in numbers where there is more than one.
    var profiles: [Block] {
        let tables = record.after.days.map { Optional($0) } + (record.after.days.isEmpty ? [nil] : [])
        return zip(ProfileChart.charts(of: record.after), tables).flatMap { chart, day in
            [.chart(chart.drawing)] + (day.map(steps) ?? [])
        }
    }

    private func steps(of day: ClinicalRecord.DayProfile) -> [Block] {
        let rates = day.dayOfRates
        guard rates.count > 1 else { return [] }
        let shown = rates.prefix(Limits.reportLines)
        let name = record.after.days.count > 1 ? Wording.days(day.weekdays) : "24 h"
        return [
            .table(
                Table(
                    caption: "Rates over \(name)\(Wording.localTime(of: record.after))",
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
                    further: Wording.remainder(rates.count - shown.count, "rates").map { Legible($0) }))
        ]
    }
}
