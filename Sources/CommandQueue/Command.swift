package import PumpModel

/// A therapy command: what somebody asked a pump to become, and what came of it.
///
/// Its id is the transaction id on the wire and in the pump's memory: one name from the client to the implant.
package struct Command: Hashable, Codable, Sendable {
    package let id: TransactionID
    package let pump: PumpSerial
    package let order: Order
    package internal(set) var origin: Origin
    package let acceptedAt: Timestamp
    /// Nothing is sent to be applied at or after this instant. Asking for a stop once more prolongs that of the stop.
    package internal(set) var deadline: Deadline
    package internal(set) var state: CommandState
    /// What the operator is shown and confirms; nil for a stop, and until the pump was read for this command.
    package internal(set) var proposal: Proposal?
    /// The user who confirmed it, by the kernel's word; nil before that, and for a stop.
    package internal(set) var confirmedBy: UInt32?
    /// Counts the changes, of state or of a stop's deadline: a client that knows version n waits for a higher one.
    package internal(set) var version: UInt32
    /// The states it went through, oldest first. Bounded by the state machine itself.
    package internal(set) var history: [Passage]

    /// What is asked for.
    package enum Order: Hashable, Sendable {
        /// Change the pump as it is at revision `base`.
        case change(PumpChange, base: ProgramRevision)
        /// Emergency stop: no base, no limits, passes everything.
        case stop

        /// What the pump infuses once it is applied.
        package var program: Program {
            switch self {
            case .change(let change, _): change.program
            case .stop: .stopped
            }
        }

        /// Whether a pump is as this makes it.
        func isShown(by report: PumpReport) -> Bool {
            switch self {
            case .change(let change, _): report.shows(change)
            case .stop: report.program == .stopped
            }
        }
    }

    /// Who asks, and why.
    package struct Origin: Hashable, Codable, Sendable {
        /// The user id of the peer on the socket, by the kernel's word.
        package var userID: UInt32
        /// The operator by name, as the client declares it.
        package var operatorName: String
        package var reason: String
        /// Why soft limits may be passed; nil when they may not.
        package var overrideReason: String?
        /// The client's key: the same key with the same content is the same command.
        package var idempotencyKey: String?
        /// True for a stop by somebody who may not dose; nil otherwise.
        package var breakGlass: Bool?

        package init(
            userID: UInt32, operatorName: String, reason: String, overrideReason: String? = nil,
            idempotencyKey: String? = nil, breakGlass: Bool? = nil
        ) {
            self.userID = userID
            self.operatorName = operatorName
            self.reason = reason
            self.overrideReason = overrideReason
            self.idempotencyKey = idempotencyKey
            self.breakGlass = breakGlass
        }
    }

    /// An instant on both clocks: the monotonic one decides, the wall clock is shown.
    package struct Deadline: Hashable, Codable, Sendable {
        package var uptimeMilliseconds: Int64
        package var utc: Timestamp

        package init(after milliseconds: Int64, from now: Moment) {
            uptimeMilliseconds = now.uptimeMilliseconds + milliseconds
            utc = now.utc.advanced(byMilliseconds: milliseconds)
        }

        func hasPassed(_ now: Moment) -> Bool {
            now.uptimeMilliseconds >= uptimeMilliseconds && !PlantedBug.expiryIgnored.isPlanted
        }
    }

    /// A state and when it was entered.
    package struct Passage: Hashable, Codable, Sendable {
        package var state: CommandState
        package var at: Timestamp
    }
}

/// Where a command stands.
///
/// ```
/// queued -> validated -> staged -> awaitingConfirmation -> committing -> verifying -> succeeded
///    |          |          |               |                  |             |-> superseded | mismatched
/// cancelled   rejected   failed     cancelled | expired    inDoubt -> (asked the pump) -> verifying | failed
/// expired
/// ```
/// A stop goes `queued -> committing -> verifying`, and through `inDoubt` like any other.
package enum CommandState: Hashable, Codable, Sendable {
    /// Accepted, and waits for its turn. Becomes validated, rejected, cancelled or expired.
    case queued
    /// Judged against a fresh report of the pump. Becomes staged, failed, cancelled or expired.
    case validated
    /// The stage was sent: the pump may hold the program. Becomes awaitingConfirmation, failed, cancelled or expired.
    case staged
    /// The pump holds exactly what was asked. Becomes committing, cancelled, expired or failed.
    case awaitingConfirmation(until: Timestamp)
    /// The order to apply may have left. Becomes verifying, inDoubt or failed; one that never left may still expire or
    /// be taken back by a stop.
    case committing
    /// Whether the pump applied it is not known, and is being asked. Becomes verifying or failed.
    case inDoubt
    /// The pump applied it; the read-back is awaited. Becomes succeeded, superseded or mismatched.
    case verifying(revision: ProgramRevision)

    /// Applied, and read back as asked.
    case succeeded(revision: ProgramRevision)
    /// Refused before anything was sent to be held or applied.
    case rejected(Refusal)
    /// Certainly not applied.
    case failed(Failure)
    /// Taken back; certainly not applied.
    case cancelled(by: Cancellation)
    /// Its time ran out; certainly not applied.
    case expired
    /// Applied, and replaced by a later change before it was read back.
    case superseded(revision: ProgramRevision, by: ProgramRevision)
    /// Applied by the pump's word, but the pump reads back something else: a critical event.
    case mismatched(revision: ProgramRevision, found: Program)

    /// Why a command certainly was not applied.
    package enum Failure: Hashable, Codable, Sendable {
        /// The device refused, with this code and text.
        case device(code: UInt8, detail: String)
        /// The pump holds something else than what was asked.
        case stagedDifferently
        /// No answer to the stage within its tries; it was never committed.
        case noAnswer
        /// The pump, asked, does not have it.
        case notApplied
        /// The journal could not take the intent, so the order was never sent.
        case journal(String)
    }

    /// Who took a command back.
    package enum Cancellation: Hashable, Codable, Sendable {
        case client(userID: UInt32)
        /// An emergency stop of the same pump.
        case stop(TransactionID)
        /// The daemon ended before the order to apply was given, and was started again.
        case restart
    }

    /// No event changes it any more.
    package var isTerminal: Bool {
        switch self {
        case .queued, .validated, .staged, .awaitingConfirmation, .committing, .inDoubt, .verifying: false
        case .succeeded, .rejected, .failed, .cancelled, .expired, .superseded, .mismatched: true
        }
    }

    /// The revision that it produced; nil when it was not applied, or that is not known.
    package var appliedRevision: ProgramRevision? {
        switch self {
        case .verifying(let revision), .succeeded(let revision), .superseded(let revision, _),
            .mismatched(let revision, _):
            revision
        case .queued, .validated, .staged, .awaitingConfirmation, .committing, .inDoubt, .rejected, .failed, .cancelled,
            .expired:
            nil
        }
    }

    /// The stable name used in JSON, in the journal and in messages.
    package var name: String {
        switch self {
        case .queued: "queued"
        case .validated: "validated"
        case .staged: "staged"
        case .awaitingConfirmation: "awaitingConfirmation"
        case .committing: "committing"
        case .inDoubt: "inDoubt"
        case .verifying: "verifying"
        case .succeeded: "succeeded"
        case .rejected: "rejected"
        case .failed: "failed"
        case .cancelled: "cancelled"
        case .expired: "expired"
        case .superseded: "superseded"
        case .mismatched: "mismatched"
        }
    }
}
