/// What is promised, by name. I9, I11 and I12 are not of the therapy path and are shown by other tests.
package enum Invariant: String, CaseIterable, Hashable, Sendable {
    case atMostOnce = "I1 at most once"
    case noFalseSuccess = "I2 no false success"
    case noLoss = "I3 no loss"
    case noStaleTherapy = "I4 no stale therapy"
    case limitsHold = "I5 limits hold"
    case doubtBlocks = "I6 doubt blocks"
    case stopWorks = "I7 stop works"
    case audit = "I8 audit"
    case bounded = "I10 bounded"
    /// Nothing is committed that nobody confirmed by its digest.
    case confirmed = "I13 confirmed"
    /// What belongs to another session is dropped.
    case oneSession = "I15 one session"
    /// When nothing goes wrong any more, all that was accepted ends and everybody is answered.
    case liveness = "I14 liveness"
}

/// An invariant does not hold.
package struct Violation: Error, Hashable, Sendable {
    package let invariant: Invariant
    package let what: String

    package init(_ invariant: Invariant, _ what: String) {
        self.invariant = invariant
        self.what = what
    }
}

/// A run that broke an invariant: enough to replay it.
package struct SimulationFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let invariant: Invariant
    package let what: String
    package let seed: UInt64
    package let step: Int
    /// Steps that the run was asked for: part of what makes it replay.
    package let steps: Int
    package let atMilliseconds: Int64
    /// The latest events, oldest first.
    package let trace: [String]

    /// The line that shows the run again.
    package var replay: String { "simulate --seed \(seed) --steps \(steps)" }

    package var description: String {
        """
        \(trace.joined(separator: "\n"))

        \(invariant.rawValue): \(what)
        seed \(seed), step \(step), after \(atMilliseconds) ms of virtual time
        replay with: \(replay)
        """
    }
}
