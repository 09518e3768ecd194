internal import CommandQueue
internal import Dosing
internal import PumpModel
internal import VirtualWand
internal import WandEngine
internal import WandLink
internal import WandProtocol

/// One run: a workstation with the daemon's engine and its journal, a serial line, a wand with a pump, clients, and all
/// that can go wrong with each of them, in virtual time and from one seed.
///
/// A step is one event handled; after each, all invariants that it touches hold, or the run ends.
struct World: ~Copyable {
    static let policy = QueuePolicy(rules: .bench, confirmationMilliseconds: 30_000)
    static let clientCount = 3

    let seed: UInt64
    var now: Int64 = 0
    var heap = EventHeap<Happening>()
    var chances: Chances
    var plan: FaultPlan
    var trace: Trace
    var oracle = Oracle(bounds: .bench, concentration: Bedside.concentration)
    var tally = Tally()

    var workstation = Workstation()
    var engine: WandEngine
    /// Counts the runs of the daemon; nothing runs between two of them.
    var incarnation = 0
    var isRunning = false
    /// In true time.
    var engineDueAt: Int64?
    var ticksWithoutTime = 0
    var journal: SimulatedJournal
    var ambush: Ambush?

    var line = FaultyLine()
    var isPortPresent = true
    var connection = 1
    /// Reads what the host sends, and what reaches it, beside the machines under test.
    var tap = FrameDecoder()
    var ear = FrameDecoder()

    var bedside: Bedside
    var encoder = FrameEncoder()
    var wandDueAt: Int64?
    /// Actions of the wand until the pump's power is cut.
    var powerCutAfter: Int?
    /// Changes by somebody else since nothing was open.
    var foreignChanges = 0

    var clients: [Client]
    var questions: [Ticket: (client: Int, question: Client.Question)] = [:]
    var nextTicket: UInt64 = 0
    var nextSmallID: UInt64 = 0

    init(seed: UInt64, traceLines: Int) {
        self.seed = seed
        chances = Chances(seed: seed)
        plan = FaultPlan(seed: seed)
        trace = Trace(limit: traceLines)
        journal = SimulatedJournal(isThorough: seed % 4 == 0)
        bedside = Bedside(seed: chances.wand.next(), at: Workstation().moment(0))
        clients = (0..<Self.clientCount).map { Client(userID: UInt32(1_000 + $0)) }
        engine = Self.engine()
        heap.add(.daemonStarts(incarnation: 0), at: 10)
        for client in clients.indices { heap.add(.clientActs(client), at: 500 + chances.clients.between(0...2_000)) }
        heap.add(.phaseTurns, at: chances.faults.between(1_000...8_000))
        heap.add(.faultStrikes, at: 1_000)
        wandDueAt = bedside.wand.nextDeadline
    }

    static func engine() -> WandEngine {
        WandEngine(
            policy: policy,
            offer: Link.Offer(
                limits: ReceiveLimits(
                    bodyBytes: UInt16(Limits.frameBodyBytes), windowFrames: UInt8(Limits.linkWindowFrames)),
                host: "wandd simulated"))
    }

    /// Handles whatever comes next.
    mutating func step() throws(Violation) {
        tally.steps += 1
        oracle.step(to: tally.steps)
        let next = min(heap.nextAt ?? .max, engineDueAt ?? .max, wandDueAt ?? .max)
        let passed = max(0, next - now)
        now += passed
        ticksWithoutTime = passed > 0 ? 0 : ticksWithoutTime + 1
        if ticksWithoutTime > 1_000 { throw Violation(.bounded, "1000 events and no time passed: something spins") }
        trace.mix(UInt64(bitPattern: now))
        if next == heap.nextAt ?? .max, let happening = heap.popFirst() {
            try happen(happening)
        } else if next == engineDueAt {
            try tell(.tick)
        } else {
            try tellWand(.tick)
        }
    }

    private mutating func happen(_ happening: Happening) throws(Violation) {
        switch happening {
        case .clientActs(let client): try act(client)
        case .clientConfirms(let client, let id, let digest): try confirm(client, id, digest)
        case .clientCancels(let client, let id): try ask(client, .cancellation) { .cancel(id, userID: $1, $0) }
        case .clientAsksAgain(let client, let submission): try submit(client, submission)
        case .arrives(let bytes, let direction, let connection):
            guard connection == self.connection, isPortPresent else { return }
            try arrive(bytes, direction)
        case .journalWrites(let incarnation): if incarnation == self.incarnation { try finishWrite() }
        case .daemonStarts(let incarnation): if incarnation == self.incarnation, !isRunning { try startDaemon() }
        case .portReturns: try openPort()
        case .pumpReturns: try setRange(true)
        case .pumpChanges: try swapPumps()
        case .diskRecovers:
            journal.isFailing = false
            journal.isSlow = false
        case .answersHurry:
            bedside.answerDelay = 20
            try tellWand(.fault(.answerDelay(20)))
        case .phaseTurns: turnPhase()
        case .faultStrikes: try strike()
        }
    }
}
