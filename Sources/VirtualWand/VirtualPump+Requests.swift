package import PumpModel
package import WandProtocol

/// Requests, each with the checks of section 7 in their order.
extension VirtualPump {
    /// Carries out one request that reached the pump. Wand requests are not the pump's and are refused as unsupported.
    package mutating func handle(_ request: Message, at moment: Moment) -> [PumpAction] {
        let passed = advance(to: moment)
        let before = memory
        let reply = reply(to: request)
        // a stage of no lifetime is gone as soon as it was answered
        expireStage()
        return (memory == before ? passed : [.persist(memory)]) + [.answer(reply)]
    }

    /// Another programmer, which holds the pump's range for a moment, stages and commits in one go.
    package mutating func reprogram(
        _ program: Program, as transaction: TransactionID, at moment: Moment
    ) -> [PumpAction] {
        _ = advance(to: moment)
        _ = apply(PumpChange(program: program), as: transaction)
        return [.persist(memory)]
    }

    private mutating func reply(to request: Message) -> Message {
        if let named = request.pumpSerial, named != memory.identity.serial {
            return request.refused(.wrongPump, "this is pump \(memory.identity.serial)")
        }
        switch request {
        case .interrogate:
            interrogated()
            return .pumpReport(report)
        case .stage(let stage): return reply(to: stage, request)
        case .commit(let commit): return reply(to: commit, request)
        case .queryTransaction(let query): return .transactionStatus(status(of: query.transaction))
        case .discard(let discard):
            if let stage, stage.transaction == discard.transaction { drop(stage) }
            return .discarded(status(of: discard.transaction))
        case .stop(let stop): return .stopped(carryOut(stop))
        case .readLog(let log): return .logPage(page(of: log))
        case .readWandStatus, .wandStatus, .pumpReport, .staged, .committed, .transactionStatus, .discarded, .stopped,
            .logPage, .fault, .pumpEvent:
            return request.refused(.unsupportedMessage, "not a request to a pump")
        }
    }

    private mutating func reply(to request: StageRequest, _ message: Message) -> Message {
        if isUnable { return message.refused(.pumpFault, "the pump takes no program") }
        if applied(request.transaction) != nil {
            return message.refused(.transactionReused, "this id was applied")
        }
        if discarded.contains(request.transaction) {
            return message.refused(.transactionReused, "this id was discarded")
        }
        if let held = stage {
            guard held.transaction == request.transaction else {
                return message.refused(.stagedBusy, "another change is staged")
            }
            guard held.baseRevision == request.baseRevision, held.change == request.change else {
                return message.refused(.transactionReused, "this id is staged with other content")
            }
            return .staged(described(held))
        }
        if request.baseRevision != memory.revision {
            return message.refused(.wrongRevision, "the pump is at revision \(memory.revision)")
        }
        if let reason = refusal(of: request.change) {
            log(.limitRefused)
            return message.refused(.limitExceeded, reason)
        }
        let accepted = Stage(
            transaction: request.transaction, baseRevision: request.baseRevision, change: request.change,
            expiresAt: uptime + request.lifetime.milliseconds)
        stage = accepted
        return .staged(described(accepted))
    }

    private mutating func reply(to request: CommitRequest, _ message: Message) -> Message {
        if let change = applied(request.transaction) { return .committed(change.applied) }
        guard let held = stage, held.transaction == request.transaction else {
            return message.refused(.unknownTransaction, "nothing is staged under this id")
        }
        guard request.baseRevision == held.baseRevision, request.baseRevision == memory.revision else {
            drop(held)
            return message.refused(.wrongRevision, "the pump is at revision \(memory.revision)")
        }
        if isUnable { return message.refused(.pumpFault, "the pump takes no program") }
        stage = nil
        return .committed(apply(held.change, as: held.transaction))
    }

    private mutating func carryOut(_ stop: TransactionRequest) -> AppliedTransaction {
        if let change = applied(stop.transaction) { return change.applied }
        if let stage { drop(stage) }
        discarded.removeAll { $0 == stop.transaction }
        guard memory.program == .stopped else { return apply(PumpChange(program: .stopped), as: stop.transaction) }
        let unchanged = AppliedTransaction(
            transaction: stop.transaction, revision: memory.revision, at: memory.programmedAt)
        remember(AppliedChange(applied: unchanged, program: .stopped, changedRevision: false))
        return unchanged
    }

    /// What the pump can not hold, or does not know how to run.
    private func refusal(of change: PumpChange) -> String? {
        capabilities.isSuperset(of: Capabilities(neededFor: change))
            ? memory.refusal(of: change) : "the pump does not know how to do this"
    }

    /// The one step that changes what the pump infuses, all of it or nothing.
    private mutating func apply(_ change: PumpChange, as transaction: TransactionID) -> AppliedTransaction {
        memory.programStoppedSince = change.program == .stopped ? memory.programStoppedSince ?? memory.clock : nil
        memory.periodicFrom = memory.periodicFrom(after: change.program)
        memory.program = change.program
        memory.revision = ProgramRevision(memory.revision.number &+ 1)
        memory.programmedAt = memory.clock
        memory.appliedCount &+= 1
        let applied = AppliedTransaction(transaction: transaction, revision: memory.revision, at: memory.clock)
        remember(AppliedChange(applied: applied, change: change, changedRevision: true))
        log(.programChanged(memory.revision))
        if let refill = change.refill { take(refill) }
        if let setUp = change.setUp { take(setUp) }
        if let clock = change.clock { take(clock) }
        settle()
        return applied
    }

    private mutating func take(_ refill: Refill) {
        memory.drug = refill.drug
        memory.concentration = refill.concentration
        memory.fill(to: refill.filled)
        memory.lastRefill = AppliedRefill(refill: refill, revision: memory.revision, at: memory.clock)
        log(.refilled(refill.filled))
    }

    private mutating func take(_ setUp: PumpSetUp) {
        memory.setUp = setUp
        memory.bounds.lowReservoirVolume = setUp.lowReservoirVolume
        log(.setUpChanged)
    }

    private mutating func take(_ clock: ClockCorrection) {
        memory.clockCorrection = clock
        log(.clockCorrected(clock))
    }

    private mutating func remember(_ change: AppliedChange) {
        memory.history.append(change)
        if memory.history.count > PumpMemory.historyLimit { memory.history.removeFirst() }
    }

    /// Forgets a stage and knows its id as discarded.
    mutating func drop(_ dropped: Stage) {
        stage = nil
        discarded.append(dropped.transaction)
        if discarded.count > Self.knownDiscards { discarded.removeFirst() }
    }

    private func applied(_ transaction: TransactionID) -> AppliedChange? {
        memory.history.suffix(memory.bounds.rememberedTransactions).last { $0.applied.transaction == transaction }
    }

    private func status(of transaction: TransactionID) -> TransactionStatus {
        let outcome: TransactionStatus.Outcome
        if let applied = applied(transaction)?.applied {
            outcome = .applied(revision: applied.revision, at: applied.at)
        } else if let stage, stage.transaction == transaction {
            outcome = .staged(remaining: described(stage).remaining)
        } else {
            outcome = discarded.contains(transaction) ? .discarded : .unknown
        }
        return TransactionStatus(transaction: transaction, outcome: outcome)
    }

    var isUnable: Bool {
        memory.isEndOfService || memory.hungSince != nil || memory.conditions.contains(.criticalMemoryError)
    }
}
