internal import CommandQueue
internal import PumpModel
internal import WandEngine

/// What the clients do, and what they are told.
extension World {
    /// One client's turn.
    mutating func act(_ client: Int) throws(Violation) {
        guard !plan.isOver else { return }
        heap.add(.clientActs(client), at: now + chances.clients.between(200...2_500))
        guard isRunning else { return }
        let isFresh = clients[client].readAt > now - 20_000
        let turn = chances.clients.below(100)
        switch turn {
        case 0..<45 where isFresh:
            if let request = clients[client].request(bedside.current, &chances.clients) {
                clients[client].submissions.append(Client.Submission(request: request, id: nil))
                return try submit(client, clients[client].submissions.count - 1)
            }
        case 45..<50 where isFresh:
            if let request = clients[client].request(bedside.current, &chances.clients) {
                return try ask(client, .proposal) { ticket, _ in .propose(request, ticket) }
            }
        case 50..<54:
            let pump = chances.clients.happens(perMille: 100) ? 1 - bedside.current : bedside.current
            return try stop(client, Bedside.serials[pump])
        case 54..<58:
            // the answer is known, or was never given: the same key asks for the same thing
            let keyed = clients[client].submissions.indices.filter {
                clients[client].submissions[$0].request.origin.idempotencyKey != nil
            }
            if !keyed.isEmpty { return try submit(client, chances.clients.pick(Array(keyed.suffix(6)))) }
        case 63:
            // another wand of the same daemon stops the pump
            if chances.clients.below(4) == 0 {
                let stop = freshID()
                trace.note(now, "client", "\(client) stops \(Bedside.serials[bedside.current]) by another wand")
                try tell(.queue(.stoppedElsewhere(Bedside.serials[bedside.current], by: stop)))
            }
        case 60..<63:
            // somebody looks at the list; while the journal takes nothing it shows stops that are not durable
            let isFailing = engine.queue.journalProblem != nil
            for command in engine.queue.commands.prefix(12) where !(isFailing && command.order == .stop) {
                try oracle.told(Fact(command))
            }
        case 58..<60:
            if let id = clients[client].submissions.last?.id {
                return try ask(client, .cancellation) { .cancel(id, userID: $1, $0) }
            }
        default: break
        }
        if !isFresh || turn >= 90 { try ask(client, .reading) { ticket, _ in .interrogate(ticket) } }
    }

    /// Puts a question to the daemon.
    mutating func ask(
        _ client: Int, _ question: Client.Question, _ event: (Ticket, UInt32) -> QueueEvent
    ) throws(Violation) {
        guard isRunning, !plan.isOver else { return }
        nextTicket += 1
        let ticket = Ticket(nextTicket)
        questions[ticket] = (client, question)
        let event = event(ticket, clients[client].userID)
        tally.questions += 1
        trace.note(now, "client", "\(client) asks \(Self.text(event))")
        try tell(.queue(event))
    }

    mutating func submit(_ client: Int, _ submission: Int) throws(Violation) {
        let id = freshID()
        let request = clients[client].submissions[submission].request
        oracle.ordered(
            id, pump: request.pump, change: request.change, base: request.baseRevision,
            deadline: now + request.lifetimeMilliseconds, key: request.origin.idempotencyKey)
        try ask(client, .submission(submission)) { ticket, _ in .submit(request, id: id, ticket) }
    }

    private mutating func stop(_ client: Int, _ pump: PumpSerial) throws(Violation) {
        let id = freshID()
        oracle.ordered(id, pump: pump, change: nil, base: nil, deadline: .max, key: nil)
        let origin = Command.Origin(userID: clients[client].userID, operatorName: "Ada", reason: "too much")
        try ask(client, .stop) { ticket, _ in .stop(pump, origin, id: id, ticket) }
    }

    mutating func confirm(_ client: Int, _ id: TransactionID, _ digest: String) throws(Violation) {
        if engine.queue.current(id)?.proposal?.digest == digest { oracle.confirms(id) }
        try ask(client, .confirmation) { .confirm(id, digest: digest, userID: $1, $0) }
    }

    private mutating func freshID() -> TransactionID {
        nextSmallID += 1
        if PlantedBug.smallTransactionIDs.isPlanted { return TransactionID(high: 0, low: nextSmallID) }
        return TransactionID(high: chances.identifiers.next(), low: chances.identifiers.next())
    }

    // MARK: what they are told

    mutating func answered(_ ticket: Ticket, _ answer: QueueAnswer) throws(Violation) {
        guard let (client, question) = questions.removeValue(forKey: ticket) else {
            throw Violation(.liveness, "a client was answered that did not ask, or twice")
        }
        trace.note(now, "client", "\(client) is told \(Self.text(answer))")
        switch answer {
        case .pump(let known):
            if let pump = Bedside.serials.firstIndex(of: known.report.identity.serial) {
                clients[client].known[pump] = (known.report.revision, known.report.program)
                clients[client].readAt = now
            }
        case .command(let command):
            try oracle.told(Fact(command))
            if case .submission(let index) = question { clients[client].submissions[index].id = command.id }
        case .proposal, .judgement, .log: break
        case .refused(let refusal):
            tally.refusals += 1
            guard case .submission(let index) = question, mayWork(refusal), chances.clients.below(2) == 0 else { break }
            heap.add(
                .clientAsksAgain(client, submission: index), at: now + chances.clients.between(300...3_000))
        }
    }

    /// The daemon is gone, and with it the connections: who had asked for something asks again.
    mutating func disconnect() {
        for (ticket, asked) in questions.sorted(by: { $0.key.number < $1.key.number }) {
            questions[ticket] = nil
            guard case .submission(let index) = asked.question, chances.clients.below(3) > 0 else { continue }
            heap.add(
                .clientAsksAgain(asked.client, submission: index), at: now + chances.clients.between(500...6_000))
        }
    }

    /// Whether the same request can be taken another time.
    private func mayWork(_ refusal: Refusal) -> Bool {
        switch refusal {
        case .linkDown, .noPumpInRange, .journal, .queueFull, .noAnswer, .unknownPump, .shuttingDown: true
        default: false
        }
    }

    /// Whoever watches hears of it; what is to be confirmed is confirmed, or not, or wrongly.
    mutating func heard(_ command: Command) throws(Violation) {
        try oracle.told(Fact(command))
        guard case .awaitingConfirmation = command.state, let digest = command.proposal?.digest, !plan.isOver else {
            return
        }
        let client = min(max(Int(command.origin.userID) - 1_000, 0), clients.count - 1)
        func confirm(_ digest: String, after range: ClosedRange<Int64>) {
            heap.add(
                .clientConfirms(client, command.id, digest: digest), at: now + chances.clients.between(range))
        }
        switch chances.clients.below(100) {
        case 0..<74: confirm(digest, after: 50...3_000)
        case 74..<79:
            confirm(String(digest.reversed()), after: 50...1_000)
            confirm(digest, after: 1_000...3_000)
        case 79..<85:
            confirm(digest, after: 50...2_000)
            confirm(digest, after: 50...2_500)
        case 85..<93: confirm(digest, after: 10_000...40_000)
        case 93..<97:
            heap.add(.clientCancels(client, command.id), at: now + chances.clients.between(50...5_000))
        default: break
        }
    }

    static func text(_ event: QueueEvent) -> String {
        switch event {
        case .submit(let request, let id, _):
            "submit \(short(id)) key \(request.origin.idempotencyKey ?? "-"): \(request.change) for \(request.pump) "
                + "on \(request.baseRevision), \(request.lifetimeMilliseconds) ms"
        case .confirm(let id, _, _, _): "confirm \(short(id))"
        case .cancel(let id, _, _): "cancel \(short(id))"
        case .stop(let pump, _, let id, _): "stop \(short(id)) for \(pump)"
        default: "\(event)"
        }
    }

    static func text(_ answer: QueueAnswer) -> String {
        switch answer {
        case .command(let command): "\(short(command.id)) v\(command.version) \(command.state)"
        case .pump(let known): "revision \(known.report.revision)"
        case .proposal: "a proposal"
        case .judgement: "what the rules say"
        case .log: "a page of a log"
        case .refused(let refusal): "refused: \(refusal)"
        }
    }
}
