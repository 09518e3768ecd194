package import ClinicalRecord
import PumpModel

/// The paper of one session: what the pump is, what changed, what is to come, what alarmed, and by which software.
///
/// HTML and pages show the same. Lists are bounded, and say what they leave out.
package struct SessionReport: Sendable {
    let record: ClinicalRecord

    package init(_ record: ClinicalRecord) { self.record = record }

    /// One file without anything beside it: no script, no asset, styles for screen and print.
    package var html: String { HTMLPage(title: Self.title, blocks: blocks, footer: footer).source }

    /// A4 pages, each an SVG file.
    package var pages: [String] { pageDrawings.map(\.svgFile) }

    var pageDrawings: [Drawing] {
        var composer = PageComposer()
        composer.place(blocks)
        return composer.finished(title: Self.title, subject: subject, footer: Self.disclaimer)
    }

    static let title: Legible = "Session report, intrathecal drug pump"
    static let disclaimer: Legible = "Made by research software that is not a certified medical device."

    /// What stands on each page: of whom and when.
    var subject: Legible {
        let patient = record.patient.map { "Patient \(Legible($0.code, characters: 24).text), pump" } ?? "Pump"
        return "\(patient) \(record.pump.identity.serial), \(Wording.minute(record.at))"
    }

    private var opening: Legible {
        let pump = "Pump \(record.pump.identity.serial), read \(Wording.minute(record.pump.readAt))"
        return "Patient \(record.patient?.code ?? Wording.unknown). \(pump) through the wand \(record.wand)."
    }

    private var footer: [Legible] {
        [
            Self.disclaimer, "Check every value against the pump itself before treating by it.",
            "All times but those of the schedule are UTC.",
        ]
    }

    var blocks: [Block] {
        [.title(Self.title), .note(opening)] + alerts + [
            .heading("Program"), .table(comparison), .chart(ProfileChart(record.after).drawing),
        ] + steps + [
            .heading("Pump and patient"), .facts(pumpFacts), .facts(patientFacts), .heading("Reservoir"),
            .chart(ReservoirChart(record).drawing), .facts(reservoirFacts),
            .heading("Dose history"), .chart(DoseHistoryChart(record, titrations: shownTitrations).drawing),
            history, .heading("Alarms"), alarms, .heading("Software and audit trail"), .facts(provenance),
            .note("\(footer.map(\.text).joined(separator: " "))"),
        ]
    }

    private var alerts: [Block] {
        let standing = record.alarms.filter { $0.isCritical && $0.clearedAt == nil }.suffix(8).map {
            Block.alert("CRITICAL ALARM: \($0.title), since \(Wording.minute($0.since))")
        }
        guard record.pump.actualFlow == .zero else { return Array(standing) }
        let since = record.pump.stoppedSince.map {
            ", since \(Wording.minute($0)) (\(Wording.elapsed(from: $0, to: record.at)))"
        }
        return [.alert("THE PUMP DELIVERS NOTHING\(since ?? "")")] + standing
    }
}
