import ClinicalRecord

/// What FHIR says of a change that was asked for: the status of the request and of the administration it led to.
///
/// | the command | MedicationRequest | MedicationAdministration |
/// |---|---|---|
/// | applied by the pump's word and its read-back | completed | completed |
/// | certainly not applied | cancelled | not-done |
/// | not yet on its way to be applied | draft | none |
/// | in doubt, read back as something else, or an outcome that contradicts itself | unknown | unknown |
///
/// A refused request is `cancelled`, which R4 defines as withdrawn before any administration, not `stopped`, which is
/// halted after a part of it. `completed` says that the pump was programmed so; it claims no infused amount.
enum TitrationStatus: Hashable, Sendable {
    case applied
    case notApplied
    case waiting
    case unknown

    init(_ titration: ClinicalRecord.Titration) {
        switch titration.outcome {
        case "rejected", "failed", "cancelled", "expired": self = titration.isApplied ? .unknown : .notApplied
        case "queued", "validated", "staged", "awaitingConfirmation": self = titration.isApplied ? .unknown : .waiting
        // a read-back that shows something else, and a question still open, are no success whatever else is said
        case "mismatched", "committing", "inDoubt": self = .unknown
        default: self = titration.isApplied ? .applied : .unknown
        }
    }

    /// The status code of the request.
    var request: String {
        switch self {
        case .applied: "completed"
        case .notApplied: "cancelled"
        case .waiting: "draft"
        case .unknown: "unknown"
        }
    }

    /// The status code of the administration; nil where there is none to speak of.
    var administration: String? {
        switch self {
        case .applied: "completed"
        case .notApplied: "not-done"
        case .waiting: nil
        case .unknown: "unknown"
        }
    }
}
