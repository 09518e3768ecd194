import ClinicalRecord
import PumpModel

/// One export under way: the record, the entries so far, and the identities that many resources point at.
struct Export {
    let record: ClinicalRecord
    var entries = BundleEntries()
    let pump: ResourceID
    let wand: ResourceID
    /// The daemon: who put the record together.
    let software: ResourceID
    /// Nil when the record names no patient.
    let patient: ResourceID?
    let medication: ResourceID
    /// The running program's request.
    let program: ResourceID

    init(_ record: ClinicalRecord) {
        self.record = record
        let serial = record.pump.identity.serial.text
        pump = entries.identity("Device", ["pump", serial])
        wand = entries.identity("Device", ["wand", record.wand])
        software = entries.identity("Device", ["software", record.daemon.name, record.daemon.version ?? ""])
        if let code = record.patient?.code, JSONValue.clean(code) != nil {
            patient = entries.identity("Patient", [serial, code])
        } else {
            patient = nil
        }
        medication = entries.identity(
            "Medication", ["\(record.pump.drug)", String(record.pump.concentration.microgramsPerMilliliter)])
        program = entries.identity("MedicationRequest", ["program", serial, String(record.pump.revision.number)])
    }

    /// The patient; where the record names none, whoever bears the pump, by the pump's serial number. FHIR demands a
    /// subject where a drug or a flag is, and a Patient resource that says nothing would be a lie.
    var subject: JSONValue {
        let serial = record.pump.identity.serial.text
        let bearer = JSONValue.object([
            "system": .text(CodeSystem.local("pump-bearer")), "value": .text(serial),
        ])
        return patient?.reference ?? .logicalReference("Patient", bearer, display: "bearer of pump \(serial)")
    }
}

extension ClinicalRecord {
    private static let daemonName = "wandd"

    /// The daemon among the software of the record; where it is not listed, its name without a version.
    var daemon: (name: String, version: String?) {
        software.first { $0.name == Self.daemonName }.map { ($0.name, $0.version) } ?? (Self.daemonName, nil)
    }

    /// The software of the record but the daemon.
    var otherSoftware: [SoftwareVersion] {
        var others = software
        if let index = others.firstIndex(where: { $0.name == Self.daemonName }) { others.remove(at: index) }
        return others
    }
}
