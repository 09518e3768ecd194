internal import DequeModule
internal import PumpModel
internal import WandProtocol

extension TherapyLane {
    /// What the lane wants to be sent now; nil when it waits for something else.
    func need(_ now: Moment, isInRange: Bool) -> Need? {
        if let need = stopNeed(now) { return need }
        if let need = activeNeed(now) { return need }
        if isInRange, isAtRest, let closing, closing.isDue(now) {
            return Need(purpose: .closing, message: .interrogate, rank: 5)
        }
        guard let leftover = leftovers.first, active == nil || isReading, leftoverRetry?.isDue(now) ?? true else {
            return nil
        }
        return Need(purpose: .leftover(leftover), message: .discard(request(leftover)), rank: 4)
    }

    /// Whether nothing is to be done for this pump but to look at what is left.
    private var isAtRest: Bool { active == nil && stop == nil && waiting.isEmpty && leftovers.isEmpty }

    private var isReading: Bool { if case .read = active?.step { true } else { false } }

    private func activeNeed(_ now: Moment) -> Need? {
        guard let active, let command = commands[active.id] else { return nil }
        func need(_ message: Message, _ rank: Int) -> Need {
            Need(purpose: .command(active.id), message: message, rank: rank)
        }
        switch active.step {
        case .read(let retry): return retry.isDue(now) && leftovers.isEmpty ? need(.interrogate, 5) : nil
        case .stage(_, let until):
            guard case .change(let change, let base) = command.order, !until.hasPassed(now) else { return nil }
            // what is left of it: a repeated stage does not let the pump hold the program for longer
            let left = until.uptimeMilliseconds - now.uptimeMilliseconds
            let lifetime = TimeSpan(
                checked: PlantedBug.expiryIgnored.isPlanted ? Limits.commandLifetimeCeilingMilliseconds : left)
            let stage = StageRequest(
                pump: pump, transaction: active.id, baseRevision: ordered(base), lifetime: lifetime, change: change)
            return need(.stage(stage), 3)
        case .commit(let until):
            guard case .change(_, let base) = command.order, !until.hasPassed(now) else { return nil }
            return need(.commit(CommitRequest(pump: pump, transaction: active.id, baseRevision: ordered(base))), 2)
        case .query(let retry): return retry.isDue(now) ? need(.queryTransaction(request(active.id)), 1) : nil
        case .discard(let retry): return retry.isDue(now) ? need(.discard(request(active.id)), 1) : nil
        case .readBack(_, let retry): return retry.isDue(now) ? need(.interrogate, 1) : nil
        case .confirmation, .intent, .commitAnswer: return nil
        }
    }

    /// The revision that is named to the pump: the one that the client named.
    func ordered(_ base: ProgramRevision) -> ProgramRevision {
        PlantedBug.revisionCheckSkipped.isPlanted ? known?.report.revision ?? base : base
    }

    func request(_ id: TransactionID) -> TransactionRequest { TransactionRequest(pump: pump, transaction: id) }

    /// When time alone ends something, in monotonic milliseconds.
    var expiresAt: Int64? {
        let activeAt: Int64? =
            switch active?.step {
            case .read: deadline(active?.id)
            case .stage(_, let until), .confirmation(let until), .intent(let until), .commit(let until):
                until.uptimeMilliseconds
            case .commitAnswer, .query, .discard, .readBack, nil: nil
            }
        let stopAt: Int64? = if case .send = stop?.step { deadline(stop?.id) } else { nil }
        let queued = waiting.filter { commands[$0]?.state == .queued }
        return ([activeAt, stopAt].compactMap { $0 } + queued.map { deadline($0) }).min()
    }

    /// When something that did not work is tried again, in monotonic milliseconds.
    func retriesAt(isInRange: Bool) -> Int64? {
        let activeAt: Int64? =
            switch active?.step {
            case .read(let retry): leftovers.isEmpty ? retry.notBefore : nil
            case .query(let retry), .discard(let retry), .readBack(_, let retry): retry.notBefore
            case .stage, .confirmation, .intent, .commit, .commitAnswer, nil: nil
            }
        let leftoverAt = leftovers.isEmpty || !(active == nil || isReading) ? nil : leftoverRetry?.notBefore
        let closingAt = isInRange && isAtRest ? closing?.notBefore : nil
        return [activeAt, stopRetriesAt, leftoverAt, closingAt].compactMap { $0 }.min()
    }

    private func deadline(_ id: TransactionID?) -> Int64 {
        id.flatMap { commands[$0] }?.deadline.uptimeMilliseconds ?? .max
    }

    /// The request was handed to the link.
    mutating func sent(_ purpose: Purpose, _ now: Moment, _ out: inout Outbox) {
        if case .leftover = purpose { closing = Retry(now) }
        guard case .command(let id) = purpose, active?.id == id else { return }
        switch active?.step {
        case .stage:
            closing = Retry(now)
            held.insert(id)
            if commands[id]?.state == .validated { move(id, to: .staged, now, &out) }
        // from here on an answer that is missing is asked for: the step can not send again
        case .commit:
            closing = Retry(now)
            active?.step = .commitAnswer
        case .discard: closing = Retry(now)
        case .read, .confirmation, .intent, .commitAnswer, .query, .readBack, nil: break
        }
    }

    /// Starts the next command if nothing else is under way, and ends what ran out of time.
    mutating func tick(_ now: Moment, _ out: inout Outbox) {
        for id in waiting where commands[id].map({ $0.state == .queued && $0.deadline.hasPassed(now) }) ?? true {
            move(id, to: .expired, now, &out)
        }
        expireActive(now, &out)
        tickStop(now, &out)
        if PlantedBug.doubtDoesNotBlock.isPlanted, case .query = active?.step, let id = active?.id, !waiting.isEmpty {
            active = nil
            waiting.append(id)
        }
        guard active == nil, let next = waiting.first, let command = commands[next] else { return }
        // a stop holds up what is new, not what is in doubt
        guard stop == nil || command.state != .queued else { return }
        waiting.removeFirst()
        active = Active(id: next, step: firstStep(command, now))
    }

    private mutating func expireActive(_ now: Moment, _ out: inout Outbox) {
        guard let active, let command = commands[active.id] else { return }
        switch active.step {
        case .read:
            if command.deadline.hasPassed(now) { move(active.id, to: .expired, now, &out) }
        case .stage(_, let until), .confirmation(let until), .intent(let until), .commit(let until):
            guard until.hasPassed(now) else { return }
            move(active.id, to: .expired, now, &out)
        case .commitAnswer, .query, .discard, .readBack: break
        }
    }

    /// The intent to commit is durable.
    mutating func intentIsDurable(_ id: TransactionID) {
        // a write that comes late may belong to a command that ended meanwhile: it frees no other
        guard let active, active.id == id, case .intent(let until) = active.step else { return }
        self.active?.step = .commit(until: until)
    }

    /// The intent to commit could not be made durable: the order is not sent.
    mutating func intentFailed(_ id: TransactionID, _ reason: String, _ now: Moment, _ out: inout Outbox) {
        guard let active, active.id == id, case .intent = active.step else { return }
        move(active.id, to: .failed(.journal(reason)), now, &out)
    }
}
