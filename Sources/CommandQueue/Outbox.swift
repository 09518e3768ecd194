internal import PumpModel

/// What one event caused: collected while the state changes, handed out once it is settled.
struct Outbox {
    /// What happened, in order; it goes to the journal before anybody hears of it.
    var records: [JournalRecord] = []
    /// Answers that wait for the records above.
    var answersOnceDurable: [(ticket: Ticket, id: TransactionID)] = []
    /// Commands whose order to apply may be sent once the records above are durable.
    var commitsOnceDurable: [Ledger.LaneCommand] = []
    /// Commands that are accepted once the records above are durable.
    var acceptsOnceDurable: [Ledger.LaneCommand] = []
    /// What does not wait.
    var actions: [QueueAction] = []

    mutating func answer(_ ticket: Ticket, _ answer: QueueAnswer) { actions.append(.answer(ticket, answer)) }

    mutating func note(_ event: JournalRecord.Event, _ now: Moment) {
        records.append(JournalRecord(event, at: now))
    }
}
