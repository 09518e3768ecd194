import ClinicalRecord

/// What a change did to the pump: of three kinds, never two.
enum Effect: Hashable, Sendable {
    case applied
    case notApplied
    /// It may have been applied; the pump has not said yet.
    case inDoubt

    var words: String {
        switch self {
        case .applied: "applied"
        case .notApplied: "not applied"
        case .inDoubt: "not known yet whether applied"
        }
    }

    /// Three shapes, so that black and white print tells them apart.
    var symbol: (shape: Symbol, radius: Int, ink: Ink) {
        switch self {
        case .applied: (.disc, 80, .blue)
        case .notApplied: (.cross, 95, .vermilion)
        case .inDoubt: (.diamond, 120, .purple)
        }
    }
}

extension ClinicalRecord.Titration {
    var effect: Effect {
        if isApplied { return .applied }
        // committing and verifying: the pump may have it already
        return ["inDoubt", "committing", "verifying"].contains(outcome) ? .inDoubt : .notApplied
    }
}
