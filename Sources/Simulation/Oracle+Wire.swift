package import CommandQueue
package import PumpModel
package import WandProtocol

extension Oracle {
    /// The host put this frame on the line.
    /// - Parameter stateOf: how the daemon has a command.
    /// - Returns: the message, the first time that it is sent in its session; a stop each time.
    @discardableResult
    package mutating func sent(
        _ frame: Frame, at now: Int64, stateOf: (TransactionID) -> CommandState?
    ) throws(Violation) -> Message? {
        guard frame.header.kind == .data || frame.header.kind == .urgent else { return nil }
        if frame.header.epoch != epoch {
            epoch = frame.header.epoch
            highestSequence = -1
        }
        if frame.header.kind == .data {
            guard Int(frame.header.sequence) > highestSequence else { return nil }
            highestSequence = Int(frame.header.sequence)
        }
        guard let envelope = try? Envelope(decoding: frame.body) else {
            throw Violation(.limitsHold, "the host sent a message that is none")
        }
        switch envelope.message {
        case .stage(let stage):
            try staged(stage)
            try isAlone(stage.transaction, on: stage.pump, stateOf)
        case .commit(let commit):
            try committed(commit, at: now)
            try isAlone(commit.transaction, on: commit.pump, stateOf)
            inFlux.insert(commit.transaction)
        case .stop(let stop):
            guard orders[stop.transaction]?.pump == stop.pump else {
                throw Violation(.stopWorks, "a stop left that nobody asked for")
            }
            inFlux.insert(stop.transaction)
        case .readWandStatus, .interrogate, .queryTransaction, .discard, .readLog: break
        case .wandStatus, .pumpReport, .staged, .committed, .transactionStatus, .discarded, .stopped, .logPage,
            .fault, .pumpEvent:
            throw Violation(.limitsHold, "the host sent a reply")
        }
        return envelope.message
    }

    private func staged(_ stage: StageRequest) throws(Violation) {
        let order = orders[stage.transaction]
        guard let order, order.pump == stage.pump, order.change == stage.change, order.base == stage.baseRevision
        else { throw Violation(.noStaleTherapy, "\(stage.transaction) was staged otherwise than it was ordered") }
        try isWithinLimits(stage.transaction, stage.change)
    }

    private mutating func committed(_ commit: CommitRequest, at now: Int64) throws(Violation) {
        let id = commit.transaction
        commitsSent[id, default: 0] += 1
        guard commitsSent[id] == 1 else { throw Violation(.atMostOnce, "the commit of \(id) was sent again") }
        guard let order = orders[id], let change = order.change, order.pump == commit.pump,
            order.base == commit.baseRevision
        else { throw Violation(.noStaleTherapy, "\(id) was committed otherwise than it was ordered") }
        try isWithinLimits(id, change)
        guard durable[id]?.hasIntent == true else {
            throw Violation(.audit, "the commit of \(id) left before its intent was durable")
        }
        guard confirmed.contains(id) else { throw Violation(.confirmed, "\(id) was committed and nobody confirmed it") }
        guard now < order.deadline else {
            throw Violation(.noStaleTherapy, "the commit of \(id) left after its deadline")
        }
        if let ending = unapplied[id] { throw Violation(.noLoss, "\(id) had ended as \(ending) and was committed") }
    }

    /// Nothing else that can change the pump is under way.
    private mutating func isAlone(
        _ id: TransactionID, on pump: PumpSerial, _ stateOf: (TransactionID) -> CommandState?
    ) throws(Violation) {
        for other in inFlux where other != id && orders[other]?.pump == pump {
            switch stateOf(other) {
            case .committing, .inDoubt:
                throw Violation(.doubtBlocks, "\(id) was begun while the outcome of \(other) was not known")
            case .queued, .validated, .staged, .awaitingConfirmation, .verifying, .succeeded, .rejected, .failed,
                .cancelled, .expired, .superseded, .mismatched, nil:
                break
            }
        }
    }

    /// By its own arithmetic: every rate within the pump's flows, and no 24 h above the ceiling.
    private func isWithinLimits(_ id: TransactionID, _ change: PumpChange) throws(Violation) {
        let concentration = change.refill?.concentration ?? concentration
        func isDeliverable(_ dose: DailyDose) -> Bool {
            let picograms = dose.nanogramsPerDay * 1_000
            let factor = concentration.microgramsPerMilliliter
            return picograms >= bounds.flow.lowerBound.nanolitersPerDay * factor
                && picograms <= bounds.flow.upperBound.nanolitersPerDay * factor
        }
        var most: Int64 = 0
        var rates: [DailyDose] = []
        switch change.program.base {
        case .stopped, .minimumRate: break
        case .simpleContinuous(let dose): (most, rates) = (dose.nanogramsPerDay, [dose])
        case .periodicBoluses(let boluses, let dose):
            let perDay = 86_400_000 / (Int64(boluses.intervalMinutes) * 60_000)
            (most, rates) = (dose.nanogramsPerDay + boluses.bolus.dose.nanograms * perDay, [dose])
        case .flex(let schedule):
            rates = schedule.rates.map(\.perDay)
            // the greatest day: two halves of days could only come near it, and the schedules here have equal days
            most = schedule.week.map(\.total).max() ?? 0
        }
        if case .bolus(let bolus) = change.program.once { most += bolus.dose.nanograms }
        if let patient = change.program.patientBolus {
            most += patient.bolus.dose.nanograms * Int64(patient.allottedPer24Hours)
        }
        guard most <= bounds.ceiling.nanogramsPerDay, rates.allSatisfy(isDeliverable) else {
            throw Violation(.limitsHold, "\(id) left with \(change.program), which is over the hard limits")
        }
    }
}
