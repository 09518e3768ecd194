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
        let pump = "pump \(record.pump.identity.serial), read \(Wording.minute(record.pump.readAt))"
        return "Patient \(record.patient?.code ?? Wording.unknown), \(pump) through the wand \(record.wand)"
    }

    private var footer: [Legible] {
        [
            Self.disclaimer, "Check every value against the pump itself before treating by it.",
            "All times but those of the schedule are UTC.",
        ]
    }

    var blocks: [Block] {
        [.title(Self.title), .note(opening)] + alerts + [
            .heading("Program"), .table(comparison),
        ] + profiles + [
            .heading("Pump and patient"), .facts(pumpFacts), .facts(patientFacts), .heading("Reservoir"),
            .chart(ReservoirChart(record).drawing), .facts(reservoirFacts),
            .heading("Dose history"), .chart(DoseHistoryChart(record, titrations: shownTitrations).drawing),
            history, .heading("Alarms"),
        ] + alarms + [
            .heading("Software and audit trail"), .facts(provenance),
            .note("\(footer.map(\.text).joined(separator: " "))"),
        ]
    }

    private var alerts: [Block] {
        let standing = record.alarms.filter { $0.isCritical && $0.isStanding }.suffix(8).map {
            Block.alert("CRITICAL ALARM: \($0.title), since \(Wording.minute($0.since))")
        }
        guard let danger else { return Array(standing) }
        let before = record.beforeStop.map { ". Before the stop: \(Wording.dose(of: $0))" } ?? ""
        return [.alert("\(danger)\(before)")] + standing
    }

    private var danger: String? {
        func since(_ time: Timestamp) -> String {
            ", since \(Wording.minute(time)) (\(Wording.elapsed(from: time, to: record.at)))"
        }
        if record.isStandstill { return "THE PUMP DELIVERS NOTHING" + (record.pump.stoppedSince.map(since) ?? "") }
        if let error = record.pump.memoryErrorSince {
            return "A MEMORY ERROR HOLDS THE PUMP AT ITS MINIMUM RATE\(since(error)): withdrawal is possible"
        }
        guard record.after.isMinimumRate else { return nil }
        return "MINIMUM RATE\(since(record.minimumRateSince)): next to nothing, withdrawal is possible"
    }
}
