internal import DequeModule
internal import PumpModel
internal import WandProtocol

extension TherapyLane {
    /// A request of this lane ended.
    mutating func finished(
        _ purpose: Purpose, _ result: Result, isImplanted: Bool?, _ now: Moment, _ policy: QueuePolicy,
        _ out: inout Outbox
    ) {
        switch purpose {
        case .leftover(let id):
            finishedDiscard(ofLeftover: id, result, now, &out)
        // a report of this pump has ended it, unless something is held there still
        case .closing: closing?.failed(now)
        case .stop(let id): if stop?.id == id { finishedStop(result, now, &out) }
        case .command(let id):
            guard let active, active.id == id, let command = commands[id] else { return }
            switch active.step {
            case .read(let retry): finishedRead(command, result, isImplanted, retry, now, policy, &out)
            case .stage(let tries, let until): finishedStage(command, result, (tries, until), now, &out)
            case .commitAnswer: finishedCommit(id, result, now, &out)
            case .query(let retry): finishedQuery(id, result, retry, now, &out)
            case .discard(let retry): finishedDiscard(id, result, retry, now, &out)
            case .readBack(let applied, let retry): finishedReadBack(command, applied, result, retry, now, &out)
            case .confirmation, .intent, .commit: break
            }
        }
    }

    private mutating func finishedRead(
        _ command: Command, _ result: Result, _ isImplanted: Bool?, _ retry: Retry, _ now: Moment,
        _ policy: QueuePolicy, _ out: inout Outbox
    ) {
        guard let isImplanted, case .report(let read) = result, case .change(let change, let base) = command.order
        else {
            var retry = retry
            retry.failed(now)
            active?.step = .read(retry)
            return
        }
        do throws(Refusal) {
            guard !isImplanted else { throw .unpairedPatient }
            let proposal = try policy.judge(
                change, for: pump, base: base, on: read, history(read.report), command.origin, now)
            let left = command.deadline.uptimeMilliseconds - now.uptimeMilliseconds - Limits.requestMilliseconds
            let milliseconds = min(policy.confirmationMilliseconds, left)
            guard milliseconds >= 1_000 else { return move(command.id, to: .expired, now, &out) }
            commands[command.id]?.proposal = proposal
            active?.step = .stage(tries: 0, until: Command.Deadline(after: milliseconds, from: now))
            move(command.id, to: .validated, now, &out)
        } catch {
            move(command.id, to: .rejected(error), now, &out)
        }
    }

    private mutating func finishedStage(
        _ command: Command, _ result: Result, _ stage: (tries: Int, until: Command.Deadline),
        _ now: Moment, _ out: inout Outbox
    ) {
        guard case .change(let change, let base) = command.order else { return }
        switch result {
        case .staged(let staged):
            guard staged.transaction == command.id, staged.baseRevision == ordered(base), staged.change == change
            else {
                return move(command.id, to: .failed(.stagedDifferently), now, &out)
            }
            active?.step = .confirmation(until: stage.until)
            move(command.id, to: .awaitingConfirmation(until: stage.until.utc), now, &out)
        case .noAnswer, .report, .committed, .status:
            // a stage is idempotent by its id: it is asked again, a bounded number of times
            guard stage.tries + 1 < Limits.readTries else {
                return move(command.id, to: .failed(.noAnswer), now, &out)
            }
            active?.step = .stage(tries: stage.tries + 1, until: stage.until)
        case .fault(let fault):
            move(command.id, to: .failed(.device(code: fault.code.rawValue, detail: fault.detail)), now, &out)
        }
    }

    private mutating func finishedCommit(_ id: TransactionID, _ result: Result, _ now: Moment, _ out: inout Outbox) {
        switch result {
        case .committed(let applied) where applied.transaction == id: verify(id, applied, now, &out)
        case .fault(let fault) where !fault.code.leavesOutcomeUnknown:
            move(id, to: .failed(.device(code: fault.code.rawValue, detail: fault.detail)), now, &out)
        case .noAnswer where PlantedBug.retryAfterTimeout.isPlanted:
            if let deadline = commands[id]?.deadline { active?.step = .commit(until: deadline) }
        case .noAnswer where PlantedBug.timeoutMeansFailed.isPlanted: move(id, to: .failed(.noAnswer), now, &out)
        case .noAnswer, .fault, .committed, .report, .staged, .status:
            active?.step = .query(Retry(now))
            out.actions.append(.alert(.inDoubt(id)))
            move(id, to: .inDoubt, now, &out)
        }
    }

    private mutating func finishedQuery(
        _ id: TransactionID, _ result: Result, _ retry: Retry, _ now: Moment, _ out: inout Outbox
    ) {
        guard case .status(let status) = result, status.transaction == id else {
            var retry = retry
            retry.failed(now)
            active?.step = .query(retry)
            return
        }
        // a copy of a stop may still be on the line
        if commands[id]?.order == .stop, !isLineQuiet(now), status.outcome == .unknown || status.outcome == .discarded {
            var retry = retry
            retry.failed(now)
            active?.step = .query(retry)
            return
        }
        settle(id, status.outcome, now, &out)
    }

    private mutating func finishedDiscard(
        _ id: TransactionID, _ result: Result, _ retry: Retry, _ now: Moment, _ out: inout Outbox
    ) {
        if case .status(let status) = result, status.transaction == id {
            if case .staged = status.outcome {} else { return settle(id, status.outcome, now, &out) }
        }
        var retry = retry
        retry.failed(now)
        active?.step = .discard(retry)
    }

    /// The pump's own word on a transaction in doubt.
    private mutating func settle(
        _ id: TransactionID, _ outcome: TransactionStatus.Outcome, _ now: Moment, _ out: inout Outbox
    ) {
        switch outcome {
        case .applied(let revision, let at):
            verify(id, AppliedTransaction(transaction: id, revision: revision, at: at), now, &out)
        // it holds it still: only when it has dropped it can no late commit apply it
        case .staged: active?.step = .discard(Retry(now))
        case .unknown, .discarded:
            held.remove(id)
            move(id, to: .failed(.notApplied), now, &out)
        }
    }

    /// Dropped or refused: done. Not answered, or out of reach: tried again, for the pump would refuse what comes next.
    private mutating func finishedDiscard(
        ofLeftover id: TransactionID, _ result: Result, _ now: Moment, _ out: inout Outbox
    ) {
        switch result {
        case .status(let status) where status.transaction == id:
            var wasHeld = true
            switch status.outcome {
            case .applied:
                out.actions.append(.alert(.appliedAfterAll(id)))
                out.note(.appliedAfterAll(id, pump), now)
            case .unknown: wasHeld = false
            case .staged, .discarded: break
            }
            out.note(.cleared(id, pump, wasHeld: wasHeld), now)
        case .fault(let fault) where fault.code == .unsupportedMessage || fault.code == .malformed: break
        case .fault, .noAnswer, .status, .report, .staged, .committed:
            var retry = leftoverRetry ?? Retry(now)
            retry.failed(now)
            leftoverRetry = retry
            return
        }
        leftoverRetry = nil
        leftovers.removeAll { $0 == id }
    }

    private mutating func verify(
        _ id: TransactionID, _ applied: AppliedTransaction, _ now: Moment, _ out: inout Outbox
    ) {
        held.remove(id)
        active?.step = .readBack(applied, Retry(now))
        move(id, to: .verifying(revision: applied.revision), now, &out)
        if PlantedBug.successWithoutReadBack.isPlanted {
            move(id, to: .succeeded(revision: applied.revision), now, &out)
        }
    }

    private mutating func finishedReadBack(
        _ command: Command, _ applied: AppliedTransaction, _ result: Result, _ retry: Retry, _ now: Moment,
        _ out: inout Outbox
    ) {
        guard case .report(let read) = result, read.report.identity.serial == pump else {
            var retry = retry
            retry.failed(now)
            active?.step = .readBack(applied, retry)
            return
        }
        let report = read.report
        if report.revision > applied.revision {
            return move(command.id, to: .superseded(revision: applied.revision, by: report.revision), now, &out)
        }
        guard report.revision == applied.revision, command.order.isShown(by: report) else {
            out.actions.append(
                .alert(.mismatch(command.id, expected: command.order.program, found: report.program)))
            return move(
                command.id, to: .mismatched(revision: applied.revision, found: report.program), now, &out)
        }
        move(command.id, to: .succeeded(revision: applied.revision), now, &out)
    }
}
