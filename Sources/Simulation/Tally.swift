internal import CommandQueue
internal import PumpModel
internal import WandProtocol

/// What a run, or a set of runs, amounted to.
package struct Tally: Hashable, Sendable {
    package internal(set) var runs = 0
    package internal(set) var steps = 0
    package internal(set) var virtualMilliseconds: Int64 = 0
    package internal(set) var incarnations = 0
    package internal(set) var sessions = 0
    package internal(set) var questions = 0
    package internal(set) var refusals = 0
    package internal(set) var durableRecords = 0
    package internal(set) var alerts = 0
    package internal(set) var faults = FaultCounts()
    /// Commands by the state in which they ended.
    package internal(set) var outcomes: [String: Int] = [:]
    package internal(set) var coverage = Coverage()
    /// Of one run.
    package internal(set) var traceHash: UInt64 = 0

    /// Of the run that goes on.
    var phase = LinkPhase.closed
    /// Commands that were begun and have not ended, by the step that they are at.
    private var begun: [TransactionID: WorkStep] = [:]

    package init() {}

    package mutating func add(_ other: Tally) {
        runs += other.runs
        steps += other.steps
        virtualMilliseconds += other.virtualMilliseconds
        incarnations += other.incarnations
        sessions += other.sessions
        questions += other.questions
        refusals += other.refusals
        durableRecords += other.durableRecords
        alerts += other.alerts
        faults.add(other.faults)
        outcomes.merge(other.outcomes, uniquingKeysWith: +)
        coverage.add(other.coverage)
    }

    /// The step of the command that is furthest.
    var busiest: WorkStep { begun.values.max() ?? .idle }

    mutating func restarted() { begun = [:] }

    /// A command moved, by a record for the journal.
    mutating func moved(_ command: Command) {
        if command.state.isTerminal {
            begun[command.id] = nil
        } else if let step = WorkStep(command) {
            begun[command.id] = max(step, begun[command.id] ?? .idle)
        }
    }

    /// A message left for the first time.
    mutating func sent(_ message: Message) {
        switch message {
        case .commit(let commit): begun[commit.transaction] = .commitSent
        case .queryTransaction(let query): begun[query.transaction] = .asking
        case .discard(let discard): if begun[discard.transaction] != nil { begun[discard.transaction] = .discarding }
        case .readWandStatus, .interrogate, .stage, .stop, .readLog, .wandStatus, .pumpReport, .staged, .committed,
            .transactionStatus, .discarded, .stopped, .logPage, .fault, .pumpEvent:
            break
        }
    }
}
