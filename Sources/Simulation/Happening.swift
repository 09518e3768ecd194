internal import PumpModel

/// What a run has put down for later.
enum Happening: Sendable {
    case clientActs(Int)
    case clientConfirms(Int, TransactionID, digest: String)
    case clientCancels(Int, TransactionID)
    /// The same request once more, under the same key.
    case clientAsksAgain(Int, submission: Int)
    /// `connection` counts how often the port was opened: what was on its way when it went is lost.
    case arrives([UInt8], Direction, connection: Int)
    /// `incarnation` counts the runs of the daemon.
    case journalWrites(incarnation: Int)
    case daemonStarts(incarnation: Int)
    case portReturns
    case pumpReturns
    case pumpChanges
    case diskRecovers
    case answersHurry
    case phaseTurns
    case faultStrikes
}
