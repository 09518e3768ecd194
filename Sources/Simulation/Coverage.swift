internal import CommandQueue
internal import WandEngine
internal import WandProtocol

/// The link's states, as they show on the line.
package enum LinkPhase: String, CaseIterable, Hashable, Sendable {
    case closed, greeting, confirming, open
}

/// How far the therapy that is under way has come, as it shows in its records and on the line.
package enum WorkStep: Int, CaseIterable, Hashable, Comparable, Sendable {
    case idle, queued, staged, awaitingConfirmation, intent, commitSent, doubt, asking, discarding,
        verifying,
        stopping

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    init?(_ command: Command) {
        if command.order == .stop {
            self = .stopping
            return
        }
        switch command.state {
        case .queued: self = .queued
        // the one becomes the other within one event
        case .validated, .staged: self = .staged
        case .awaitingConfirmation: self = .awaitingConfirmation
        case .committing: self = .intent
        case .inDoubt: self = .doubt
        case .verifying: self = .verifying
        case .succeeded, .rejected, .failed, .cancelled, .expired, .superseded, .mismatched: return nil
        }
    }
}

/// What can happen to the daemon, in kinds.
package enum EventKind: String, CaseIterable, Hashable, Sendable {
    case portOpened, portClosed, bytes, noise, shutdown, tick
    case restore, submit, propose, confirm, cancel, stop, interrogate, persisted, persistFailed
    case wandStatus, pumpReport, stagedReply, committedReply, transactionStatus, discardedReply, stoppedReply, fault,
        pumpEvent
}

/// Which events were met in which states: what a set of runs has tried, and what it has not.
package struct Coverage: Hashable, Sendable {
    private static let kinds = EventKind.allCases.count
    private var link = [Int](repeating: 0, count: LinkPhase.allCases.count * kinds)
    private var work = [Int](repeating: 0, count: WorkStep.allCases.count * kinds)

    package init() {}

    package mutating func add(_ other: Coverage) {
        for index in link.indices { link[index] += other.link[index] }
        for index in work.indices { work[index] += other.work[index] }
    }

    mutating func saw(_ kind: EventKind, phase: LinkPhase, busiest: WorkStep) {
        link[phase.index * Self.kinds + kind.index] += 1
        work[busiest.rawValue * Self.kinds + kind.index] += 1
    }

    /// Pairs that can be met, and how often each was.
    package var linkPairs: [(name: String, count: Int)] {
        LinkPhase.allCases.flatMap { phase in
            EventKind.allCases.filter { $0.isPossible(in: phase) }.map { kind in
                ("\(phase) x \(kind)", link[phase.index * Self.kinds + kind.index])
            }
        }
    }
    package var workPairs: [(name: String, count: Int)] {
        WorkStep.allCases.flatMap { step in
            EventKind.allCases.filter { $0.isPossible(in: step) }.map { kind in
                ("\(step) x \(kind)", work[step.rawValue * Self.kinds + kind.index])
            }
        }
    }
}

extension LinkPhase {
    var index: Int {
        switch self {
        case .closed: 0
        case .greeting: 1
        case .confirming: 2
        case .open: 3
        }
    }
}

extension EventKind {
    var index: Int { Self.indices[self] ?? 0 }
    private static let indices = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

    init(_ event: EngineEvent) {
        switch event {
        case .portOpened: self = .portOpened
        case .portClosed: self = .portClosed
        case .received: self = .bytes
        case .shutdown: self = .shutdown
        case .tick: self = .tick
        case .queue(let event): self = EventKind(event)
        }
    }

    /// Whether the world can let it happen: nothing arrives at a closed port, and a run begins with what it restores.
    func isPossible(in phase: LinkPhase) -> Bool {
        switch self {
        case .restore, .portOpened: phase == .closed
        case .bytes, .noise, .wandStatus, .pumpReport, .stagedReply, .committedReply, .transactionStatus,
            .discardedReply,
            .stoppedReply, .fault, .pumpEvent:
            phase != .closed
        case .portClosed, .shutdown, .tick, .submit, .propose, .confirm, .cancel, .stop, .interrogate, .persisted,
            .persistFailed:
            true
        }
    }

    func isPossible(in step: WorkStep) -> Bool { self != .restore || step == .idle }

    private init(_ event: QueueEvent) {
        switch event {
        case .restore: self = .restore
        case .submit: self = .submit
        case .propose, .explain: self = .propose
        case .confirm: self = .confirm
        case .cancel: self = .cancel
        case .stop, .stoppedElsewhere: self = .stop
        case .closing: self = .shutdown
        case .interrogate, .readLog: self = .interrogate
        case .persisted: self = .persisted
        case .persistFailed: self = .persistFailed
        case .tick: self = .tick
        case .portOpened: self = .portOpened
        case .portClosed: self = .portClosed
        case .sessionOpened, .sessionLost, .received, .sendRefused: self = .bytes
        }
    }

    /// What arrives: a message by its type, or any other frame.
    init(_ frame: Frame) {
        guard frame.header.kind == .data, frame.body.count >= 2 else {
            self = .bytes
            return
        }
        let type = UInt16(frame.body[frame.body.startIndex]) | UInt16(frame.body[frame.body.startIndex + 1]) << 8
        self =
            switch MessageType(rawValue: type) {
            case .wandStatus: .wandStatus
            case .pumpReport: .pumpReport
            case .staged: .stagedReply
            case .committed: .committedReply
            case .transactionStatus: .transactionStatus
            case .discarded: .discardedReply
            case .stopped: .stoppedReply
            case .fault: .fault
            case .pumpEvent: .pumpEvent
            case .logPage, .readWandStatus, .interrogate, .stage, .commit, .queryTransaction, .discard, .stop, .readLog,
                nil:
                .bytes
            }
    }
}
