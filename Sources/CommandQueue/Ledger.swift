internal import PumpModel

/// What goes to the journal: one write at a time, and all that happens meanwhile in the next one.
///
/// States: idle; writing (a batch is with the journal); stalled (it has been for too long: nothing is accepted, stops are
/// answered without it); failing (the journal refused a batch: what has happened is kept and written again after a pause,
/// what was only asked for is refused). Promise: records reach the journal in the order
/// in which things happened, none of them twice; what a restart could take back is not shown before it is durable.
struct Ledger: Sendable {
    /// Records for one write, and what waits for them.
    struct Batch: Sendable {
        private(set) var records: [JournalRecord] = []
        private var ids: Set<TransactionID> = []
        /// Clients that are answered with a command once the records are durable.
        var answers: [(ticket: Ticket, id: TransactionID)] = []
        /// Commands whose order to apply may be sent once the records are durable.
        var commits: [LaneCommand] = []
        /// Commands that are accepted once the records are durable.
        var accepts: [LaneCommand] = []

        func mentions(_ id: TransactionID) -> Bool { ids.contains(id) }

        mutating func append(_ record: JournalRecord) {
            records.append(record)
            if let id = record.command?.id { ids.insert(id) }
        }

        /// Puts a command's newer state in the place of its last one, where there is no room for both.
        mutating func replace(with record: JournalRecord) -> Bool {
            guard let id = record.command?.id, ids.contains(id),
                let place = records.lastIndex(where: { $0.command?.id == id })
            else { return false }
            records[place] = record
            return true
        }
    }

    struct LaneCommand: Hashable, Sendable {
        var pump: PumpSerial
        var id: TransactionID
    }

    private struct Writing: Sendable {
        var token: JournalToken
        var batch: Batch
        /// When it is called stalled, in monotonic milliseconds.
        var stallsAt: Int64
        var isStalled = false
    }

    private struct Failure: Sendable {
        var reason: String
        var retry: Retry
    }

    private var writing: Writing?
    private var next = Batch()
    private var failure: Failure?
    private var nextToken: UInt64 = 1
    /// Open commands as the journal has them.
    private var durable: [TransactionID: Command] = [:]
    private var lostRecords = 0

    /// Why no therapy is accepted now; nil when the journal is thought to work.
    func refusal(_ now: Moment) -> Refusal? {
        if let stall { return .journal(stall) }
        if let failure, !(next.records.isEmpty && failure.retry.isDue(now)) { return .journal(failure.reason) }
        // a journal that stands still must not let its backlog grow
        return next.records.count < Limits.journalBacklogRecords
            ? nil : .queueFull(limit: Limits.journalBacklogRecords)
    }

    var problem: String? { stall ?? failure?.reason }

    private var stall: String? {
        writing?.isStalled ?? false ? "the disk has not answered for \(Limits.journalStallMilliseconds / 1_000) s" : nil
    }

    /// When the write under way is called stalled, in monotonic milliseconds.
    var stallsAt: Int64? { writing.flatMap { $0.isStalled ? nil : $0.stallsAt } }

    /// Looks whether the write under way takes too long. Returns all who wait for it when it begins to.
    mutating func stalled(_ now: Moment) -> [(ticket: Ticket, id: TransactionID)]? {
        guard let stallsAt, now.uptimeMilliseconds >= stallsAt else { return nil }
        writing?.isStalled = true
        return (writing?.batch.answers ?? []) + next.answers
    }

    /// These have been answered without the journal.
    mutating func forget(_ tickets: Set<Ticket>) {
        writing?.batch.answers.removeAll { tickets.contains($0.ticket) }
        next.answers.removeAll { tickets.contains($0.ticket) }
    }

    var isWriting: Bool { writing != nil }

    /// When a refused write is tried again, in monotonic milliseconds.
    var retriesAt: Int64? {
        writing == nil && !next.records.isEmpty ? failure?.retry.notBefore : nil
    }

    /// A command as it may be shown: what a restart could take back waits until it is durable.
    func shown(_ live: Command) -> Command? {
        guard isUnwritten(live.id) else { return live }
        guard let known = durable[live.id] else {
            // a stop does not wait for a journal that takes nothing
            return live.order == .stop && problem != nil ? live : nil
        }
        return live.isReversedByRestart ? known : live
    }

    private func isUnwritten(_ id: TransactionID) -> Bool {
        next.mentions(id) || writing?.batch.mentions(id) ?? false
    }

    /// A command that was found in the journal.
    mutating func found(_ command: Command) { durable[command.id] = command }

    /// Takes what one event caused; returns the answers that wait for nothing.
    mutating func take(_ out: Outbox) -> [(ticket: Ticket, id: TransactionID)] {
        for record in out.records { note(record) }
        next.commits += out.commitsOnceDurable
        next.accepts += out.acceptsOnceDurable
        var unbound: [(ticket: Ticket, id: TransactionID)] = []
        for answer in out.answersOnceDurable {
            if next.mentions(answer.id) {
                next.answers.append(answer)
            } else if writing?.batch.mentions(answer.id) ?? false {
                writing?.batch.answers.append(answer)
            } else {
                unbound.append(answer)
            }
        }
        return unbound
    }

    /// What moves no command finds less room: it must not push out what does.
    private mutating func note(_ record: JournalRecord) {
        let room = record.command == nil ? Limits.journalBacklogRecords : Limits.journalCeilingRecords
        if next.records.count < room { return next.append(record) }
        lostRecords += 1
        _ = next.replace(with: record)
    }

    /// The next write does not wait for the pause after a refused one.
    mutating func hurry() { failure?.retry = Retry(hurried: ()) }

    var unwrittenCount: Int { next.records.count + (writing?.batch.records.count ?? 0) }

    /// The write to be started now.
    mutating func start(_ now: Moment) -> QueueAction? {
        guard writing == nil, !next.records.isEmpty, failure?.retry.isDue(now) ?? true else { return nil }
        if lostRecords > 0 { next.append(JournalRecord(.lost(count: lostRecords), at: now)) }
        lostRecords = 0
        let token = JournalToken(nextToken)
        nextToken += 1
        let records = next.records
        writing = Writing(
            token: token, batch: next, stallsAt: now.uptimeMilliseconds + Limits.journalStallMilliseconds)
        next = Batch()
        return .persist(token, records)
    }

    /// A write is durable.
    mutating func persisted(_ token: JournalToken) -> Batch? {
        guard let batch = settle(token) else { return nil }
        failure = nil
        for command in batch.records.compactMap(\.command) {
            durable[command.id] = command.state.isTerminal ? nil : command
        }
        return batch
    }

    /// A write was refused. Returns all that waits, for a decision on what was only asked for; `keep` then takes back
    /// what has happened all the same.
    mutating func failed(_ token: JournalToken, _ reason: String, _ now: Moment) -> (batch: Batch, isNews: Bool)? {
        guard var batch = settle(token) else { return nil }
        let isNews = failure?.reason != reason
        var retry = failure?.retry ?? Retry(now)
        retry.failed(now)
        failure = Failure(reason: reason, retry: retry)
        for record in next.records { batch.append(record) }
        batch.answers += next.answers
        batch.commits += next.commits
        batch.accepts += next.accepts
        next = Batch()
        return (batch, isNews)
    }

    mutating func keep(_ records: [JournalRecord]) { for record in records { next.append(record) } }

    private mutating func settle(_ token: JournalToken) -> Batch? {
        guard let writing, writing.token == token else { return nil }
        self.writing = nil
        return writing.batch
    }
}

extension Command {
    /// Whether a run of the daemon that finds an earlier record could come to say something else. Not what the pump said,
    /// and not that it has to be asked.
    fileprivate var isReversedByRestart: Bool {
        switch state {
        case .inDoubt, .verifying: false
        case .queued, .validated, .staged, .awaitingConfirmation, .committing, .succeeded, .rejected, .failed,
            .cancelled, .expired, .superseded, .mismatched:
            true
        }
    }
}
