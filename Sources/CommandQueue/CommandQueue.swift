internal import DequeModule
package import PumpModel
internal import WandProtocol

/// All work of one wand, as a pure state machine: the therapy lane of each pump that it reached, the reads that clients
/// wait for, and the one request that is under way.
///
/// States of the line: closed (no port), handshaking, open. Promise: one request at a time, except that a stop passes
/// everything; reads share a flight; nothing that changes a pump is sent twice; every client gets an answer.
/// Time and random ids come in with the events; what is to be done goes out as actions.
package struct CommandQueue: ~Copyable, Sendable {
    let policy: QueuePolicy
    var line: Line = .closed
    /// Least recently seen first.
    var lanes: [TherapyLane] = []
    var flight: Flight?
    var readers: Deque<Reader> = []
    var readTries = 0
    var logReaders: Deque<LogReader> = []
    /// The wand's last word on itself in this session.
    var wandStatus: WandStatus?
    var nextWandStatusAt: Int64 = 0
    var nextRequestID: UInt32 = 1
    var ledger = Ledger()

    enum Line: Hashable, Sendable {
        case closed
        case handshaking
        case open(Capabilities)
    }

    /// The request that is under way.
    struct Flight: Hashable, Sendable {
        var requestID: UInt32
        var purpose: FlightPurpose
        var deadline: Int64
    }

    enum FlightPurpose: Hashable, Sendable {
        case lane(PumpSerial, TherapyLane.Purpose)
        case readers
        case log(LogReader)
        case wandStatus
    }

    /// A client that waits for an interrogation.
    struct Reader: Hashable, Sendable {
        var ticket: Ticket
        var deadline: Int64
    }

    /// A client that waits for a page of a log.
    struct LogReader: Hashable, Sendable {
        var ticket: Ticket
        var request: LogRequest
        var deadline: Int64
        var tries = 0
    }

    package init(policy: QueuePolicy) {
        self.policy = policy
    }

    /// Takes one event, appends what is to be done, in order.
    package mutating func handle(_ event: QueueEvent, at now: Moment, into actions: inout [QueueAction]) {
        var out = Outbox()
        switch event {
        case .restore(let found): restore(found, now, &out)
        case .submit(let request, let id, let ticket): submit(request, id, ticket, now, &out)
        case .propose(let request, let ticket): propose(request, ticket, now, &out)
        case .explain(let request, let ticket): explain(request, ticket, now, &out)
        case .confirm(let id, let digest, let userID, let ticket): confirm(id, digest, userID, ticket, now, &out)
        case .cancel(let id, let userID, let ticket): cancel(id, userID, ticket, now, &out)
        case .stop(let pump, let origin, let id, let ticket): stop(pump, origin, id, ticket, now, &out)
        case .interrogate(let ticket): interrogate(ticket, now, &out)
        case .readLog(let request, let ticket): readLog(request, ticket, now, &out)
        case .portOpened: if line == .closed { line = .handshaking }
        case .portClosed: lineLost(.closed, now, &out)
        case .sessionOpened(let capabilities): sessionOpened(capabilities, now, &out)
        case .sessionLost: lineLost(line == .closed ? .closed : .handshaking, now, &out)
        case .received(let envelope): received(envelope, now, &out)
        case .sendRefused(let requestID):
            if flight?.requestID == requestID { finishFlight(.noAnswer, nil, now, &out) }
        case .persisted(let token): persisted(token, now, &out)
        case .persistFailed(let token, let reason): persistFailed(token, reason, now, &out)
        case .stoppedElsewhere(let pump, let stop): takeBack(pump, by: stop, now, &out)
        case .closing: ledger.hurry()
        case .tick: break
        }
        passTime(now, &out)
        proceed(now, &out)
        flush(out, now, into: &actions)
    }

    /// When the next `tick` is due, in monotonic milliseconds; nil when time alone changes nothing.
    package var nextDeadline: Int64? {
        var deadlines = readers.map(\.deadline) + logReaders.map(\.deadline) + lanes.compactMap(\.expiresAt)
        deadlines += [ledger.retriesAt, ledger.stallsAt].compactMap { $0 }
        if let flight { deadlines.append(flight.deadline) }
        if case .open = line {
            deadlines += lanes.compactMap(\.stopRepeatsAt)
            // while a request is under way its end wakes the queue
            if flight == nil {
                deadlines += lanes.indices.compactMap { lanes[$0].retriesAt(isInRange: isInRange($0)) }
                deadlines.append(nextWandStatusAt)
            }
        }
        return deadlines.min()
    }

    /// A command that is known, as it may be shown.
    package func command(_ id: TransactionID) -> Command? {
        current(id).flatMap(ledger.shown)
    }

    /// A command as it stands, durable or not: for tests of the queue.
    package func current(_ id: TransactionID) -> Command? {
        lanes.lazy.compactMap { $0.commands[id] }.first
    }

    /// All commands that are known, as they may be shown, newest first.
    package var commands: [Command] {
        lanes.flatMap(\.commands.values).compactMap(ledger.shown).sorted { left, right in
            (left.acceptedAt, left.id.high, left.id.low) > (right.acceptedAt, right.id.high, right.id.low)
        }
    }

    /// Why the journal took nothing when it was asked last; nil while it works.
    package var journalProblem: String? { ledger.problem }

    /// Whether anything is open for a pump, shown or not.
    package func hasOpenWork(_ pump: PumpSerial) -> Bool { laneIndex(pump).map { lanes[$0].openCount > 0 } ?? false }

    /// Whether a client's key names a command here.
    package func knows(key: String) -> Bool { earlierCommand(key) != nil }

    /// Records that the journal does not have.
    package var unwrittenCount: Int { ledger.unwrittenCount }

    /// Whether the journal has a write that it did not answer.
    package var isWriting: Bool { ledger.isWriting }

    /// The last report of every pump that was read.
    package var pumps: [KnownPump] { lanes.compactMap(\.known) }

    /// Pumps that were not read since the daemon started, and that were stopped by the last change that is known of.
    package var stoppedUnread: [(pump: PumpSerial, since: Timestamp)] {
        lanes.compactMap { lane in
            guard lane.known == nil, let last = lane.lastApplied, last.order.program == .stopped else { return nil }
            return (lane.pump, last.history.last?.at ?? last.acceptedAt)
        }
    }

    private mutating func passTime(_ now: Moment, _ out: inout Outbox) {
        if let flight, now.uptimeMilliseconds >= flight.deadline { finishFlight(.noAnswer, nil, now, &out) }
        while let reader = readers.first(where: { now.uptimeMilliseconds >= $0.deadline }) {
            readers.removeAll { $0.ticket == reader.ticket }
            if case .open = line {
                out.answer(reader.ticket, .refused(.noAnswer))
            } else {
                out.answer(reader.ticket, .refused(.linkDown))
            }
        }
        while let reader = logReaders.first(where: { now.uptimeMilliseconds >= $0.deadline }) {
            logReaders.removeAll { $0.ticket == reader.ticket }
            out.answer(reader.ticket, .refused(.noAnswer))
        }
        lookForStall(now, &out)
        for index in lanes.indices { lanes[index].tick(now, &out) }
    }

    /// Turns what was collected into actions: records go to the journal, and what waits for them is remembered.
    private mutating func flush(_ out: Outbox, _ now: Moment, into actions: inout [QueueAction]) {
        actions += out.actions
        for (ticket, id) in ledger.take(out) {
            if let command = command(id) { actions.append(.answer(ticket, .command(command))) }
        }
        if let write = ledger.start(now) { actions.append(write) }
    }

    func laneIndex(_ pump: PumpSerial) -> Int? { lanes.firstIndex { $0.pump == pump } }

    /// The pump that the wand reaches, by its last word.
    var pumpInRange: PumpSerial? { wandStatus?.pump?.serial }

    /// Whether what is sent to a pump may reach it: it was met before, or the wand does not say that it is somewhere else.
    package func mayReach(_ pump: PumpSerial) -> Bool {
        wandStatus == nil || pump == pumpInRange || laneIndex(pump).map { lanes[$0].isMet } ?? false
    }

    /// The lane of a pump, made if there is room; one without open work gives way, the least recently seen one first.
    ///
    /// Pumps that nobody ever met through this wand have a few places only, and give way first: stops of invented
    /// pumps, however many, take no place from one that is there.
    mutating func makeLane(_ pump: PumpSerial, isMet: Bool = false) -> Int? {
        if let index = laneIndex(pump) { return index }
        let strangers = lanes.indices.filter { !lanes[$0].isMet && lanes[$0].pump != pumpInRange }
        let isStranger = !isMet && pump != pumpInRange
        let isFull = lanes.count >= Limits.pumpsPerWand
        if isFull || isStranger && strangers.count >= Limits.strangersPerWand {
            let others = isFull ? lanes.indices.filter { lanes[$0].isMet && lanes[$0].pump != pumpInRange } : []
            guard let idle = (strangers + others).first(where: { !lanes[$0].hasOpenWork }) else { return nil }
            lanes.remove(at: idle)
        }
        return addLane(pump)
    }

    mutating func addLane(_ pump: PumpSerial) -> Int {
        lanes.append(TherapyLane(pump: pump))
        return lanes.count - 1
    }
}
