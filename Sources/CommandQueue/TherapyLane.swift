internal import DequeModule
internal import PumpModel
internal import WandProtocol

/// The therapy of one pump: its commands in strict order, one being carried out, and a stop beside it.
///
/// Promise: at most one command is between stage and read-back; no other starts while an outcome is not known; every
/// command ends in a state that is true; the order to apply is sent once, after its intent is durable, never after the
/// deadline, and never again: an answer that is missing is asked for.
struct TherapyLane: Sendable {
    let pump: PumpSerial
    var known: KnownPump?
    /// The revision up to which it is known who changed the pump, or said that somebody else did; nil before it was met.
    var explained: ProgramRevision?
    /// All commands that are known: open, and the latest that ended.
    var commands: [TransactionID: Command] = [:]
    /// Ended commands, oldest first; the oldest makes room.
    var ended: Deque<TransactionID> = []
    /// Accepted and durable, waiting for their turn.
    var waiting: Deque<TransactionID> = []
    var active: Active?
    var stop: StopWork?
    /// Commands of which the pump may hold the program without having applied it.
    var held: Set<TransactionID> = []
    /// Those among them that ended: to be discarded before anything new is begun.
    var leftovers: Deque<TransactionID> = []
    /// When a stop was sent last in this session, in monotonic milliseconds: a copy of it may still be on the line.
    var stopSentAt: Int64?
    /// When the pump did not answer to a discard: when it is asked again.
    var leftoverRetry: Retry?
    /// Something was sent that works on the pump, and it was not read since: a reading shows that nothing is left open.
    var closing: Retry?

    /// The command that is being carried out.
    struct Active: Sendable {
        let id: TransactionID
        var step: Step
    }

    /// What the active command needs next.
    enum Step: Hashable, Sendable {
        /// A fresh report to judge against.
        case read(Retry)
        /// The stage to be sent, or its answer; `tries` were not answered.
        case stage(tries: Int, until: Command.Deadline)
        /// The operator's confirmation, until then.
        case confirmation(until: Command.Deadline)
        /// The intent to commit to be durable.
        case intent(until: Command.Deadline)
        /// The commit to be sent, once, before then.
        case commit(until: Command.Deadline)
        /// The answer to the commit.
        case commitAnswer
        /// The pump's word on the transaction.
        case query(Retry)
        /// The pump still holds it uncommitted: that it is dropped.
        case discard(Retry)
        /// A report that shows the new program.
        case readBack(AppliedTransaction, Retry)
    }

    /// Why the lane wants a request to be sent.
    enum Purpose: Hashable, Sendable {
        case command(TransactionID)
        case stop(TransactionID)
        case leftover(TransactionID)
        case closing
    }

    /// A request that the lane wants to be sent, and how urgent it is (the lower number first).
    struct Need: Hashable, Sendable {
        var purpose: Purpose
        var message: Message
        var rank: Int
    }

    /// How a request ended.
    enum Result: Hashable, Sendable {
        case report(KnownPump)
        case staged(StagedProgram)
        case committed(AppliedTransaction)
        case status(TransactionStatus)
        case fault(Fault)
        /// Timed out, or the session was lost: whether it was carried out is not known.
        case noAnswer
    }

    /// Whether this pump was ever read, by this run of the daemon or an earlier one.
    var isMet: Bool { known != nil || explained != nil }
    var openCount: Int { commands.count - ended.count }
    var hasOpenWork: Bool { openCount > 0 || stop != nil || !leftovers.isEmpty }

    init(pump: PumpSerial) { self.pump = pump }

    /// The command of the highest revision that the pump is known to have applied.
    var lastApplied: Command? {
        let applied = commands.values.compactMap { command in command.state.appliedRevision.map { ($0, command) } }
        return applied.max { $0.0 < $1.0 }?.1
    }

    /// Moves a command, notes it for the journal, and lets go of it if it has ended.
    mutating func move(_ id: TransactionID, to state: CommandState, _ now: Moment, _ out: inout Outbox) {
        guard var command = commands[id], !command.state.isTerminal else { return }
        command.state = state
        command.version += 1
        command.history.append(Command.Passage(state: state, at: now.utc))
        commands[id] = command
        out.note(.moved(command), now)
        if state.isTerminal { retire(id) }
    }

    /// Its acceptance could not be made durable: nobody was told of it, unless it was taken back before.
    /// - Returns: whether nothing is known of it any more.
    mutating func forgetUnaccepted(_ id: TransactionID) -> Bool {
        guard let command = commands[id], !command.state.isTerminal else { return false }
        commands[id] = nil
        return true
    }

    /// A report of this pump, whoever asked for it. Where its revision has passed one that no command known here produced,
    /// somebody else changed the pump; or a stop did, whose run ended before the record of it was durable.
    mutating func learned(_ read: KnownPump, _ now: Moment, _ out: inout Outbox) {
        known = read
        switch stop?.step {
        // a stop that is still being sent may come after it
        case .send, .query: break
        case .readBack, nil: if read.report.staged == nil { closing = nil }
        }
        guard !mayHaveChangedIt else { return }
        let after = read.report.revision
        if let before = explained, before != after, let gap = unexplained(from: before, to: after) {
            out.actions.append(.alert(.changedElsewhere(pump, from: gap.from, to: gap.to)))
            out.note(.changedElsewhere(pump, from: gap.from, to: gap.to), now)
        }
        explained = after
    }

    /// The part of the way between two revisions that no command produced; all of it where the pump counts anew.
    private func unexplained(
        from before: ProgramRevision, to after: ProgramRevision
    ) -> (from: ProgramRevision, to: ProgramRevision)? {
        guard before < after else { return (before, after) }
        let own = Set(commands.values.compactMap(\.state.appliedRevision))
        // each is the last that is explained from its end on: a pump may say any number, the highest included
        var (from, to) = (before, after)
        while from < to, own.contains(ProgramRevision(from.number + 1)) { from = ProgramRevision(from.number + 1) }
        while from < to, own.contains(to) { to = ProgramRevision(to.number - 1) }
        return from < to ? (from, to) : nil
    }

    /// Whether something of ours can have moved the pump's revision since the one that is explained.
    private var mayHaveChangedIt: Bool {
        if stop != nil || waiting.contains(where: { commands[$0]?.state != .queued }) { return true }
        return switch active?.step {
        case .commitAnswer, .query, .discard, .readBack: true
        case .read, .stage, .confirmation, .intent, .commit, nil: false
        }
    }

    private mutating func retire(_ id: TransactionID) {
        if active?.id == id { active = nil }
        if stop?.id == id { stop = nil }
        waiting.removeAll { $0 == id }
        if held.remove(id) != nil { leave(id) }
        ended.append(id)
        if ended.count > Limits.endedCommandsPerPump, let oldest = ended.popFirst() { commands[oldest] = nil }
    }

    /// Remembers to drop a program that the pump may hold. The oldest gives way: the pump forgets it by itself.
    mutating func leave(_ id: TransactionID) {
        if leftovers.contains(id) { return }
        if leftovers.count >= Limits.openCommandsPerPump { leftovers.removeFirst() }
        leftovers.append(id)
    }
}
