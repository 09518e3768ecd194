import ClinicalRecord
import PumpModel

extension Export {
    /// The AuditEvent of this export: which software let the record of which pump, read through
    /// which wand, out, and where the audit trail stood, so
    /// that the bundle can be held against the trail.
    mutating func addAuditEvent() {
        let id = entries.identity("AuditEvent", [record.pump.identity.serial.text, record.at.description])
        let head = record.auditHead.map { mark in
            JSONValue.object([
                "type": .coding(CodeSystem.auditEntityType, "2", display: "System Object"),
                "name": "newest record of the audit trail",
                "detail": .items([
                    .object(["type": "sequence", "valueString": .text(String(mark.sequence))]),
                    JSONValue.clean(mark.hash).map { .object(["type": "hash", "valueString": $0]) },
                ]),
            ])
        }
        entries.add(
            id,
            [
                "type": Concept.export,
                "action": "R",
                "recorded": .instant(record.at),
                "outcome": "0",
                "agent": .list([.object(["who": software.reference, "requestor": false])]),
                "source": .object(["observer": software.reference]),
                "entity": .items([.object(["what": pump.reference]), .object(["what": wand.reference]), head]),
            ])
    }
}
