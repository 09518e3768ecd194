internal import DequeModule
internal import PumpModel
internal import WandProtocol

/// An emergency stop under way.
struct StopWork: Sendable {
    let id: TransactionID
    /// The same in every repetition: the wand answers each, the first answer settles it.
    var requestID: UInt32
    var step: Step
    /// Whether a sending can have been carried out without its answer having been delivered.
    var mayHaveActed = false
    /// When each user asked for it last, in monotonic milliseconds.
    var askedAt: [UInt32: Int64] = [:]

    enum Step: Hashable, Sendable {
        /// To be sent (again) at that time, until the deadline of the command.
        case send(at: Int64, wasSent: Bool)
        /// Sent, and not answered before its deadline: the pump's word.
        case query(Retry)
        /// Answered: a report that shows the pump stopped.
        case readBack(AppliedTransaction, Retry)
    }
}

extension TherapyLane {
    /// Starts a stop: everything that did not leave yet is taken back.
    mutating func start(
        _ command: Command, requestID: UInt32, _ now: Moment, _ out: inout Outbox
    ) {
        takeBack(by: command.id, now, &out)
        commands[command.id] = command
        out.note(.moved(command), now)
        stop = StopWork(
            id: command.id, requestID: requestID,
            step: .send(at: now.uptimeMilliseconds, wasSent: false),
            askedAt: [command.origin.userID: now.uptimeMilliseconds])
    }

    /// The stop under way that this user asked for a moment ago: asking at once again is the same asking, and leaves no
    /// record of its own.
    func stopJustAsked(by userID: UInt32, _ now: Moment) -> TransactionID? {
        guard let stop, let last = stop.askedAt[userID], now.uptimeMilliseconds - last < Limits.stopAskingMilliseconds
        else { return nil }
        switch stop.step {
        case .send where !stop.mayHaveActed: return stop.id
        case .readBack: return stop.id
        case .send, .query: return nil
        }
    }

    /// Cancels all that did not leave yet.
    mutating func takeBack(by stop: TransactionID, _ now: Moment, _ out: inout Outbox) {
        // those that are not durable yet as well: they are not among the waiting
        let queued = commands.values.filter { $0.state == .queued && $0.order != .stop }
        let inOrder = queued.sorted { ($0.acceptedAt, $0.id.high, $0.id.low) < ($1.acceptedAt, $1.id.high, $1.id.low) }
        for each in inOrder where each.id != active?.id {
            move(each.id, to: .cancelled(by: .stop(stop)), now, &out)
        }
        if let active {
            switch active.step {
            case .read: move(active.id, to: .cancelled(by: .stop(stop)), now, &out)
            case .stage, .confirmation, .intent, .commit:
                move(active.id, to: .cancelled(by: .stop(stop)), now, &out)
            case .commitAnswer, .query, .discard, .readBack: break
            }
        }
    }

    /// Asked for once more: it is said again for a whole lifetime from now, under the same id, until it is answered.
    ///
    /// One that an earlier session or run may have carried out is not: by now the pump may have forgotten its id. It is set
    /// aside to be asked about, and the new one gets an id of its own.
    /// - Returns: the id of the stop that goes on; nil when there is none.
    mutating func renewedStop(by userID: UInt32, _ now: Moment, _ out: inout Outbox) -> TransactionID? {
        guard let stop, var command = commands[stop.id] else { return nil }
        self.stop?.askedAt[userID] = now.uptimeMilliseconds
        let isCrowded = waiting.count { commands[$0]?.state != .queued } >= Limits.openCommandsPerPump
        switch stop.step {
        case .readBack: return stop.id  // the pump said that it has stopped
        case .send where !stop.mayHaveActed || isCrowded: break
        case .query where isCrowded: self.stop?.step = .send(at: now.uptimeMilliseconds, wasSent: true)
        case .send, .query:
            setAsideStop(now, &out)
            return nil
        }
        command.deadline = Command.Deadline(after: Limits.stopLifetimeMilliseconds, from: now)
        command.version += 1
        commands[stop.id] = command
        out.note(.moved(command), now)
        return stop.id
    }

    /// Makes room for another stop: the outcome of this one is settled among the commands in doubt.
    mutating func setAsideStop(_ now: Moment, _ out: inout Outbox) {
        guard let id = stop?.id else { return }
        stop = nil
        waitInDoubt(id, now, &out)
    }

    /// Answers that were under way will not come any more.
    mutating func sessionLost() {
        stopSentAt = nil
        switch stop?.step {
        case .send(_, wasSent: true), .query: stop?.mayHaveActed = true
        case .send(_, wasSent: false), .readBack, nil: break
        }
    }

    /// The stop that is to be sent now, over an open session.
    func dueStop(_ now: Moment) -> (requestID: UInt32, message: Message)? {
        guard let stop, case .send(let at, _) = stop.step, now.uptimeMilliseconds >= at,
            let command = commands[stop.id], !command.deadline.hasPassed(now)
        else { return nil }
        return (stop.requestID, .stop(request(stop.id)))
    }

    /// - Parameter pauseMilliseconds: until it is said again.
    mutating func stopSent(_ now: Moment, pauseMilliseconds: Int64, _ out: inout Outbox) {
        guard let id = stop?.id else { return }
        stopSentAt = now.uptimeMilliseconds
        closing = Retry(now)
        stop?.step = .send(at: now.uptimeMilliseconds + pauseMilliseconds, wasSent: true)
        if commands[id]?.state == .queued { move(id, to: .committing, now, &out) }
    }

    /// An answer to any of the repetitions.
    mutating func stopAnswered(_ result: Result, _ now: Moment, _ out: inout Outbox) {
        guard let stop else { return }
        // one that comes while the pump is being asked is its word as well
        switch stop.step {
        case .send, .query: break
        case .readBack: return
        }
        switch result {
        case .committed(let applied) where applied.transaction == stop.id: verifyStop(applied, now, &out)
        case .fault(let fault) where fault.code == .unsupportedMessage || fault.code == .malformed:
            move(stop.id, to: .failed(.device(code: fault.code.rawValue, detail: fault.detail)), now, &out)
        // out of range, another pump, busy, lost: it is said again until it is answered or its time is up
        case .fault(let fault) where !fault.code.leavesOutcomeUnknown: break
        case .fault, .committed, .report, .staged, .status, .noAnswer: self.stop?.mayHaveActed = true
        }
    }

    func stopNeed(_ now: Moment) -> Need? {
        guard let stop else { return nil }
        switch stop.step {
        case .send: return nil
        case .query(let retry):
            guard retry.isDue(now) else { return nil }
            return Need(purpose: .stop(stop.id), message: .queryTransaction(request(stop.id)), rank: 0)
        case .readBack(_, let retry):
            return retry.isDue(now) ? Need(purpose: .stop(stop.id), message: .interrogate, rank: 0) : nil
        }
    }

    /// When the stop is said again, in monotonic milliseconds.
    var stopRepeatsAt: Int64? {
        if case .send(let at, _) = stop?.step { at } else { nil }
    }

    /// When the stop's question or read-back is tried again, in monotonic milliseconds.
    var stopRetriesAt: Int64? {
        switch stop?.step {
        case .query(let retry), .readBack(_, let retry): retry.notBefore
        case .send, nil: nil
        }
    }

    mutating func tickStop(_ now: Moment, _ out: inout Outbox) {
        guard let stop, case .send(_, let wasSent) = stop.step, let command = commands[stop.id],
            command.deadline.hasPassed(now)
        else { return }
        guard wasSent else { return move(stop.id, to: .expired, now, &out) }
        self.stop?.step = .query(Retry(now))
        guard command.state != .inDoubt else { return }
        out.actions.append(.alert(.inDoubt(stop.id)))
        move(stop.id, to: .inDoubt, now, &out)
    }

    mutating func finishedStop(_ result: Result, _ now: Moment, _ out: inout Outbox) {
        guard let stop else { return }
        switch (stop.step, result) {
        case (.query, .status(let status)) where status.transaction == stop.id:
            switch status.outcome {
            case .applied(let revision, let at):
                verifyStop(AppliedTransaction(transaction: stop.id, revision: revision, at: at), now, &out)
            case .unknown, .discarded, .staged: stopWasNotApplied(.failed(.notApplied), now, &out)
            }
        case (.readBack(let applied, _), .report(let read)) where read.report.identity.serial == pump:
            endStop(stop.id, applied, read.report, now, &out)
        // within one session the wand answers in order, a stop first: had it been carried out, that answer were here
        case (.query, .fault(let fault))
        where !stop.mayHaveActed && (fault.code == .pumpOutOfRange || fault.code == .wrongPump):
            stopWasNotApplied(.failed(.device(code: fault.code.rawValue, detail: fault.detail)), now, &out)
        case (.query(var retry), _):
            retry.failed(now)
            self.stop?.step = .query(retry)
        case (.readBack(let applied, var retry), _):
            retry.failed(now)
            self.stop?.step = .readBack(applied, retry)
        case (.send, _): break
        }
    }

    /// The pump does not have it, as long as no copy of it is still on the line.
    private mutating func stopWasNotApplied(_ end: CommandState, _ now: Moment, _ out: inout Outbox) {
        guard let stop, case .query(var retry) = stop.step else { return }
        if isLineQuiet(now) { return move(stop.id, to: end, now, &out) }
        retry.failed(now)
        self.stop?.step = .query(retry)
    }

    /// Whether no urgent frame can still be on its way: it travels outside the sequence, so nothing but time or a new
    /// session makes sure of that.
    func isLineQuiet(_ now: Moment) -> Bool {
        stopSentAt.map { now.uptimeMilliseconds - $0 >= Limits.lineDelayMilliseconds } ?? true
    }

    private mutating func verifyStop(_ applied: AppliedTransaction, _ now: Moment, _ out: inout Outbox) {
        guard let id = stop?.id else { return }
        stop?.step = .readBack(applied, Retry(now))
        move(id, to: .verifying(revision: applied.revision), now, &out)
    }

    private mutating func endStop(
        _ id: TransactionID, _ applied: AppliedTransaction, _ report: PumpReport, _ now: Moment, _ out: inout Outbox
    ) {
        if report.program == .stopped, report.revision == applied.revision {
            move(id, to: .succeeded(revision: applied.revision), now, &out)
        } else if report.revision > applied.revision {
            move(id, to: .superseded(revision: applied.revision, by: report.revision), now, &out)
        } else {
            out.actions.append(.alert(.mismatch(id, expected: .stopped, found: report.program)))
            move(id, to: .mismatched(revision: applied.revision, found: report.program), now, &out)
        }
    }
}
