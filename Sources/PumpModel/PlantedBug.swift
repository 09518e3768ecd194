/// A mistake that the simulation plants to show that it would be found. Each is one that a hurried hand could make.
///
/// Only a build with the package trait `PlantedBugs` can make one; in every other build `isPlanted` is the constant false.
package enum PlantedBug: String, CaseIterable, Sendable {
    /// A commit that was not answered is sent again, instead of asking the pump.
    case retryAfterTimeout
    /// The commit leaves before its intent is durable.
    case journalAfterSend
    /// Deadlines pass unseen.
    case expiryIgnored
    /// The program is staged on whatever revision the pump has.
    case revisionCheckSkipped
    /// A stop waits for the request that is under way.
    case stopQueued
    /// A commit that was not answered counts as not applied.
    case timeoutMeansFailed
    /// The next command starts while the outcome of one is not known.
    case doubtDoesNotBlock
    /// The pump's word counts as success, without a read-back.
    case successWithoutReadBack
    /// A restart forgets the clients' idempotency keys.
    case dedupeLostAtRestart
    /// A command in doubt is forgotten by a restart.
    case doubtLostAtRestart
    /// The audit record is written after the state that it tells of, not with it.
    case auditWrittenLate
    /// Transaction ids count from one in every run of the daemon.
    case smallTransactionIDs
    /// Frames of earlier sessions are taken.
    case epochIgnored

    #if PLANTED_BUGS
        /// The one that is planted; set before any machine runs.
        nonisolated(unsafe) package static var planted: PlantedBug?
        package var isPlanted: Bool { Self.planted == self }
    #else
        package var isPlanted: Bool { false }
    #endif
}
