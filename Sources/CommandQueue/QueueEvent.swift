package import Dosing
package import PumpModel
package import WandProtocol

/// Names a client that waits for an answer; chosen by the shell, never reused.
package struct Ticket: Hashable, Sendable {
    package let number: UInt64
    package init(_ number: UInt64) { self.number = number }
}

/// Names one write to the journal; chosen by the queue, ascending.
package struct JournalToken: Hashable, Comparable, Sendable {
    package let number: UInt64
    package init(_ number: UInt64) { self.number = number }
    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// What can happen to a queue.
package enum QueueEvent: Hashable, Sendable {
    /// What earlier runs of the daemon left, oldest first: the first event, if there is anything.
    case restore([RestoredCommand])

    // from clients
    /// `id` is 128 fresh random bits.
    case submit(CommandRequest, id: TransactionID, Ticket)
    /// A submission that changes nothing: its proposal, or its refusal.
    case propose(CommandRequest, Ticket)
    /// Every rule and what it says of a submission that changes nothing.
    case explain(CommandRequest, Ticket)
    case confirm(TransactionID, digest: String, userID: UInt32, Ticket)
    case cancel(TransactionID, userID: UInt32, Ticket)
    case stop(PumpSerial, Command.Origin, id: TransactionID, Ticket)
    /// Another wand's queue stops the pump: what has not left here is taken back.
    case stoppedElsewhere(PumpSerial, by: TransactionID)
    case interrogate(Ticket)
    /// One page of a pump's log.
    case readLog(LogRequest, Ticket)

    // from the line
    case portOpened
    case portClosed
    case sessionOpened(Capabilities)
    case sessionLost
    case received(Envelope)
    /// The link did not take the message of this request: nothing of it was sent.
    case sendRefused(requestID: UInt32)

    // from the journal
    case persisted(JournalToken)
    case persistFailed(JournalToken, String)

    /// `nextDeadline` has come.
    case tick
    /// The daemon ends: what the journal refused is written once more, now or never.
    case closing
}

/// What the shell is to do, in order.
package enum QueueAction: Hashable, Sendable {
    case send(Envelope)
    /// Outside the order, at once.
    case sendUrgent(Envelope)
    /// Make these durable, all or none; then say so by `persisted` or `persistFailed`. One at a time.
    case persist(JournalToken, [JournalRecord])
    case answer(Ticket, QueueAnswer)
    /// A command moved, and the move is durable.
    case changed(Command)
    /// The pump or the wand said something new about itself.
    case observed(Observation)
    /// Something that people must see.
    case alert(Alert)
}

/// What a client gets.
package enum QueueAnswer: Hashable, Sendable {
    case command(Command)
    case pump(KnownPump)
    case proposal(Proposal)
    case judgement(Judgement)
    case log(LogPage)
    case refused(Refusal)
}

/// News from the line.
package enum Observation: Hashable, Sendable {
    case pump(KnownPump)
    case wand(WandStatus)
    case event(PumpEvent)
}

/// What is logged loudly, and shown.
package enum Alert: Hashable, Sendable {
    /// The read-back shows another program than the one that was applied.
    case mismatch(TransactionID, expected: Program, found: Program)
    /// A change that was called certainly not applied was applied, by the pump's word.
    case appliedAfterAll(TransactionID)
    /// A change is being asked about.
    case inDoubt(TransactionID)
    /// Somebody else changed the pump's program since it was read last.
    case changedElsewhere(PumpSerial, from: ProgramRevision, to: ProgramRevision)
    /// The journal did not take a record.
    case journal(String)
}

/// A command as the journal has it when the daemon starts.
package struct RestoredCommand: Hashable, Sendable {
    package let command: Command
    /// Whether the machine has run without a break since it was written: then its monotonic times still count.
    package let isOfThisBoot: Bool

    package init(command: Command, isOfThisBoot: Bool) {
        self.command = command
        self.isOfThisBoot = isOfThisBoot
    }
}
