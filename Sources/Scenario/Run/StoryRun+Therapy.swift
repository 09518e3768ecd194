internal import CommandQueue
internal import Dosing
internal import PumpModel
internal import WandEngine
internal import WandProtocol

/// What a clinician does with wand and workstation: all of it asked of the daemon's engine, nothing past it.
extension StoryRun {
    private static let userID: UInt32 = 1_000

    /// Puts a question to the daemon and waits for its answer.
    private mutating func ask(_ question: (Ticket) -> QueueEvent) throws(StoryProblem) -> QueueAnswer {
        let ticket = Ticket(ward.count())
        try ward.tell(.queue(question(ticket)))
        try ward.run(until: ward.now + Self.patience, .answer(ticket))
        guard let answer = ward.answers.removeValue(forKey: ticket) else {
            throw StoryProblem("the daemon has not answered for \(Self.patience / 1_000) s")
        }
        return answer
    }

    mutating func interrogate(isTold: Bool = true) throws(StoryProblem) -> Outcome {
        try bringWand()
        switch try ask({ .interrogate($0) }) {
        case .pump(let known):
            let report = known.report
            if isTold {
                ward.tale.add(
                    .clinician, ward.now,
                    "interrogates: revision \(report.revision), \(report.program); \(StoryText.short(report.reservoir)) of "
                        + "\(report.concentration)" + alarms(report))
            }
            return Outcome()
        case .refused(let refusal):
            ward.tale.add(.clinician, ward.now, "interrogates: \(refusal.reasons)")
            return Outcome(refusal)
        case .command, .proposal, .judgement, .log: throw StoryProblem("the daemon answered something else")
        }
    }

    private func alarms(_ report: PumpReport) -> String {
        report.alarms.isEmpty ? "" : "; alarms: \(report.alarms.map(\.cause.name).joined(separator: ", "))"
    }

    mutating func change(_ order: ChangeOrder, _ step: StoryStep) throws(StoryProblem) -> Outcome {
        let reading = try interrogate(isTold: false)
        guard reading.problem == nil, let report = ward.known?.report else { return reading }
        let computed = try order.computed(on: report, at: ward.moment.utc, ward.site, card: ward.cardPolicy(report))
        for line in computed.steps { ward.tale.add(.clinician, ward.now, "computes \(line)") }
        let origin = Command.Origin(
            userID: Self.userID, operatorName: "story", reason: step.note ?? story.title, overrideReason: step.override)
        let request = CommandRequest(
            pump: report.identity.serial, baseRevision: report.revision, change: computed.change, origin: origin,
            lifetimeMilliseconds: ward.site.confirmationLifetime.milliseconds)
        let id = TransactionID(high: 0x5704, low: ward.count())
        switch try ask({ .submit(request, id: id, $0) }) {
        case .refused(let refusal): return refused(refusal, computed.change)
        case .command: break
        case .pump, .proposal, .judgement, .log: throw StoryProblem("the daemon answered something else")
        }
        try ward.run(until: ward.now + Self.patience, .proposal(id))
        guard let command = ward.engine.queue.command(id) else { throw StoryProblem("the daemon lost a command") }
        guard case .awaitingConfirmation = command.state, let proposal = command.proposal else { return ended(command) }
        tell(proposal, step.override)
        try ward.run(until: ward.now + Self.reading)
        switch try ask({ .confirm(id, digest: proposal.digest, userID: Self.userID, $0) }) {
        case .refused(let refusal): return refused(refusal, computed.change)
        case .command, .pump, .proposal, .judgement, .log: break
        }
        return try end(of: id)
    }

    private mutating func end(of id: TransactionID) throws(StoryProblem) -> Outcome {
        try ward.run(until: ward.now + Self.patience, .end(id))
        guard let command = ward.engine.queue.command(id) else { throw StoryProblem("the daemon lost a command") }
        return ended(command)
    }

    private mutating func refused(_ refusal: Refusal, _ change: PumpChange) -> Outcome {
        let outcome = Outcome(refusal)
        let what = outcome.needsOverride.isEmpty ? "REFUSED" : "needs an override"
        ward.tale.add(.daemon, ward.now, "\(change.program): \(what): \(refusal.reasons)")
        return outcome
    }

    /// Old and new side by side, as it is confirmed.
    private mutating func tell(_ proposal: Proposal, _ override: String?) {
        let percent = proposal.changeBasisPoints.map { " (\(StoryText.percent($0)))" } ?? ""
        ward.tale.add(
            .clinician, ward.now,
            "\(proposal.old) -> \(proposal.new.program); 24 h: \(proposal.oldTotal) -> \(proposal.newTotal)\(percent)")
        let more = proposal.new.also
        if !more.isEmpty { ward.tale.add(.clinician, ward.now, "with it: \(more.joined(separator: "; "))") }
        guard !proposal.softLimits.isEmpty else { return }
        let limits = proposal.softLimits.map(\.description).joined(separator: "; ")
        ward.tale.add(.clinician, ward.now, "overrides: \(limits). Reason: \(override ?? "")")
    }

    private mutating func ended(_ command: Command) -> Outcome {
        var outcome = Outcome()
        outcome.ends = command.state.name
        outcome.needsOverride = command.proposal?.softLimits.map(\.code) ?? []
        switch command.state {
        case .succeeded(let revision):
            ward.tale.add(.daemon, ward.now, "applied as revision \(revision), and read back as confirmed")
        case .rejected(let refusal):
            outcome = Outcome(refusal)
            outcome.ends = command.state.name
            ward.tale.add(.daemon, ward.now, "rejected: \(refusal.reasons)")
        case .failed(.device(_, let detail)):
            outcome.problem = "the pump: \(detail)"
            ward.tale.add(.daemon, ward.now, "failed, certainly not applied: \(detail)")
        default:
            outcome.problem = "the command ended as \(command.state.name)"
            ward.tale.add(.daemon, ward.now, "the command is \(command.state.name)")
        }
        return outcome
    }

    mutating func stop(_ step: StoryStep) throws(StoryProblem) -> Outcome {
        try bringWand()
        let origin = Command.Origin(userID: Self.userID, operatorName: "story", reason: step.note ?? story.title)
        let id = TransactionID(high: 0x5704, low: ward.count())
        ward.tale.add(.clinician, ward.now, "STOPS the pump")
        let serial = story.pump.serial
        switch try ask({ .stop(serial, origin, id: id, $0) }) {
        case .refused(let refusal): return Outcome(refusal)
        case .command, .pump, .proposal, .judgement, .log: return try end(of: id)
        }
    }

    /// The whole of a pump's log, page by page.
    mutating func readLog(_ choice: StoryAction.LogChoice) throws(StoryProblem) -> Outcome {
        try bringWand()
        var outcome = Outcome()
        var entries: [Outcome.LogEntry] = []
        var after: UInt32 = 0
        while true {
            let request = LogRequest(
                pump: story.pump.serial, log: choice == .events ? .events : .faults, after: after)
            let page: LogPage
            switch try ask({ .readLog(request, $0) }) {
            case .log(let found): page = found
            case .refused(let refusal): return Outcome(refusal)
            case .command, .pump, .proposal, .judgement: throw StoryProblem("the daemon answered something else")
            }
            let found = page.named
            entries += found.map { entry in Outcome.LogEntry(name: entry.name, clock: ward.tale.local(entry.at).clock) }
            guard let last = found.last, last.number < page.newest else { break }
            after = last.number
        }
        outcome.log = entries
        let text = entries.map { "\($0.name) \($0.clock)" }.joined(separator: ", ")
        ward.tale.add(.clinician, ward.now, "reads the \(choice.rawValue) log: \(text.isEmpty ? "empty" : text)")
        return outcome
    }
}
