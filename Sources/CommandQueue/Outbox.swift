internal import PumpModel

/// What one event caused: collected while the state changes, handed out once it is settled.
struct Outbox {
    /// Commands that moved, in order; they go to the journal before anybody hears of them.
    var records: [JournalRecord] = []
    /// Answers that wait for the records above.
    var answersOnceDurable: [(ticket: Ticket, answer: TransactionID)] = []
    /// A command whose order to apply may be sent once the records above are durable.
    var commitOnceDurable: (pump: PumpSerial, id: TransactionID)?
    /// A command that is accepted once the records above are durable.
    var acceptOnceDurable: (pump: PumpSerial, id: TransactionID)?
    /// What does not wait.
    var actions: [QueueAction] = []

    mutating func answer(_ ticket: Ticket, _ answer: QueueAnswer) { actions.append(.answer(ticket, answer)) }
}

/// What hangs on one write to the journal.
struct PendingWrite: Sendable {
    var token: JournalToken
    var commands: [Command]
    var answers: [(ticket: Ticket, answer: TransactionID)]
    var commit: (pump: PumpSerial, id: TransactionID)?
    var accept: (pump: PumpSerial, id: TransactionID)?
}
