internal import DequeModule
internal import Dosing
package import PumpModel
internal import WandProtocol

extension CommandQueue {
    mutating func submit(
        _ request: CommandRequest, _ id: TransactionID, _ ticket: Ticket, _ now: Moment, _ out: inout Outbox
    ) {
        if let key = request.origin.idempotencyKey, let earlier = earlierCommand(key) {
            guard earlier.pump == request.pump, earlier.origin == request.origin,
                earlier.order == .change(request.change, base: request.baseRevision)
            else {
                let refusal = Refusal.idempotencyConflict(existing: earlier.id)
                out.note(.refused(request, refusal), now)
                return out.answer(ticket, .refused(refusal))
            }
            return out.answersOnceDurable.append((ticket, earlier.id))
        }
        do throws(Refusal) {
            _ = try judge(request, now)
            guard let lane = laneIndex(request.pump) else { throw .unknownPump(request.pump) }
            guard lanes[lane].openCount < Limits.openCommandsPerPump else {
                throw .queueFull(limit: Limits.openCommandsPerPump)
            }
            if let refusal = ledger.refusal(now) { throw refusal }
            let command = Command(
                id: id, pump: request.pump, order: .change(request.change, base: request.baseRevision),
                origin: request.origin, acceptedAt: now.utc,
                deadline: Command.Deadline(after: request.lifetimeMilliseconds, from: now), state: .queued,
                proposal: nil, version: 1, history: [Command.Passage(state: .queued, at: now.utc)])
            lanes[lane].commands[id] = command
            out.note(.moved(command), now)
            out.acceptsOnceDurable.append(Ledger.LaneCommand(pump: request.pump, id: id))
            out.answersOnceDurable.append((ticket, id))
        } catch {
            if error.isAudited { out.note(.refused(request, error), now) }
            out.answer(ticket, .refused(error))
        }
    }

    mutating func propose(_ request: CommandRequest, _ ticket: Ticket, _ now: Moment, _ out: inout Outbox) {
        do throws(Refusal) {
            out.answer(ticket, .proposal(try judge(request, now)))
        } catch {
            // whoever looks first is refused here, and never submits: the trail has it all the same
            if error.isAudited { out.note(.refused(request, error), now) }
            out.answer(ticket, .refused(error))
        }
    }

    /// Everything that must hold before a request is accepted.
    private func judge(_ request: CommandRequest, _ now: Moment) throws(Refusal) -> Proposal {
        let (known, history) = try subject(of: request, now)
        return try policy.judge(
            request.change, for: request.pump, base: request.baseRevision, on: known, history, request.origin, now)
    }

    /// Every rule and what it says of a request, whatever it comes to; nothing is submitted.
    mutating func explain(_ request: CommandRequest, _ ticket: Ticket, _ now: Moment, _ out: inout Outbox) {
        do throws(Refusal) {
            let (known, history) = try subject(of: request, now)
            try policy.check(request.pump, request.baseRevision, known, now)
            out.answer(
                ticket, .judgement(policy.rules.judge(request.change, on: known.report, history: history, at: now.utc)))
        } catch {
            out.answer(ticket, .refused(error))
        }
    }

    /// The pump that a request can be judged on: in range of this wand, and read.
    private func subject(
        of request: CommandRequest, _ now: Moment
    ) throws(Refusal) -> (known: KnownPump, history: TherapyHistory) {
        let allowed = Limits.commandLifetimeFloorMilliseconds...Limits.commandLifetimeCeilingMilliseconds
        guard allowed.contains(request.lifetimeMilliseconds) else {
            throw .deadlineOutOfRange(milliseconds: request.lifetimeMilliseconds, allowedMilliseconds: allowed)
        }
        guard case .open(let capabilities) = line, let wandStatus else { throw .linkDown }
        let missing = Capabilities(neededFor: request.change).subtracting(capabilities)
        guard missing.isEmpty else { throw .unsupported(missing.names.joined(separator: ", ")) }
        guard let inRange = wandStatus.pump else { throw .noPumpInRange }
        guard inRange.serial == request.pump else { throw .wrongPump(asked: request.pump, found: inRange.serial) }
        guard !inRange.isImplanted else { throw .unpairedPatient }
        guard let lane = laneIndex(request.pump), let known = lanes[lane].known else {
            throw .unknownPump(request.pump)
        }
        return (known, lanes[lane].history(known.report))
    }

    mutating func confirm(
        _ id: TransactionID, _ digest: String, _ userID: UInt32, _ ticket: Ticket, _ now: Moment,
        _ out: inout Outbox
    ) {
        do throws(Refusal) {
            let (lane, command) = try find(id)
            guard let proposal = command.proposal, !command.state.isTerminal else {
                throw command.state.isTerminal
                    ? .alreadyEnded(state: command.state.name) : .notAwaitingConfirmation(state: command.state.name)
            }
            guard proposal.digest == digest else {
                out.note(.digestRefused(command, userID: userID), now)
                throw .digestMismatch(expected: proposal.digest)
            }
            switch command.state {
            case .awaitingConfirmation: break
            // the same confirmation once more: it stands
            case .committing, .inDoubt, .verifying: return out.answersOnceDurable.append((ticket, id))
            case .queued, .validated, .staged, .succeeded, .rejected, .failed, .cancelled, .expired, .superseded,
                .mismatched:
                throw .notAwaitingConfirmation(state: command.state.name)
            }
            guard case .confirmation(let until) = lanes[lane].active?.step, !until.hasPassed(now) else {
                lanes[lane].tick(now, &out)
                throw .alreadyEnded(state: "expired")
            }
            if let refusal = ledger.refusal(now) { throw refusal }
            lanes[lane].active?.step =
                PlantedBug.journalAfterSend.isPlanted ? .commit(until: until) : .intent(until: until)
            lanes[lane].commands[id]?.confirmedBy = userID
            lanes[lane].move(id, to: .committing, now, &out)
            out.commitsOnceDurable.append(Ledger.LaneCommand(pump: command.pump, id: id))
            out.answersOnceDurable.append((ticket, id))
        } catch {
            out.answer(ticket, .refused(error))
        }
    }

    mutating func cancel(
        _ id: TransactionID, _ userID: UInt32, _ ticket: Ticket, _ now: Moment, _ out: inout Outbox
    ) {
        do throws(Refusal) {
            let (lane, command) = try find(id)
            switch command.state {
            case .cancelled: return out.answersOnceDurable.append((ticket, id))
            case .queued, .validated, .staged, .awaitingConfirmation: break
            case .committing, .inDoubt, .verifying: throw .tooLateToCancel(state: command.state.name)
            case .succeeded, .rejected, .failed, .expired, .superseded, .mismatched:
                throw .alreadyEnded(state: command.state.name)
            }
            guard command.order != .stop else { throw .tooLateToCancel(state: command.state.name) }
            if let refusal = ledger.refusal(now) { throw refusal }
            lanes[lane].move(id, to: .cancelled(by: .client(userID: userID)), now, &out)
            out.answersOnceDurable.append((ticket, id))
        } catch {
            out.answer(ticket, .refused(error))
        }
    }

    /// A stop is sent at once, whatever the journal does; it is answered when it is durable or can not be.
    mutating func stop(
        _ pump: PumpSerial, _ origin: Command.Origin, _ id: TransactionID, _ ticket: Ticket, _ now: Moment,
        _ out: inout Outbox
    ) {
        guard let lane = makeLane(pump) else {
            return out.answer(ticket, .refused(.queueFull(limit: Limits.strangersPerWand)))
        }
        // one that the pump has carried out is not carried out again: meanwhile it may deliver for a good reason
        if let earlier = carriedOut(pump, origin) { return out.answersOnceDurable.append((ticket, earlier)) }
        if let running = lanes[lane].stopJustAsked(by: origin.userID, now) {
            return out.answersOnceDurable.append((ticket, running))
        }
        if let running = lanes[lane].renewedStop(by: origin.userID, now, &out) {
            out.note(.stopAskedAgain(running, pump, origin), now)
            sendStops(now, &out)
            return out.answersOnceDurable.append((ticket, running))
        }
        let command = Command(
            id: id, pump: pump, order: .stop, origin: origin, acceptedAt: now.utc,
            deadline: Command.Deadline(after: Limits.stopLifetimeMilliseconds, from: now), state: .queued,
            proposal: nil, version: 1, history: [Command.Passage(state: .queued, at: now.utc)])
        lanes[lane].start(command, requestID: takeRequestID(), now, &out)
        sendStops(now, &out)
        out.answersOnceDurable.append((ticket, id))
    }

    /// The stop that was asked for in the same words under the same key, and that the pump has carried out.
    package func carriedOut(_ pump: PumpSerial, _ origin: Command.Origin) -> TransactionID? {
        guard origin.idempotencyKey != nil, let lane = laneIndex(pump) else { return nil }
        // an earlier one under the same key may have ended without having been carried out
        return lanes[lane].commands.values.first {
            $0.order == .stop && $0.origin == origin && $0.state.appliedRevision != nil
        }?.id
    }

    mutating func takeBack(_ pump: PumpSerial, by stop: TransactionID, _ now: Moment, _ out: inout Outbox) {
        if let lane = laneIndex(pump) { lanes[lane].takeBack(by: stop, now, &out) }
    }

    mutating func interrogate(_ ticket: Ticket, _ now: Moment, _ out: inout Outbox) {
        if line == .closed { return out.answer(ticket, .refused(.linkDown)) }
        guard readers.count < Limits.interrogationWaiters else {
            return out.answer(ticket, .refused(.queueFull(limit: Limits.interrogationWaiters)))
        }
        readers.append(
            Reader(ticket: ticket, deadline: now.uptimeMilliseconds + Limits.readMilliseconds))
    }

    mutating func readLog(_ request: LogRequest, _ ticket: Ticket, _ now: Moment, _ out: inout Outbox) {
        guard case .open(let capabilities) = line else { return out.answer(ticket, .refused(.linkDown)) }
        guard capabilities.contains(.logs) else {
            return out.answer(ticket, .refused(.unsupported(Capabilities.logs.names.joined())))
        }
        guard logReaders.count < Limits.interrogationWaiters else {
            return out.answer(ticket, .refused(.queueFull(limit: Limits.interrogationWaiters)))
        }
        logReaders.append(
            LogReader(
                ticket: ticket, request: request, deadline: now.uptimeMilliseconds + Limits.readMilliseconds))
    }

    func earlierCommand(_ idempotencyKey: String) -> Command? {
        for lane in lanes {
            if let found = lane.commands.values.first(where: { $0.origin.idempotencyKey == idempotencyKey }) {
                return found
            }
        }
        return nil
    }

    private func find(_ id: TransactionID) throws(Refusal) -> (lane: Int, command: Command) {
        for (index, lane) in lanes.enumerated() {
            if let command = lane.commands[id] { return (index, command) }
        }
        throw .unknownCommand(id)
    }
}
