extension API {
    /// Where a command stands.
    public enum CommandState: String, Codable, Hashable, Sendable, CaseIterable {
        /// It waits for its turn.
        case queued
        /// Judged against a fresh report of the pump.
        case validated
        /// Sent to be held.
        case staged
        /// The pump holds it; an operator decides.
        case awaitingConfirmation
        /// The order to apply it may have left.
        case committing
        /// Whether it was applied is being asked.
        case inDoubt
        /// Applied; the read-back is awaited.
        case verifying
        /// Applied, and read back as asked.
        case succeeded
        /// Refused before anything was sent.
        case rejected
        /// Certainly not applied.
        case failed
        /// Taken back; certainly not applied.
        case cancelled
        /// Out of time; certainly not applied.
        case expired
        /// Applied, and replaced before it was read back.
        case superseded
        /// Applied, but the pump reads back something else.
        case mismatched

        /// Nothing changes it any more.
        public var isTerminal: Bool {
            switch self {
            case .queued, .validated, .staged, .awaitingConfirmation, .committing, .inDoubt, .verifying: false
            case .succeeded, .rejected, .failed, .cancelled, .expired, .superseded, .mismatched: true
            }
        }
    }

    /// Three results, never two.
    public enum Certainty: String, Codable, Hashable, Sendable, CaseIterable {
        case applied
        /// Certainly not.
        case notApplied
        /// It may have been applied: do not repeat it.
        case unknown
        /// Not yet applied, and it still may be.
        case pending
    }
}
