import CommandQueue
import PumpModel
import Testing
import WandProtocol

/// Tens of thousands of random events from a seed, sensible and senseless ones, with the promises checked after each.
@Suite struct RandomWalkTests {
    /// One walk: the queue, a pump that mostly behaves, and the dice.
    struct Walk: ~Copyable {
        var queue = CommandQueue(policy: Fixture.policy)
        var now = Moment(uptimeMilliseconds: 0, utc: Fixture.at)
        var watch = Watch()
        var dice: Dice
        var tokens: [JournalToken] = []
        var requests: [Envelope] = []
        var ids: [TransactionID] = []
        var nextTicket: UInt64 = 0
        /// The pump behind the wand: what it runs, what it holds, what it applied.
        var program = Fixture.old
        var revision: UInt32 = 7
        var held: StageRequest?
        var heldUntil: Int64 = 0
        var applied: [TransactionID: UInt32] = [:]
        var isOpen = false

        init(_ seed: Int) { dice = Dice(seed) }

        mutating func ticket() -> Ticket {
            nextTicket += 1
            watch.asked.insert(Ticket(nextTicket))
            return Ticket(nextTicket)
        }

        mutating func handle(_ event: QueueEvent) {
            var actions: [QueueAction] = []
            if case .persisted(let token) = event { watch.durable(token) }
            queue.handle(event, at: now, into: &actions)
            for action in actions {
                switch action {
                case .send(let envelope), .sendUrgent(let envelope):
                    if !isOpen { watch.faults.append("sent without a session") }
                    requests.append(envelope)
                case .persist(let token, _): tokens.append(token)
                case .answer, .changed, .observed, .alert: break
                }
            }
            watch.see(actions, queue, now)
            if requests.count > 20 { requests.removeFirst(requests.count - 20) }
        }

        /// What a sound pump answers.
        mutating func honest(_ message: Message) -> Message {
            if now.uptimeMilliseconds >= heldUntil { held = nil }
            switch message {
            case .readWandStatus: return Fixture.status()
            case .interrogate: return .pumpReport(Fixture.report(program, revision: ProgramRevision(revision)))
            case .stage(let stage):
                guard stage.baseRevision.number == revision else { return Fixture.fault(.wrongRevision) }
                if let held, held.transaction != stage.transaction { return Fixture.fault(.stagedBusy) }
                if held == nil { heldUntil = now.uptimeMilliseconds + stage.lifetime.milliseconds }
                held = stage
                return Fixture.staged(stage.transaction, stage.change.program, base: stage.baseRevision)
            case .commit(let commit):
                guard let stage = held, stage.transaction == commit.transaction else {
                    return Fixture.fault(.unknownTransaction)
                }
                apply(stage.change.program, commit.transaction)
                return .committed(Fixture.applied(commit.transaction, ProgramRevision(revision)))
            case .stop(let stop):
                if applied[stop.transaction] == nil { apply(.stopped, stop.transaction) }
                return .stopped(
                    Fixture.applied(stop.transaction, ProgramRevision(applied[stop.transaction] ?? revision)))
            case .queryTransaction(let query): return Fixture.transaction(query.transaction, outcome(query.transaction))
            case .discard(let discard):
                if held?.transaction == discard.transaction { held = nil }
                return .discarded(
                    TransactionStatus(transaction: discard.transaction, outcome: outcome(discard.transaction)))
            default: return Fixture.fault(.unsupportedMessage)
            }
        }

        private mutating func apply(_ new: Program, _ id: TransactionID) {
            held = nil
            revision += 1
            program = new
            applied[id] = revision
        }

        private func outcome(_ id: TransactionID) -> TransactionStatus.Outcome {
            if let revision = applied[id] { return .applied(revision: ProgramRevision(revision), at: Fixture.at) }
            return held?.transaction == id ? .staged(remaining: .zero) : .unknown
        }

        mutating func nonsense() -> Message {
            let id = ids.isEmpty ? TransactionID(high: 0, low: 0) : dice.pick(ids)
            let revision = ProgramRevision(UInt32(dice.roll(12)))
            switch dice.roll(10) {
            case 0:
                return Fixture.status(
                    dice.pick([nil, Fixture.pump, Fixture.otherPump]), isImplanted: dice.roll(4) == 0)
            case 1:
                let serial = dice.pick([Fixture.pump, Fixture.otherPump])
                return .pumpReport(
                    Fixture.report(dice.pick([Fixture.old, Fixture.new, .stopped]), revision: revision, serial: serial))
            case 2: return Fixture.staged(id, dice.pick([Fixture.old, Fixture.new]), base: revision)
            case 3: return .committed(Fixture.applied(id, revision))
            case 4: return .stopped(Fixture.applied(id, revision))
            case 5: return Fixture.transaction(id, .applied(revision: revision, at: Fixture.at))
            case 6: return Fixture.transaction(id, dice.pick([.unknown, .discarded, .staged(remaining: .zero)]))
            case 7, 8: return Fixture.fault(dice.pick(FaultCode.allCases))
            default: return .interrogate
            }
        }

        /// The revision that a client read, or thinks it did.
        private mutating func known() -> ProgramRevision { ProgramRevision(dice.roll(8) == 0 ? 3 : revision) }

        mutating func checkBounds() {
            let commands = queue.commands
            let open = commands.count { !$0.state.isTerminal }
            if open > 2 * (Limits.openCommandsPerPump + 1) { watch.faults.append("open commands grow") }
            if commands.count - open > 2 * Limits.endedCommandsPerPump { watch.faults.append("ended commands grow") }
        }

        mutating func step() {
            switch dice.roll(40) {
            case 0...2:
                ids.append(TransactionID(high: 1, low: UInt64(ids.count)))
                let change = dice.pick([Fixture.old, Fixture.new, .minimumRate])
                let key = dice.roll(3) == 0 ? "k\(dice.roll(50))" : nil
                let request = Fixture.request(
                    change, base: known(), key: key, override: "walk",
                    lifetimeMilliseconds: Int64(dice.pick([5_000, 20_000, 120_000, 600_000])))
                handle(.submit(request, id: ids.last!, ticket()))
            case 3:
                guard let id = ids.suffix(40).randomElement(using: &dice) else { break }
                let digest = queue.current(id)?.proposal?.digest ?? ""
                handle(.confirm(id, digest: dice.roll(10) == 0 ? "0" : digest, userID: 1, ticket()))
            case 4...6:
                // whoever waits for a confirmation gets it
                for command in queue.commands where command.state.name == "awaitingConfirmation" {
                    handle(.confirm(command.id, digest: command.proposal?.digest ?? "", userID: 1, ticket()))
                }
            case 7 where dice.roll(3) == 0:
                if let id = ids.suffix(40).randomElement(using: &dice) { handle(.cancel(id, userID: 1, ticket())) }
            case 8 where dice.roll(8) == 0:
                ids.append(TransactionID(high: 2, low: UInt64(ids.count)))
                handle(
                    .stop(
                        dice.roll(5) == 0 ? Fixture.otherPump : Fixture.pump, Fixture.origin(), id: ids.last!, ticket())
                )
            case 9: handle(.interrogate(ticket()))
            case 10: handle(.propose(Fixture.request(base: known()), ticket()))
            case 11 where dice.roll(3) == 0:
                isOpen = false
                handle(dice.roll(3) == 0 ? .portClosed : .sessionLost)
            case 11, 12:
                handle(.portOpened)
                isOpen = true
                handle(.sessionOpened(.all))
            case 13 where dice.roll(4) == 0:
                if let request = requests.last { handle(.sendRefused(requestID: request.requestID)) }
            case 14...16: if !tokens.isEmpty { handle(.persisted(tokens.removeFirst())) }
            case 17: while !tokens.isEmpty { handle(.persisted(tokens.removeFirst())) }
            case 18 where dice.roll(4) == 0: if !tokens.isEmpty { handle(.persistFailed(tokens.removeFirst(), "walk")) }
            case 19...30:
                guard let request = requests.last else { break }
                let answer = honest(request.message)
                // carried out, and the answer perhaps lost
                if isOpen, dice.roll(10) != 0 {
                    handle(.received(Envelope(requestID: request.requestID, message: answer)))
                }
            case 31 where dice.roll(3) == 0:
                guard let request = dice.roll(2) == 0 ? requests.last : requests.first, isOpen else { break }
                handle(.received(Envelope(requestID: request.requestID, message: nonsense())))
            case 32 where dice.roll(8) == 0:
                now.uptimeMilliseconds += Int64(dice.pick([8_000, 20_000, 60_000]))
                handle(.tick)
            case 33...35:
                now.uptimeMilliseconds += Int64(dice.roll(300))
                handle(.tick)
            default:
                if let due = queue.nextDeadline, due > now.uptimeMilliseconds { now.uptimeMilliseconds = due }
                handle(.tick)
                if let due = queue.nextDeadline, due <= now.uptimeMilliseconds { watch.faults.append("spins") }
            }
        }
    }

    @Test(arguments: 1...10)
    func promisesHold(_ seed: Int) {
        var walk = Walk(seed)
        for step in 0..<4_000 {
            walk.step()
            if step % 100 == 0 { walk.checkBounds() }
            guard walk.watch.faults.isEmpty else {
                Issue.record("seed \(seed), step \(step): \(walk.watch.faults)")
                return
            }
        }
        // at the end the journal is written, the port closes, and nobody is left without an answer
        while !walk.tokens.isEmpty { walk.handle(.persisted(walk.tokens.removeFirst())) }
        walk.isOpen = false
        walk.handle(.portClosed)
        while !walk.tokens.isEmpty { walk.handle(.persisted(walk.tokens.removeFirst())) }
        let unanswered = walk.watch.asked.filter { walk.watch.answered[$0] == nil }
        #expect(unanswered.isEmpty && walk.watch.faults.isEmpty, "seed \(seed): \(walk.watch.faults)")
        // a walk that never gets anywhere checks nothing
        #expect(
            walk.watch.commitsSent > 1 && walk.watch.successes > 1,
            "seed \(seed): \(walk.watch.commitsSent), \(walk.watch.successes)")
    }
}
