import ClinicalRecord
import ControlAPI
import WandClient
import PumpModel

/// Puts together what the papers about one pump show: its last reading, its card, its changes, its alarms, the head of the trail.
struct RecordReader {
    let session: Session
    /// Who to call, as the operator wrote it; the site's own line where it is nil.
    let contact: String?
    private static let pageRows = 100

    func record(of serial: String) async throws -> ClinicalRecord {
        let client = session.client
        let pump = try await session.pumpRead(serial, client.pump)
        let card = try await client.card(serial)
        let commands = try await commands(of: serial)
        let alarms = try await client.alarms(of: serial)
        let head = try? await client.auditBounds().head
        let version = try await client.version()
        let history = AppliedHistory(commands, revision: pump.revision)
        let changes = commands.reversed().map(ClinicalRecord.Titration.init)
        guard let state = ClinicalRecord.PumpState(pump, card), let after = ClinicalRecord.ProgramSummary(pump) else {
            throw Failure(
                .other, "the daemon's answer about pump \(serial) makes no record",
                advice: "Do wandd and wandctl have the same version?")
        }
        return ClinicalRecord(
            at: Session.now,
            software: [
                .init(name: "wandd", version: version.version), .init(name: "wandctl", version: Wandctl.version),
                .init(name: "pump firmware", version: pump.firmware),
            ],
            wand: pump.wand, pump: state, patient: pump.setUp.flatMap(ClinicalRecord.Patient.init),
            contact: Contact.line(given: contact, site: card.contact),
            before: history.before, beforeStop: after.days.isEmpty ? history.beforeStop : nil, after: after,
            dates: .init(
                lowReservoir: card.lowReservoirDate.flatMap { Timestamp($0) },
                refillBy: card.refillBy.flatMap { Timestamp($0) }, empty: card.emptyDate.flatMap { Timestamp($0) }),
            titrations: changes, alarms: alarms.alarms.compactMap(ClinicalRecord.ListedAlarm.init),
            auditHead: head.flatMap(ClinicalRecord.AuditMark.init))
    }

    /// Newest first, all that the daemon shows.
    private func commands(of serial: String) async throws -> [API.Command] {
        var all: [API.Command] = []
        var after: String?
        repeat {
            let page = try await session.client.commands(pump: serial, limit: Self.pageRows, after: after)
            all += page.commands
            after = page.next
        } while after != nil
        return all
    }
}
