internal import DequeModule
internal import PumpModel
internal import WandProtocol

extension CommandQueue {
    mutating func sessionOpened(_ capabilities: Capabilities, _ now: Moment, _ out: inout Outbox) {
        // no answer of an earlier session comes any more, whether or not its end was told
        if case .open = line { lineLost(.handshaking, now, &out) }
        line = .open(capabilities)
        nextWandStatusAt = now.uptimeMilliseconds
    }

    mutating func lineLost(_ next: Line, _ now: Moment, _ out: inout Outbox) {
        line = next
        wandStatus = nil
        finishFlight(.noAnswer, nil, now, &out)
        for index in lanes.indices { lanes[index].sessionLost() }
        guard next == .closed else { return }
        while let reader = readers.popFirst() { out.answer(reader.ticket, .refused(.linkDown)) }
        while let reader = logReaders.popFirst() { out.answer(reader.ticket, .refused(.linkDown)) }
    }

    mutating func received(_ envelope: Envelope, _ now: Moment, _ out: inout Outbox) {
        if case .pumpEvent(let event) = envelope.message {
            return out.actions.append(.observed(.event(event)))
        }
        if let flight, flight.requestID == envelope.requestID {
            return finishFlight(result(envelope.message, now), envelope.message, now, &out)
        }
        for index in lanes.indices where lanes[index].stop?.requestID == envelope.requestID {
            lanes[index].stopAnswered(result(envelope.message, now), now, &out)
        }
        // anything else answers a request that was given up: its command was settled, or is being asked about
    }

    private func result(_ message: Message, _ now: Moment) -> TherapyLane.Result {
        switch message {
        case .pumpReport(let report): .report(KnownPump(report: report, readAt: now))
        case .staged(let staged): .staged(staged)
        case .committed(let applied), .stopped(let applied): .committed(applied)
        case .transactionStatus(let status), .discarded(let status): .status(status)
        case .fault(let fault): .fault(fault)
        case .wandStatus, .pumpEvent, .logPage, .readWandStatus, .interrogate, .stage, .commit, .queryTransaction,
            .discard, .stop, .readLog:
            .noAnswer
        }
    }

    /// Ends the request that is under way, and tells whoever wanted it.
    mutating func finishFlight(
        _ result: TherapyLane.Result, _ message: Message?, _ now: Moment, _ out: inout Outbox
    ) {
        guard let ended = flight else { return }
        flight = nil
        if case .report(let known) = result { learned(known, now, &out) }
        switch ended.purpose {
        case .wandStatus:
            nextWandStatusAt = now.uptimeMilliseconds + Limits.wandStatusMilliseconds
            if case .wandStatus(let status) = message {
                wandStatus = status
                out.actions.append(.observed(.wand(status)))
            }
        case .readers: finishedRead(result, &out)
        case .log(let reader): finishedLog(reader, message, result, &out)
        case .lane(let pump, let purpose):
            guard let index = laneIndex(pump) else { return }
            lanes[index].finished(purpose, result, isImplanted: isImplanted, now, policy, &out)
        }
    }

    /// Whether the pump in range is in a patient, by the wand's word; nil before it spoke in this session.
    private var isImplanted: Bool? { wandStatus.map { $0.pump?.isImplanted ?? false } }

    /// A report, whoever asked for it: it serves all who wait.
    private mutating func learned(_ known: KnownPump, _ now: Moment, _ out: inout Outbox) {
        let pump = known.report.identity.serial
        if let index = laneIndex(pump) {
            // most recently seen last
            lanes.append(lanes.remove(at: index))
        }
        if let index = makeLane(pump, isMet: true) { lanes[index].learned(known, now, &out) }
        out.actions.append(.observed(.pump(known)))
        readTries = 0
        while let reader = readers.popFirst() { out.answer(reader.ticket, .pump(known)) }
    }

    private mutating func finishedRead(_ result: TherapyLane.Result, _ out: inout Outbox) {
        guard !readers.isEmpty else {
            readTries = 0
            return
        }
        let refusal: Refusal
        switch result {
        case .report: return
        case .fault(let fault) where fault.code == .pumpOutOfRange: refusal = .noPumpInRange
        case .fault(let fault) where fault.code != .busy && fault.code != .telemetryLost:
            refusal = .device(code: fault.code.rawValue, detail: fault.detail)
        case .fault, .noAnswer, .staged, .committed, .status:
            readTries += 1
            if readTries < Limits.readTries { return }
            refusal = .noAnswer
        }
        readTries = 0
        while let reader = readers.popFirst() { out.answer(reader.ticket, .refused(refusal)) }
    }

    /// A page, or what stood against it; an answer that is missing is asked for again, a bounded number of times.
    private mutating func finishedLog(
        _ reader: LogReader, _ message: Message?, _ result: TherapyLane.Result, _ out: inout Outbox
    ) {
        if case .logPage(let page) = message, page.pump == reader.request.pump, page.log == reader.request.log {
            return out.answer(reader.ticket, .log(page))
        }
        switch result {
        case .fault(let fault) where fault.code == .pumpOutOfRange: out.answer(reader.ticket, .refused(.noPumpInRange))
        case .fault(let fault) where fault.code == .wrongPump:
            out.answer(
                reader.ticket, .refused(.wrongPump(asked: reader.request.pump, found: wandStatus?.pump?.serial)))
        case .fault(let fault) where fault.code != .busy && fault.code != .telemetryLost:
            out.answer(reader.ticket, .refused(.device(code: fault.code.rawValue, detail: fault.detail)))
        case .fault, .noAnswer, .report, .staged, .committed, .status:
            var again = reader
            again.tries += 1
            guard again.tries < Limits.readTries else { return out.answer(reader.ticket, .refused(.noAnswer)) }
            logReaders.append(again)
        }
    }

    mutating func takeRequestID() -> UInt32 {
        defer { nextRequestID = nextRequestID == .max ? 1 : nextRequestID + 1 }
        return nextRequestID
    }

    mutating func sendStops(_ now: Moment, _ out: inout Outbox) {
        guard case .open = line else { return }
        if PlantedBug.stopQueued.isPlanted, flight != nil { return }
        // that of the pump in range goes first and again and again; the others share the line
        let repeating = Int64(lanes.count { $0.stopRepeatsAt != nil })
        for index in lanes.indices.sorted(by: { isInRange($0) && !isInRange($1) }) {
            // one that was restored has none yet
            if lanes[index].stop?.requestID == 0 {
                let requestID = takeRequestID()
                lanes[index].stop?.requestID = requestID
            }
            guard let (requestID, message) = lanes[index].dueStop(now) else { continue }
            out.actions.append(.sendUrgent(Envelope(requestID: requestID, message: message)))
            let pause = Limits.stopRepeatMilliseconds * (isInRange(index) ? 1 : repeating)
            lanes[index].stopSent(now, pauseMilliseconds: pause, &out)
        }
    }

    func isInRange(_ lane: Int) -> Bool { lanes[lane].pump == pumpInRange }

    /// Sends what is due: stops at once, then the most urgent request if none is under way.
    mutating func proceed(_ now: Moment, _ out: inout Outbox) {
        guard case .open = line else { return }
        sendStops(now, &out)
        guard flight == nil else { return }
        let needs = lanes.indices.compactMap { index in
            lanes[index].need(now, isInRange: isInRange(index)).map { (index, $0) }
        }
        let next = needs.min { $0.1.rank < $1.1.rank }
        let isStatusDue = now.uptimeMilliseconds >= nextWandStatusAt
        // before anything new is begun in a session, its wand says whether the pump is in a patient
        if let (index, need) = next, need.rank <= 2 || wandStatus != nil || !isStatusDue {
            send(need.message, .lane(lanes[index].pump, need.purpose), now, &out)
            lanes[index].sent(need.purpose, now, &out)
        } else if next == nil, !readers.isEmpty, wandStatus != nil || !isStatusDue {
            send(.interrogate, .readers, now, &out)
        } else if next == nil, let reader = logReaders.first, wandStatus != nil || !isStatusDue {
            logReaders.removeFirst()
            send(.readLog(reader.request), .log(reader), now, &out)
        } else if isStatusDue {
            send(.readWandStatus, .wandStatus, now, &out)
        }
    }

    private mutating func send(
        _ message: Message, _ purpose: FlightPurpose, _ now: Moment, _ out: inout Outbox
    ) {
        let requestID = takeRequestID()
        flight = Flight(
            requestID: requestID, purpose: purpose, deadline: now.uptimeMilliseconds + Limits.requestMilliseconds)
        out.actions.append(.send(Envelope(requestID: requestID, message: message)))
    }
}
