internal import DequeModule
internal import PumpModel

extension CommandQueue {
    /// Takes up what an earlier run of the daemon left in the journal; the first event of a run.
    mutating func restore(_ found: [RestoredCommand], _ now: Moment, _ out: inout Outbox) {
        for restored in found {
            var command = restored.command
            if !restored.isOfThisBoot { command.deadline = command.deadline(on: now) }
            if PlantedBug.dedupeLostAtRestart.isPlanted { command.origin.idempotencyKey = nil }
            if !command.state.isTerminal { ledger.found(command) }
            // no earlier run had more open lanes than there is room for: one of them never gives way here
            let lane = makeLane(command.pump, isMet: true) ?? addLane(command.pump)
            lanes[lane].takeUp(command, now, &out)
        }
    }
}

extension Command {
    /// The deadline on a monotonic clock that began anew. Only the wall clock can tell how much time is left; where it
    /// stands before the command's last move it is not believed, and nothing is left.
    fileprivate func deadline(on now: Moment) -> Deadline {
        let lastMove = history.last?.at ?? acceptedAt
        let left = now.utc < lastMove ? 0 : max(0, deadline.utc.milliseconds(since: now.utc))
        var moved = deadline
        moved.uptimeMilliseconds = now.uptimeMilliseconds + left
        return moved
    }
}

extension TherapyLane {
    /// Takes up one command as the journal has it. The table in docs/architecture.md says why each is true.
    mutating func takeUp(_ command: Command, _ now: Moment, _ out: inout Outbox) {
        let id = command.id
        commands[id] = command
        explained = command.lastSeenRevision ?? explained
        switch (command.order, command.state) {
        case (_, .succeeded), (_, .rejected), (_, .failed), (_, .cancelled), (_, .expired), (_, .superseded),
            (_, .mismatched):
            ended.append(id)
            // the pump may hold what was to be dropped
            if command.mayBeHeld, !command.deadline.hasPassed(now) { leave(id) }
        case (.stop, _): takeUpStop(command, now, &out)
        case (.change, .queued):
            // its stage may have left before the record of that was durable
            held.insert(id)
            waiting.append(id)
        case (.change, .validated), (.change, .staged), (.change, .awaitingConfirmation):
            held.insert(id)
            move(id, to: .cancelled(by: .restart), now, &out)
        case (.change, .committing), (.change, .inDoubt), (.change, .verifying):
            held.insert(id)
            waitInDoubt(id, now, &out)
            if PlantedBug.doubtLostAtRestart.isPlanted { move(id, to: .failed(.notApplied), now, &out) }
        }
    }

    /// To be asked about, or read back, before anything that only waits.
    mutating func waitInDoubt(_ id: TransactionID, _ now: Moment, _ out: inout Outbox) {
        doubt(id, now, &out)
        waiting.insert(id, at: waiting.firstIndex { commands[$0]?.state == .queued } ?? waiting.endIndex)
    }

    private mutating func takeUpStop(_ command: Command, _ now: Moment, _ out: inout Outbox) {
        setAsideStop(now, &out)
        var step = StopWork.Step.query(Retry(now))
        switch command.state {
        case .verifying(let revision): step = .readBack(command.applied(revision), Retry(now))
        // it may have been sent; said once more under its id it does no harm, and time is what counts
        case .queued, .committing:
            if !command.deadline.hasPassed(now) { step = .send(at: now.uptimeMilliseconds, wasSent: true) }
        case .validated, .staged, .awaitingConfirmation, .inDoubt, .succeeded, .rejected, .failed, .cancelled, .expired,
            .superseded, .mismatched:
            break
        }
        stop = StopWork(id: command.id, requestID: 0, step: step, mayHaveActed: true)
        if case .query = step { doubt(command.id, now, &out) }
    }

    /// Whether it was applied is not known (again): people see that, and the pump is asked.
    private mutating func doubt(_ id: TransactionID, _ now: Moment, _ out: inout Outbox) {
        guard let state = commands[id]?.state else { return }
        if case .verifying = state { return }
        out.actions.append(.alert(.inDoubt(id)))
        if state != .inDoubt { move(id, to: .inDoubt, now, &out) }
    }

    /// What a command that is taken out of the waiting needs first.
    func firstStep(_ command: Command, _ now: Moment) -> Step {
        switch command.state {
        case .committing, .inDoubt: .query(Retry(now))
        case .verifying(let revision): .readBack(command.applied(revision), Retry(now))
        case .queued, .validated, .staged, .awaitingConfirmation, .succeeded, .rejected, .failed, .cancelled, .expired,
            .superseded, .mismatched:
            .read(Retry(now))
        }
    }
}

extension Command {
    /// The pump's revision as this command last met it; nil when it never did.
    fileprivate var lastSeenRevision: ProgramRevision? {
        if let applied = state.appliedRevision { return applied }
        guard proposal != nil, case .change(_, let base) = order else { return nil }
        return base
    }

    /// Whether it ended unapplied after its stage had been sent.
    fileprivate var mayBeHeld: Bool {
        switch state {
        case .failed, .cancelled, .expired: history.contains { $0.state == .staged }
        case .queued, .validated, .staged, .awaitingConfirmation, .committing, .inDoubt, .verifying, .succeeded,
            .rejected, .superseded, .mismatched:
            false
        }
    }

    /// The pump's word as the journal has it.
    fileprivate func applied(_ revision: ProgramRevision) -> AppliedTransaction {
        AppliedTransaction(transaction: id, revision: revision, at: history.last?.at ?? acceptedAt)
    }
}
