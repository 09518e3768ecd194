import CommandQueue
import PumpModel
import WandProtocol

/// A queue driven by hand: its clock, the journal's unanswered writes, and everything that came out.
struct QueueBench: ~Copyable {
    var queue: CommandQueue
    var now: Moment
    /// In order, urgent or not.
    private(set) var sent: [Envelope] = []
    /// When a stop was sent last, in monotonic milliseconds.
    private(set) var lastStopAt: Int64 = 0
    private(set) var unsettled: [JournalToken] = []
    private(set) var answers: [Ticket: [QueueAnswer]] = [:]
    private(set) var alerts: [Alert] = []
    private(set) var changed: [Command] = []
    private(set) var observed: [Observation] = []
    private(set) var records: [Command] = []
    private(set) var journalled: [JournalRecord.Event] = []
    /// Commands in records that the journal took.
    private(set) var durableRecords: [Command] = []
    private var written: [JournalToken: [Command]] = [:]
    /// The command that `at` brought to a step.
    private(set) var subject = TransactionID(high: 0, low: 0)
    private var lastNumber: UInt64 = 0

    init(policy: QueuePolicy = Fixture.policy) {
        queue = CommandQueue(policy: policy)
        now = Moment(uptimeMilliseconds: 1_000_000, utc: Fixture.at)
    }

    /// In session with a wand that reaches the fixture's pump, which was read once.
    static func ready(policy: QueuePolicy = Fixture.policy, capabilities: Capabilities = .all) -> QueueBench {
        var bench = QueueBench(policy: policy)
        bench.handle(.portOpened)
        bench.handle(.sessionOpened(capabilities))
        bench.reply(Fixture.status())
        bench.interrogate()
        bench.reply(.pumpReport(Fixture.report()))
        return bench
    }

    @discardableResult
    mutating func handle(_ event: QueueEvent) -> [QueueAction] {
        var actions: [QueueAction] = []
        queue.handle(event, at: now, into: &actions)
        for action in actions {
            switch action {
            case .send(let envelope): sent.append(envelope)
            case .sendUrgent(let envelope):
                sent.append(envelope)
                lastStopAt = now.uptimeMilliseconds
            case .persist(let token, let batch):
                unsettled.append(token)
                written[token] = batch.compactMap(\.command)
                records += batch.compactMap(\.command)
                journalled += batch.map(\.event)
            case .answer(let ticket, let answer): answers[ticket, default: []].append(answer)
            case .changed(let command): changed.append(command)
            case .observed(let observation): observed.append(observation)
            case .alert(let alert): alerts.append(alert)
            }
        }
        return actions
    }

    // MARK: the line

    /// Answers the request that was sent last.
    @discardableResult
    mutating func reply(_ message: Message) -> [QueueAction] {
        handle(.received(Envelope(requestID: sent.last?.requestID ?? 0, message: message)))
    }

    mutating func reopen() {
        handle(.sessionLost)
        handle(.sessionOpened(.all))
    }

    mutating func pass(_ milliseconds: Int64) {
        now.uptimeMilliseconds += milliseconds
        now.utc = now.utc.advanced(byMilliseconds: milliseconds)
    }

    @discardableResult
    mutating func tick(after milliseconds: Int64 = 0) -> [QueueAction] {
        pass(milliseconds)
        return handle(.tick)
    }

    /// Lets every deadline come in turn until `milliseconds` have passed.
    mutating func live(_ milliseconds: Int64) {
        let end = now.uptimeMilliseconds + milliseconds
        while let due = queue.nextDeadline, due <= end {
            tick(after: max(due - now.uptimeMilliseconds, 0))
        }
        tick(after: end - now.uptimeMilliseconds)
    }

    // MARK: the journal

    mutating func persist(_ token: JournalToken) {
        unsettled.removeAll { $0 == token }
        durableRecords += written.removeValue(forKey: token) ?? []
        handle(.persisted(token))
    }

    mutating func persistAll() {
        while let token = unsettled.first { persist(token) }
    }

    mutating func failWrite(_ reason: String = "disk full") {
        guard let token = unsettled.first else { return }
        unsettled.removeFirst()
        handle(.persistFailed(token, reason))
    }

    // MARK: clients

    private mutating func number() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }

    @discardableResult
    mutating func interrogate() -> Ticket {
        let ticket = Ticket(number())
        handle(.interrogate(ticket))
        return ticket
    }

    @discardableResult
    mutating func submit(_ request: CommandRequest = Fixture.request()) -> (id: TransactionID, ticket: Ticket) {
        let number = number()
        let id = TransactionID(high: 0xC0, low: number)
        handle(.submit(request, id: id, Ticket(number)))
        return (id, Ticket(number))
    }

    @discardableResult
    mutating func confirm(_ id: TransactionID, digest: String? = nil) -> Ticket {
        let ticket = Ticket(number())
        let shown = digest ?? queue.current(id)?.proposal?.digest ?? "none"
        handle(.confirm(id, digest: shown, userID: 1_000, ticket))
        return ticket
    }

    @discardableResult
    mutating func cancel(_ id: TransactionID) -> Ticket {
        let ticket = Ticket(number())
        handle(.cancel(id, userID: 1_000, ticket))
        return ticket
    }

    @discardableResult
    mutating func stop(_ pump: PumpSerial = Fixture.pump) -> (id: TransactionID, ticket: Ticket) {
        let number = number()
        let id = TransactionID(high: 0x50, low: number)
        handle(.stop(pump, Fixture.origin(), id: id, Ticket(number)))
        return (id, Ticket(number))
    }

    /// Looks at a command of an earlier run.
    mutating func adopt(_ id: TransactionID) {
        subject = id
        lastNumber = 1_000
    }

    // MARK: looking

    /// The only answer to a ticket; nil when there is none or more than one.
    func answer(_ ticket: Ticket) -> QueueAnswer? {
        let all = answers[ticket] ?? []
        return all.count == 1 ? all.first : nil
    }

    func refusal(_ ticket: Ticket) -> Refusal? {
        if case .refused(let refusal) = answer(ticket) { refusal } else { nil }
    }

    func state(_ id: TransactionID) -> CommandState? { queue.current(id)?.state }

    /// Names of what was sent since `count` messages had been.
    func sent(since count: Int) -> [String] { sent[count...].map { name($0.message) } }

    func count(_ type: String) -> Int { sent.count { name($0.message) == type } }
}

extension QueueBench {
    /// Where a command can stand, by what its lane waits for.
    enum Step: String, CaseIterable, Sendable {
        case notDurable, read, stage, confirmation, intent, commit, commitAnswer, query, discard, readBack
        case stopSend, stopQuery, stopReadBack
    }

    /// A queue with one command at `step`, and all journal writes settled except the one that the step waits for.
    static func at(_ step: Step) -> QueueBench {
        var bench = QueueBench.ready()
        if step.rawValue.hasPrefix("stop") {
            let id = bench.stop().id
            bench.persistAll()
            switch step {
            case .stopQuery: bench.live(Limits.stopLifetimeMilliseconds)
            case .stopReadBack: bench.reply(.stopped(Fixture.applied(id)))
            default: break
            }
            bench.persistAll()
            bench.subject = id
            return bench
        }
        let id = bench.submit().id
        bench.advance(id, to: step)
        bench.subject = id
        return bench
    }

    /// Carries a submitted command on, answering as a faultless wand and journal would.
    mutating func advance(_ id: TransactionID, to step: Step) {
        if step == .notDurable { return }
        persistAll()
        if step == .read { return }
        reply(.pumpReport(Fixture.report()))
        persistAll()
        if step == .stage { return }
        reply(Fixture.staged(id))
        persistAll()
        if step == .confirmation { return }
        confirm(id)
        if step == .intent { return }
        if step == .commit { handle(.sessionLost) }
        persistAll()
        if step == .commit || step == .commitAnswer { return }
        if step == .readBack {
            reply(.committed(Fixture.applied(id)))
        } else {
            reply(Fixture.fault(.telemetryLost))
            if step == .discard { reply(Fixture.transaction(id, .staged(remaining: TimeSpan(checked: 1_000)))) }
        }
        persistAll()
    }
}
