internal import WandProtocol

/// One request on its way to the pump and back.
struct Exchange: Sendable {
    enum Phase: Sendable {
        /// The request is on the air: becomes `inbound` when it reaches the pump.
        case outbound
        /// The pump acted; its reply is on the air.
        case inbound(Message)
        /// The wand answers by itself.
        case answered(Message)
        /// The wand lost the pump after the request may have reached it: `telemetryLost` when the time is up.
        case lost
        /// Nothing will be answered.
        case silent
    }

    let request: Envelope
    /// The session that asked; the answer goes to no other.
    let sessionNumber: UInt64
    var phase: Phase
    var dueAt: Int64

    var isAnswered: Bool {
        switch phase {
        case .answered: true
        case .outbound, .inbound, .lost, .silent: false
        }
    }

    /// The pump left while its answer was awaited.
    mutating func loseContact() {
        switch phase {
        case .inbound: phase = .lost
        case .outbound, .answered, .lost, .silent: break
        }
    }
}

/// Requests: strictly one after the other, stops first.
extension VirtualWand {
    /// Takes the body of a data or urgent frame.
    mutating func take(_ body: ArraySlice<UInt8>, isUrgent: Bool, _ now: Int64, _ actions: inout [Action]) {
        guard let head = RequestHead(body), head.number != 0 else { return }
        let type = MessageType(rawValue: head.type)
        if isUrgent, type != .stop { return refuse(head, .malformed, now, &actions) }
        guard let type, isRequest(type) else { return refuse(head, .unsupportedMessage, now, &actions) }
        guard let request = try? Envelope(decoding: body) else { return refuse(head, .malformed, now, &actions) }
        if request.message.isStop, isRunning(stop: head.number) || queue.holds(stop: head.number) { return }
        guard queue.insert(request) else { return refuse(head, .busy, now, &actions) }
        startNext(now, &actions)
    }

    /// Moves the exchange on as far as `now` allows.
    mutating func advanceExchange(_ now: Int64, _ actions: inout [Action]) {
        while var current = exchange, current.dueAt <= now {
            switch current.phase {
            case .outbound:
                current.phase = reach(current.request, now, &actions)
                if !current.isAnswered { current.dueAt += configuration.answerDelay / 2 }
                exchange = current
            case .inbound(let reply), .answered(let reply): finish(current, reply, now, &actions)
            case .lost:
                let lost = current.request.message.refused(.telemetryLost, "the pump was lost while it was asked")
                finish(current, lost, now, &actions)
            case .silent: finish(current, nil, now, &actions)
            }
        }
    }

    /// The events of the pump's log that the session was not told, while the pump is in range and nothing is asked.
    mutating func sendEvents(_ now: Int64, _ actions: inout [Action]) {
        guard let capabilities, capabilities.contains(.events), configuration.isPumpInRange, exchange == nil,
            pump.memory.hungSince == nil,
            lastEventSent != pump.memory.newestEvent
        else { return }
        let untold = Int(pump.memory.newestEvent &- lastEventSent)
        for event in pump.memory.events.suffix(untold) {
            guard link.backlog < VirtualWandLink.backlogLimit else { return }
            lastEventSent = event.number
            perform(link.send(Envelope(requestID: 0, message: .pumpEvent(event)).encoded(), now: now), now, &actions)
        }
    }

    private mutating func startNext(_ now: Int64, _ actions: inout [Action]) {
        guard exchange == nil, let request = queue.next() else { return }
        let outbound = configuration.answerDelay - configuration.answerDelay / 2
        exchange = Exchange(
            request: request, sessionNumber: sessionNumber, phase: .outbound,
            dueAt: request.message.type == .readWandStatus ? now : now + outbound)
        advanceExchange(now, &actions)
    }

    /// The request arrives where it is carried out.
    private mutating func reach(_ request: Envelope, _ now: Int64, _ actions: inout [Action]) -> Exchange.Phase {
        let fault = configuration.answerFaults.drawn(for: request.message.type)
        if request.message.type == .readWandStatus {
            return fault == .swallowed ? .silent : .answered(.wandStatus(status(at: now)))
        }
        guard configuration.isPumpInRange else {
            return fault == .swallowed
                ? .silent : .answered(request.message.refused(.pumpOutOfRange, "no pump in range"))
        }
        if fault == .requestLost { return .lost }
        guard let reply = perform(pump.handle(request.message, at: timeline.moment(at: now)), &actions) else {
            return .silent
        }
        switch fault {
        case .swallowed: return .silent
        case .answerLost: return .lost
        case .requestLost, nil: return .inbound(reply)
        }
    }

    private mutating func finish(_ done: Exchange, _ reply: Message?, _ now: Int64, _ actions: inout [Action]) {
        exchange = nil
        if let reply, done.sessionNumber == sessionNumber {
            answer(done.request.requestID, reply, now, &actions)
        }
        startNext(now, &actions)
    }

    private mutating func answer(_ number: UInt32, _ reply: Message, _ now: Int64, _ actions: inout [Action]) {
        perform(link.send(Envelope(requestID: number, message: reply).encoded(), now: now), now, &actions)
    }

    private mutating func refuse(
        _ head: RequestHead, _ code: FaultCode, _ now: Int64, _ actions: inout [Action]
    ) {
        answer(head.number, .fault(Fault(requestType: head.type, code: code, detail: "")), now, &actions)
    }

    /// Whether a stop of this number, of this session, is on its way to the pump or back.
    private func isRunning(stop number: UInt32) -> Bool {
        exchange.map {
            $0.sessionNumber == sessionNumber && $0.request.message.isStop && $0.request.requestID == number
        } ?? false
    }

    /// Whether a host may ask this in the session.
    private func isRequest(_ type: MessageType) -> Bool {
        switch type {
        case .readWandStatus, .interrogate, .stop: true
        case .stage, .commit, .queryTransaction, .discard: capabilities?.contains(.therapy) ?? false
        case .readLog: capabilities?.contains(.logs) ?? false
        case .wandStatus, .pumpReport, .staged, .committed, .transactionStatus, .discarded, .stopped, .logPage, .fault,
            .pumpEvent:
            false
        }
    }
}

/// Type and number of a request, whatever follows them; nil where they are cut.
private struct RequestHead {
    let type: UInt16
    let number: UInt32

    init?(_ body: ArraySlice<UInt8>) {
        let bytes = Array(body.prefix(6))
        guard bytes.count == 6 else { return nil }
        type = UInt16(bytes[0]) | UInt16(bytes[1]) << 8
        number = bytes[2...].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
