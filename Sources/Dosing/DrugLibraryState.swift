/// Whether there is a drug library that can be trusted. Without one no therapy is accepted; reading and stopping go on.
package enum DrugLibraryState: Hashable, Sendable {
    /// Whole, free of contradictions, and the very file that the configuration names: `sha256` in 64 hexadecimal digits.
    case loaded(DrugLibrary, sha256: String)
    /// Missing, unreadable, mistaken or altered: one text that says why, and what to do.
    case refused(String)

    package var library: DrugLibrary? {
        switch self {
        case .loaded(let library, _): library
        case .refused: nil
        }
    }

    /// Why there is none; nil when there is.
    package var refusal: String? { if case .refused(let reason) = self { reason } else { nil } }
}
