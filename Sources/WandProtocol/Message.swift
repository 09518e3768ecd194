package import PumpModel

/// The body of a data or urgent frame: a message and the number that pairs a reply with its request.
package struct Envelope: Hashable, Sendable {
    /// Chosen by the host, never 0, repeated in the reply; 0 in a notification.
    package var requestID: UInt32
    package var message: Message

    package init(requestID: UInt32, message: Message) {
        self.requestID = requestID
        self.message = message
    }
}

/// All messages of version 1. Requests go from host to wand; each is answered by its reply or by a fault.
package enum Message: Hashable, Sendable {
    // requests
    case readWandStatus
    case interrogate
    case stage(StageRequest)
    case commit(CommitRequest)
    case queryTransaction(TransactionRequest)
    case discard(TransactionRequest)
    case stop(TransactionRequest)
    case readLog(LogRequest)
    // replies
    case wandStatus(WandStatus)
    case pumpReport(PumpReport)
    case staged(StagedProgram)
    case committed(AppliedTransaction)
    case transactionStatus(TransactionStatus)
    case discarded(TransactionStatus)
    case stopped(AppliedTransaction)
    case logPage(LogPage)
    case fault(Fault)
    // notifications
    case pumpEvent(PumpEvent)
}

/// Asks a pump to hold a change, without applying it.
package struct StageRequest: Hashable, Sendable {
    package var pump: PumpSerial
    package var transaction: TransactionID
    /// The revision that the pump must have, now and when it commits.
    package var baseRevision: ProgramRevision
    /// After this time the pump forgets the change and refuses its commit.
    package var lifetime: TimeSpan
    package var change: PumpChange

    package init(
        pump: PumpSerial, transaction: TransactionID, baseRevision: ProgramRevision, lifetime: TimeSpan,
        change: PumpChange
    ) {
        self.pump = pump
        self.transaction = transaction
        self.baseRevision = baseRevision
        self.lifetime = lifetime
        self.change = change
    }

    /// Nothing but a program.
    package init(
        pump: PumpSerial, transaction: TransactionID, baseRevision: ProgramRevision, lifetime: TimeSpan,
        program: Program
    ) {
        self.init(
            pump: pump, transaction: transaction, baseRevision: baseRevision, lifetime: lifetime,
            change: PumpChange(program: program))
    }
}

/// Asks a pump to apply what it holds under a transaction id, at most once.
package struct CommitRequest: Hashable, Sendable {
    package var pump: PumpSerial
    package var transaction: TransactionID
    /// Again the revision that the change is based on: a commit can not be taken for another's.
    package var baseRevision: ProgramRevision

    package init(pump: PumpSerial, transaction: TransactionID, baseRevision: ProgramRevision) {
        self.pump = pump
        self.transaction = transaction
        self.baseRevision = baseRevision
    }
}

/// Names a transaction of a pump: to query or discard it, or as the id of a stop.
package struct TransactionRequest: Hashable, Sendable {
    package var pump: PumpSerial
    package var transaction: TransactionID

    package init(pump: PumpSerial, transaction: TransactionID) {
        self.pump = pump
        self.transaction = transaction
    }
}

/// What the pump knows about a transaction id.
package struct TransactionStatus: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// Never seen, or forgotten without having been applied; its commit will be refused.
        case unknown
        case staged(remaining: TimeSpan)
        case applied(revision: ProgramRevision, at: Timestamp)
        /// Dropped on request, by its expiry, or by another change; its commit will be refused.
        case discarded
    }

    package var transaction: TransactionID
    package var outcome: Outcome

    package init(transaction: TransactionID, outcome: Outcome) {
        self.transaction = transaction
        self.outcome = outcome
    }
}

/// The wand's own state, and which pump it reaches.
package struct WandStatus: Hashable, Sendable {
    /// The pump in range.
    package struct Pump: Hashable, Sendable {
        package var serial: PumpSerial
        /// Whether it is implanted in a patient, by the wand's word; else it lies on a bench.
        package var isImplanted: Bool
        /// Telemetry strength, 1 to 100.
        package var strengthPercent: UInt8

        package init(serial: PumpSerial, isImplanted: Bool, strengthPercent: UInt8) {
            self.serial = serial
            self.isImplanted = isImplanted
            self.strengthPercent = strengthPercent
        }
    }

    package var uptimeSeconds: UInt32
    /// The wand's clock.
    package var clock: Timestamp
    /// Nil where no pump is in range, which is normal.
    package var pump: Pump?

    package init(uptimeSeconds: UInt32, clock: Timestamp, pump: Pump?) {
        self.uptimeSeconds = uptimeSeconds
        self.clock = clock
        self.pump = pump
    }
}

/// A refusal, and a reply like any other.
package struct Fault: Hashable, Sendable {
    /// The type of the message that is refused.
    package var requestType: UInt16
    package var code: FaultCode
    /// For people; at most `Limits.wireStringBytes` bytes.
    package var detail: String

    package init(requestType: UInt16, code: FaultCode, detail: String) {
        self.requestType = requestType
        self.code = code
        self.detail = detail
    }
}

/// Why a request was not carried out. The raw value stands on the wire.
package enum FaultCode: UInt8, Hashable, Sendable, CaseIterable {
    case malformed = 1
    case unsupportedMessage = 2
    case pumpOutOfRange = 3
    case wrongPump = 4
    case wrongRevision = 5
    case unknownTransaction = 6
    /// The transaction id was used before, with other content.
    case transactionReused = 7
    /// Another program is staged.
    case stagedBusy = 8
    /// The pump's own hard limits refuse the program.
    case limitExceeded = 9
    /// Try again later.
    case busy = 10
    /// The wand lost the pump in the middle: whether the pump acted is not known.
    case telemetryLost = 11
    /// The pump is not able to: a memory error or its end of service.
    case pumpFault = 12

    /// Whether a refused commit or stop can nevertheless have been applied.
    package var leavesOutcomeUnknown: Bool { self == .telemetryLost }
}
