internal import AlarmDesk
internal import CommandQueue
internal import PumpModel
internal import VirtualWand
internal import WandEngine
internal import WandLink
internal import WandProtocol

/// A workstation with the daemon's engine and its alarm desk, a serial line, a wand, and a pump behind it, on virtual time.
///
/// It jumps from one deadline to the next, and the same story gives the same events: ids and nonces are counted, not drawn.
/// Nothing is decided here; what the machines say is told in `tale`.
///
/// A class, though nobody shares it: a noncopyable struct of this size costs the compiler minutes.
final class Ward {
    /// The monotonic clock when the story begins: the machine has run for an hour.
    static let bootUptime: Int64 = 3_600_000
    /// What a wand takes from a request to its answer, in milliseconds.
    static let answerDelay: Int64 = 200
    /// Events without time passing, after which something spins.
    private static let eventsAtOnce = 10_000

    let site: Site
    let start: Timestamp
    /// Milliseconds since the story began.
    private(set) var now: Int64 = 0
    var tale: Tale

    // the daemon
    var engine: WandEngine
    var desk: AlarmDesk
    var journal = MemoryJournal()
    var session: WandSerial?
    var status: WandStatus?
    var isPortOpen = false
    var engineDueAt: Int64?
    var deskDueAt: Int64?
    var answers: [Ticket: QueueAnswer] = [:]
    var known: KnownPump?
    private var counted: UInt64 = 0

    // the line
    var deliveries: [Delivery] = []
    private var deliveryNumber: UInt64 = 0
    var encoder = FrameEncoder()

    // the bedside
    var wand: VirtualWand
    var wandDueAt: Int64?
    var isInRange = true
    var toldEvents: UInt32
    var toldFaults: UInt32
    var isFlowing = true
    var tip: TipRecord

    struct Delivery: Sendable {
        var at: Int64
        var number: UInt64
        var isToWand: Bool
        var bytes: [UInt8]
    }

    /// - Parameter memory: the pump's, as the story begins.
    init(_ story: Story, _ site: Site, _ memory: PumpMemory) {
        self.site = site
        start = story.start
        let moment = Moment(uptimeMilliseconds: Self.bootUptime, utc: story.start)
        var configuration = VirtualWand.Configuration(identity: WandIdentity(serial: WandSerial(checked: "STORY-WAND")))
        configuration.answerDelay = Self.answerDelay
        wand = VirtualWand(configuration: configuration, memory: memory, seed: 1, at: moment)
        engine = Self.engine(site)
        desk = AlarmDesk(policy: site.alarms)
        tale = Tale(start: story.start, utcOffsetMinutes: story.utcOffsetMinutes)
        toldEvents = memory.newestEvent
        toldFaults = memory.newestFault
        tip = TipRecord(isKept: story.looksAtTip)
    }

    static func engine(_ site: Site) -> WandEngine {
        WandEngine(
            policy: QueuePolicy(
                rules: site.rules, reportAge: site.interrogationAge,
                confirmationMilliseconds: site.confirmationLifetime.milliseconds),
            offer: Link.Offer(
                limits: ReceiveLimits(
                    bodyBytes: UInt16(Limits.frameBodyBytes), windowFrames: UInt8(Limits.linkWindowFrames)),
                host: "wandd in a story"))
    }

    /// Both clocks of the workstation.
    var moment: Moment {
        Moment(uptimeMilliseconds: Self.bootUptime + now, utc: start.advanced(byMilliseconds: now))
    }

    /// A number that was not used before.
    func count() -> UInt64 {
        counted += 1
        return counted
    }

    // MARK: time

    /// What a run of events may end with, before its time is up.
    enum Wait: Hashable, Sendable {
        case nothing
        /// The wand said which pump it reaches.
        case wandStatus
        case answer(Ticket)
        /// The command waits to be confirmed, or has ended.
        case proposal(TransactionID)
        case end(TransactionID)
    }

    /// Lets everything happen that is due until `time`, or until what is waited for.
    /// - Returns: whether that came.
    @discardableResult
    func run(until time: Int64, _ wait: Wait = .nothing) throws(StoryProblem) -> Bool {
        var atOnce = 0
        while true {
            if hasCome(wait) { return true }
            let next = min(
                deliveries.first?.at ?? .max, engineDueAt ?? .max, deskDueAt ?? .max, wandDueAt ?? .max, tip.dueAt)
            guard next <= time else {
                now = max(now, time)
                // the pump is as it is now, whoever looks
                try tellWand(.tick)
                return false
            }
            atOnce = next > now ? 0 : atOnce + 1
            if atOnce > Self.eventsAtOnce { throw StoryProblem("something spins: events, and no time passes") }
            now = max(now, next)
            try step(next)
        }
    }

    private func step(_ next: Int64) throws(StoryProblem) {
        if let delivery = deliveries.first, delivery.at <= next {
            deliveries.removeFirst()
            if delivery.isToWand {
                try tellWand(.received(delivery.bytes))
            } else {
                try tell(.received(delivery.bytes))
            }
        } else if let due = wandDueAt, due <= next {
            try tellWand(.tick)
        } else if let due = engineDueAt, due <= next {
            try tell(.tick)
        } else if let due = deskDueAt, due <= next {
            tellDesk(.tick)
        } else {
            try tellWand(.tick)
            tip.take(wand.pump.memory, at: now)
        }
    }

    private func hasCome(_ wait: Wait) -> Bool {
        switch wait {
        case .nothing: return false
        case .wandStatus: return status != nil
        case .answer(let ticket): return answers[ticket] != nil
        case .proposal(let id):
            guard let command = engine.queue.command(id) else { return false }
            if case .awaitingConfirmation = command.state { return true }
            return command.state.isTerminal
        case .end(let id): return engine.queue.command(id)?.state.isTerminal ?? false
        }
    }

    /// Puts bytes on the line: 115200 baud, ten bits for a byte.
    func carry(_ bytes: [UInt8], toWand: Bool) {
        guard isPortOpen else { return }
        deliveryNumber += 1
        let arrives = now + Int64(bytes.count) * 10 * 1_000 / 115_200 + 1
        let last = deliveries.last { $0.isToWand == toWand }?.at ?? 0
        let delivery = Delivery(at: max(arrives, last), number: deliveryNumber, isToWand: toWand, bytes: bytes)
        let place = deliveries.firstIndex { ($0.at, $0.number) > (delivery.at, delivery.number) } ?? deliveries.count
        deliveries.insert(delivery, at: place)
    }
}

extension Story {
    /// Whether anything in it asks what leaves the line.
    fileprivate var looksAtTip: Bool {
        steps.contains { step in
            if case .watch = step.action { return true }
            return step.expectation.expected(.atTip) != nil
        }
    }
}

extension StoryPump {
    func memory(at clock: Timestamp, _ site: Site) throws(StoryProblem) -> PumpMemory {
        let identity = PumpIdentity(
            serial: serial, model: model, firmware: "1.0", reservoirSize: reservoirSize,
            calibrationConstant: calibrationConstant)
        var memory = PumpMemory(
            identity: identity, isImplanted: isImplanted, concentration: concentration, program: program,
            reservoir: filled, clock: clock, serviceDays: serviceDays,
            setUp: try setUp?.setUp(model: model, calibrationConstant: calibrationConstant, site))
        memory.physics.line = CatheterLine(
            volume: lineVolume, filledWith: isLineFilled ? concentration : nil, at: clock)
        guard memory.physics.line != nil else {
            throw StoryProblem(
                "a line of \(lineVolume) is none: it holds \(CatheterLine.volumes.lowerBound) to "
                    + "\(CatheterLine.volumes.upperBound)")
        }
        return memory
    }
}
