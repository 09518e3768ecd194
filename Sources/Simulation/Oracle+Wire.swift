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
        case .readWandStatus, .interrogate, .queryTransaction, .discard: break
        case .wandStatus, .pumpReport, .staged, .committed, .transactionStatus, .discarded, .stopped, .fault,
            .pumpEvent:
            throw Violation(.limitsHold, "the host sent a reply")
        }
        return envelope.message
    }

    private func staged(_ stage: StageRequest) throws(Violation) {
        let order = orders[stage.transaction]
        guard let order, order.pump == stage.pump, order.program == stage.program, order.base == stage.baseRevision
        else { throw Violation(.noStaleTherapy, "\(stage.transaction) was staged otherwise than it was ordered") }
        try isWithinLimits(stage.transaction, stage.program)
    }

    private mutating func committed(_ commit: CommitRequest, at now: Int64) throws(Violation) {
        let id = commit.transaction
        commitsSent[id, default: 0] += 1
        guard commitsSent[id] == 1 else { throw Violation(.atMostOnce, "the commit of \(id) was sent again") }
        guard let order = orders[id], let program = order.program, order.pump == commit.pump,
            order.base == commit.baseRevision
        else { throw Violation(.noStaleTherapy, "\(id) was committed otherwise than it was ordered") }
        try isWithinLimits(id, program)
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

    private func isWithinLimits(_ id: TransactionID, _ program: Program) throws(Violation) {
        func isDeliverable(_ dose: DailyDose) -> Bool {
            let picograms = dose.nanogramsPerDay * 1_000
            let factor = concentration.microgramsPerMilliliter
            return picograms >= limits.flow.lowerBound.nanolitersPerDay * factor
                && picograms <= limits.flow.upperBound.nanolitersPerDay * factor
        }
        let holds: Bool =
            switch program {
            case .stopped, .minimumRate: true
            case .simpleContinuous(let dose): dose <= limits.ceiling && isDeliverable(dose)
            case .singleBolus(let bolus, let base):
                base.nanogramsPerDay + bolus.dose.nanograms <= limits.ceiling.nanogramsPerDay && isDeliverable(base)
            }
        if !holds { throw Violation(.limitsHold, "\(id) left with \(program), which is over the hard limits") }
    }
}
