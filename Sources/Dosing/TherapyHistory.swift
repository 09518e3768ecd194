package import PumpModel

/// What the daemon knows of a pump's earlier changes, by the workstation's clock.
package struct TherapyHistory: Hashable, Sendable {
    /// When the base was last raised.
    package var lastIncreaseAt: Timestamp?
    /// When the pump first delivered a therapy, or a time at which it already did.
    package var firstStartAt: Timestamp?
    /// When the last single bolus began.
    package var lastBolusAt: Timestamp?
    /// Whether an increase of a therapy was accepted that was not within its first time: then none is any more.
    package var isPastFirstIncrease: Bool
    /// Whether the daemon knows where the pump's present program came from. If not, that program may have been an increase,
    /// a start and a bolus in one, at the time that the pump gives for it.
    package var isComplete: Bool
    /// The drug of before the last refill, where the line may still hold it; nil where it does not, or nothing is known of it.
    package var lineHolds: Concentration?

    package init(
        lastIncreaseAt: Timestamp? = nil, firstStartAt: Timestamp? = nil, lastBolusAt: Timestamp? = nil,
        isPastFirstIncrease: Bool = false, isComplete: Bool, lineHolds: Concentration? = nil
    ) {
        self.lastIncreaseAt = lastIncreaseAt
        self.firstStartAt = firstStartAt
        self.lastBolusAt = lastBolusAt
        self.isPastFirstIncrease = isPastFirstIncrease
        self.isComplete = isComplete
        self.lineHolds = lineHolds
    }

    /// Nothing is known.
    package static let unknown = TherapyHistory(isComplete: false)
}
