package import PumpModel
package import WandProtocol

/// A programmer wand with a pump behind it, as a host finds them at the other end of a serial line.
///
/// States: no session, or one session with its queue of requests; of all requests at most one is on its way to the pump
/// or back (`exchange`). Events go in with the time, actions come out and are carried out in order. When the time of a
/// call lies behind several deadlines, each is handled at its own time.
///
/// Power cuts: drop the value between any two actions, and make a new one from the last memory that was persisted.
package struct VirtualWand: Sendable {
    package enum Event: Hashable, Sendable {
        /// Bytes of the line, cut anyhow.
        case received([UInt8])
        /// One sound frame, for callers without a line.
        case frame(Frame)
        /// Only time passed.
        case tick
        case fault(WandFault)
    }

    package enum Action: Hashable, Sendable {
        /// The pump's memory becomes this before anything later is done.
        case persist(PumpMemory)
        /// One frame for the line.
        case transmit(Frame)
    }

    package struct Configuration: Hashable, Sendable {
        package var identity: WandIdentity
        package var isPumpInRange = true
        package var strengthPercent: UInt8 = 80
        /// Time between the arrival of a request and its answer, in milliseconds: half on the way to the pump.
        package var answerDelay: Int64 = 0
        package var answerFaults = AnswerFaults()

        package init(identity: WandIdentity) { self.identity = identity }
    }

    var configuration: Configuration
    var link: VirtualWandLink
    package internal(set) var pump: VirtualPump
    var timeline: PumpTimeline
    var decoder = FrameDecoder()
    var startedAt: Int64
    /// The wand's wall clock at `clockSetAt`.
    private let clock: Timestamp
    private let clockSetAt: Int64

    /// Counts sessions, so that an answer finds out whether its session is still there.
    var sessionNumber: UInt64 = 0
    var capabilities: Capabilities?
    var queue = RequestQueue()
    var exchange: Exchange?
    var lastEventSent: UInt32 = 0

    /// A wand and a pump that are switched on at `moment`; the pump's clock goes on from its memory or from
    /// `moment.utc`, whichever is later, `timeFactor` times as fast as time passes.
    /// - Parameter seed: of epochs and nonces; another one for each start.
    package init(
        configuration: Configuration, memory: PumpMemory, seed: UInt64, at moment: Moment, timeFactor: Int64 = 1
    ) {
        self.configuration = configuration
        link = VirtualWandLink(identity: configuration.identity, seed: seed)
        timeline = PumpTimeline(
            uptime: moment.uptimeMilliseconds, clock: max(memory.clock, moment.utc), factor: timeFactor)
        pump = VirtualPump(
            memory: memory, at: timeline.moment(at: moment.uptimeMilliseconds),
            capabilities: configuration.identity.capabilities)
        startedAt = moment.uptimeMilliseconds
        clock = moment.utc
        clockSetAt = moment.uptimeMilliseconds
    }

    /// The time of the next `.tick`, in milliseconds of uptime; nil when nothing is due ever.
    package var nextDeadline: Int64? {
        let due: [Int64?] = [
            link.nextDeadline, exchange?.dueAt, pump.stageExpiry, pump.nextChange.map(timeline.uptime(reaching:)),
        ]
        return due.compactMap { $0 }.min()
    }

    /// Whether a host has a session with the wand.
    package var isInSession: Bool { capabilities != nil }

    /// Handles one event at `now`, milliseconds of uptime.
    package mutating func handle(_ event: Event, at now: Int64) -> [Action] {
        var actions: [Action] = []
        while let due = nextDeadline, due <= now {
            elapse(to: due, &actions)
        }
        elapse(to: now, &actions)
        switch event {
        case .tick: break
        case .frame(let frame): perform(link.receive(frame, now: now), now, &actions)
        case .received(let bytes):
            for found in decoder.decode(bytes) {
                switch found {
                case .frame(let frame): perform(link.receive(frame, now: now), now, &actions)
                case .corrupt: perform(link.receiveDamage(now: now), now, &actions)
                }
            }
        case .fault(let fault): inflict(fault, now, &actions)
        }
        sendEvents(now, &actions)
        return actions
    }

    /// Brings the pump up to `now` and persists it, so that a restart goes on from there.
    package mutating func checkpoint(at now: Int64) -> [Action] {
        var actions = handle(.tick, at: now)
        actions.append(.persist(pump.memory))
        return actions
    }

    /// Everything that is due at `now` and not later.
    private mutating func elapse(to now: Int64, _ actions: inout [Action]) {
        perform(pump.advance(to: timeline.moment(at: now)), &actions)
        perform(link.elapse(to: now), now, &actions)
        advanceExchange(now, &actions)
        sendEvents(now, &actions)
    }

    /// Carries out what the link asks for.
    mutating func perform(_ asked: [WandLinkAction], _ now: Int64, _ actions: inout [Action]) {
        for action in asked {
            switch action {
            case .transmit(let frame): actions.append(.transmit(frame))
            case .opened(let capabilities):
                forgetSession()
                self.capabilities = capabilities
                lastEventSent = pump.memory.newestEvent
            case .ended: forgetSession()
            case .deliver(let body, let isUrgent): take(body, isUrgent: isUrgent, now, &actions)
            }
        }
    }

    /// Passes on what the pump asks for; returns its answer.
    @discardableResult
    mutating func perform(_ asked: [PumpAction], _ actions: inout [Action]) -> Message? {
        var answer: Message?
        for action in asked {
            switch action {
            case .persist(let memory): actions.append(.persist(memory))
            case .answer(let message): answer = message
            }
        }
        return answer
    }

    /// The requests of the old session that wait are forgotten; one that is on its way is finished.
    private mutating func forgetSession() {
        sessionNumber += 1
        capabilities = nil
        queue = RequestQueue()
    }

    private mutating func inflict(_ fault: WandFault, _ now: Int64, _ actions: inout [Action]) {
        let moment = timeline.moment(at: now)
        switch fault {
        case .range(let isInRange):
            configuration.isPumpInRange = isInRange
            if !isInRange { exchange?.loseContact() }
        case .strength(let percent): configuration.strengthPercent = min(max(percent, 1), 100)
        case .reboot:
            link.restart()
            forgetSession()
            exchange = nil
            decoder = FrameDecoder()
            startedAt = now
        case .powerCut: perform(pump.losePower(at: moment), &actions)
        case .reprogram(let program, let id): perform(pump.reprogram(program, as: id, at: moment), &actions)
        case .condition(let condition, let isOn): perform(pump.set(condition, isOn, at: moment), &actions)
        case .refill(let volume): perform(pump.refill(to: volume, at: moment), &actions)
        case .pump(let happening): perform(pump.undergo(happening, at: moment), &actions)
        case .advance(let span):
            timeline.jump(ahead: span, at: now)
            perform(pump.advance(to: timeline.moment(at: now)), &actions)
        case .clockDrift(let perMillion): timeline.drift(perMillion: perMillion, from: now)
        case .strike(let fault, let count, let type):
            configuration.answerFaults.strike(fault, next: count, of: type)
        case .answerRate(let fault, let type, let rate):
            configuration.answerFaults.set(fault, of: type, perMillion: rate)
        case .answerDelay(let milliseconds): configuration.answerDelay = max(0, milliseconds)
        }
    }

    /// What the wand answers to `readWandStatus`.
    func status(at now: Int64) -> WandStatus {
        let inRange = WandStatus.Pump(
            serial: pump.memory.identity.serial, isImplanted: pump.memory.isImplanted,
            strengthPercent: configuration.strengthPercent)
        return WandStatus(
            uptimeSeconds: UInt32(clamping: (now - startedAt) / 1_000),
            clock: clock.advanced(byMilliseconds: now - clockSetAt),
            pump: configuration.isPumpInRange ? inRange : nil)
    }
}
