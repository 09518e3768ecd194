import PumpModel

/// The code systems that an export uses, by their URI.
///
/// What has a code in a published system that could be checked gets it; what has none, or one that could not be
/// checked, gets a code of a local system, `urn:wandd:...`, which nobody takes for a standard one, and a text.
enum CodeSystem {
    static let actionType = "http://dicom.nema.org/resources/ontology/DCM"
    static let anatomicalTherapeuticChemical = "http://www.whocc.no/atc"
    static let auditEntityType = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
    static let dataOperation = "http://terminology.hl7.org/CodeSystem/v3-DataOperation"
    static let doseAndRateType = "http://terminology.hl7.org/CodeSystem/dose-rate-type"
    static let flagCategory = "http://terminology.hl7.org/CodeSystem/flag-category"
    /// ISO/IEEE 11073-10101.
    static let medicalDeviceCommunication = "urn:iso:std:iso:11073:10101"
    static let participantType = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
    static let snomed = "http://snomed.info/sct"
    static let ucum = "http://unitsofmeasure.org"

    /// A local system: "urn:wandd:metric".
    static func local(_ name: String) -> String { "urn:wandd:" + name }
}

/// What has a code in a published system.
enum Concept {
    /// SNOMED CT 72607000.
    static let intrathecalRoute = JSONValue.concept(
        "intrathecal", .coding(CodeSystem.snomed, "72607000", display: "Intrathecal route"))
    /// The substance whatever its form: ATC M03BX01.
    static func substance(_ drug: Drug) -> JSONValue {
        switch drug {
        case .baclofen:
            .concept("baclofen", .coding(CodeSystem.anatomicalTherapeuticChemical, "M03BX01", display: "baclofen"))
        }
    }
    /// MDC_FLOW_FLUID_PUMP, the flow that a pump delivers now; as the IHE infusion pump profiles send it. It is the
    /// one code of the nomenclature used here: its "volume to be infused remaining" and "dose rate" are not what a
    /// reservoir's content and a 24 h total are, and no code was found for the others.
    static let pumpFlow = JSONValue.coding(
        CodeSystem.medicalDeviceCommunication, "157784", display: "MDC_FLOW_FLUID_PUMP")
    /// DICOM's audit event for data that leaves the system.
    static let export = JSONValue.coding(CodeSystem.actionType, "110106", display: "Export")
}
