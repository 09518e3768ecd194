package import ClinicalRecord
import PumpModel

/// A clinical record as an HL7 FHIR R4 (4.0.1) Bundle of type `collection`, for whoever keeps records in FHIR.
///
/// | in the bundle | holds |
/// |---|---|
/// | Patient | the code as its identifier, nothing else; absent when the record names no patient |
/// | Device | the pump, the wand, the daemon and other software |
/// | DeviceMetric, Observation | reservoir, flow, 24 h total, clock offset, days to replacement; the computed dates |
/// | Medication | baclofen in the pump's concentration |
/// | MedicationRequest | the running program, the one before, and each change that was asked for |
/// | MedicationAdministration, Provenance | what became of each change (`TitrationStatus`), and whose it was |
/// | Flag | each alarm, and a pump that delivers nothing |
/// | AuditEvent | the export itself and where the audit trail stood |
///
/// Pure: the same record makes the same bytes. Every resource's id is a UUID made of what it is about, every reference
/// between resources resolves inside the bundle, and who has no resource (operators, host accounts, the bearer of a
/// pump without a patient) is referred to by an identifier. Numbers are exact decimals with UCUM units; no extension is
/// used. Nothing of the patient goes out but the code and what operators wrote as their reasons; the contact line and
/// the patient's class stay. Codes in systems that begin with `urn:wandd:` are this software's own.
package enum FHIRExport {
    /// The media type of what `bundle(of:)` makes.
    package static let mediaType = "application/fhir+json; fhirVersion=4.0"

    /// The bundle as UTF-8 JSON without a line end; never fails, whatever the texts of the record are.
    package static func bundle(of record: ClinicalRecord) -> [UInt8] {
        var export = Export(record)
        export.addPatientAndDevices()
        export.addObservations()
        export.addProgram()
        export.addTitrations()
        export.addFlags()
        export.addAuditEvent()
        let id = ResourceID("Bundle", [record.pump.identity.serial.text, record.at.description])
        let bundle = JSONValue.object([
            "resourceType": "Bundle",
            "id": .text(id.text),
            "identifier": .object(["system": "urn:ietf:rfc:3986", "value": .text(id.url)]),
            "type": "collection",
            "timestamp": .instant(record.at),
            "entry": .list(export.entries.values),
        ])
        return bundle.bytes
    }
}
