internal import CommandQueue
internal import ControlAPI
internal import PumpModel

extension API.Command {
    init(_ command: Command) {
        let (kind, change, base): (API.CommandKind, API.Change?, UInt32?) =
            switch command.order {
            case .change(let change, let base): (.change, API.Change(change), base.number)
            case .stop: (.stop, nil, nil)
            }
        self.init(
            id: command.id.description, pumpSerial: command.pump.text, kind: kind,
            state: API.CommandState(command.state), isTerminal: command.state.isTerminal, version: command.version,
            change: change, baseRevision: base, proposal: command.proposal.map(API.Proposal.init),
            confirmBefore: command.state.confirmBefore, appliedRevision: command.state.appliedRevision,
            userID: command.origin.userID, confirmedByUserID: command.confirmedBy,
            operator: command.origin.operatorName, reason: command.origin.reason,
            overrideReason: command.origin.overrideReason, idempotencyKey: command.origin.idempotencyKey,
            acceptedAt: command.acceptedAt.description, deadline: command.deadline.utc.description,
            history: command.history.map(API.Passage.init), outcome: API.Outcome(command.state, isStop: kind == .stop))
    }
}

extension API.Passage {
    init(_ passage: Command.Passage) {
        self.init(state: API.CommandState(passage.state), at: passage.at.description)
    }
}

extension API.CommandState {
    init(_ state: CommandState) {
        self =
            switch state {
            case .queued: .queued
            case .validated: .validated
            case .staged: .staged
            case .awaitingConfirmation: .awaitingConfirmation
            case .committing: .committing
            case .inDoubt: .inDoubt
            case .verifying: .verifying
            case .succeeded: .succeeded
            case .rejected: .rejected
            case .failed: .failed
            case .cancelled: .cancelled
            case .expired: .expired
            case .superseded: .superseded
            case .mismatched: .mismatched
            }
    }
}

extension CommandState {
    fileprivate var confirmBefore: String? {
        if case .awaitingConfirmation(let until) = self { until.description } else { nil }
    }

    fileprivate var appliedRevision: UInt32? {
        switch self {
        case .verifying(let revision), .succeeded(let revision), .superseded(let revision, _),
            .mismatched(let revision, _):
            revision.number
        case .queued, .validated, .staged, .awaitingConfirmation, .committing, .inDoubt, .rejected, .failed, .cancelled,
            .expired:
            nil
        }
    }
}
