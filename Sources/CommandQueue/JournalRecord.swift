package import PumpModel

/// Something that happened and that the journal keeps: the state to go on from, and what the audit trail says of it.
package struct JournalRecord: Hashable, Sendable {
    package let event: Event
    /// When it happened, on both clocks.
    package let at: Moment

    package enum Event: Hashable, Sendable {
        /// A command was accepted or moved; as it stands afterwards.
        case moved(Command)
        /// A request was refused for what it asks, before anything was sent.
        case refused(CommandRequest, Refusal)
        /// A confirmation named another digest than that of what the pump holds.
        case digestRefused(Command, userID: UInt32)
        /// A stop that is under way was asked for once more.
        case stopAskedAgain(TransactionID, PumpSerial, Command.Origin)
        /// A program that nobody will commit: whether the pump held it until now.
        case cleared(TransactionID, PumpSerial, wasHeld: Bool)
        /// A change that was called certainly not applied was applied, by the pump's word.
        case appliedAfterAll(TransactionID, PumpSerial)
        /// The pump has passed revisions that no command known here produced.
        case changedElsewhere(PumpSerial, from: ProgramRevision, to: ProgramRevision)
        /// So many records found no place while the journal took nothing.
        case lost(count: Int)
    }

    package init(_ event: Event, at: Moment) {
        self.event = event
        self.at = at
    }

    /// The state that it leaves a command in; nil when it moves none.
    package var command: Command? {
        if case .moved(let command) = event { command } else { nil }
    }
}
