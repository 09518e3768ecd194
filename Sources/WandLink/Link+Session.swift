internal import DequeModule
internal import PumpModel
internal import WandProtocol

extension Link {
    mutating func open(
        _ session: consuming OpenSession, _ event: LinkEvent, _ now: Int64, _ freshNonce: () -> Nonce,
        _ actions: inout [LinkAction]
    ) -> State {
        switch event {
        case .portOpened: break
        case .portClosed:
            actions.append(.lost(.portClosed))
            return .closed
        case .shutdown:
            let farewell = Reset(reason: .closing).encoded()
            transmit(Frame(header: session.header(.reset), body: farewell[...]), &actions)
            actions.append(.lost(.shutdown))
            return .closed
        case .send(let body): send(body, &session, now, &actions)
        case .sendUrgent(let body):
            guard body.count <= session.bodyLimit else {
                actions.append(.refused(.tooLarge(limitBytes: session.bodyLimit)))
                break
            }
            transmit(Frame(header: session.header(.urgent), body: body[...]), &actions)
        case .frame(let frame):
            counters.framesReceived += 1
            let isOurs = frame.header.epoch == session.session.epoch || PlantedBug.epochIgnored.isPlanted
            guard isOurs, frame.header.security == .clear else {
                counters.framesDropped += 1
                break
            }
            if frame.header.kind == .reset {
                guard let reset = try? Reset(decoding: frame.body) else {
                    counters.framesDropped += 1
                    break
                }
                actions.append(.lost(.reset(reset.reason)))
                return greetLater(now, freshNonce())
            }
            receive(frame, &session, now, &actions)
        case .noise:
            guard now >= session.nextNoiseAcknowledgementAt else { break }
            session.nextNoiseAcknowledgementAt = now + Limits.noiseAcknowledgementMilliseconds
            transmit(Frame(header: session.header(.acknowledge)), &actions)
        case .tick:
            guard let loss = tick(&session, now, &actions) else { break }
            actions.append(.lost(loss))
            return greet(now, freshNonce(), &actions)
        }
        return .open(session)
    }

    /// Takes a frame of this session that is not a reset.
    mutating func receive(
        _ frame: Frame, _ session: inout OpenSession, _ now: Int64, _ actions: inout [LinkAction]
    ) {
        switch frame.header.kind {
        case .data:
            session.lastHeardAt = now
            acknowledged(frame.header, &session, now, &actions)
            let isNext = frame.header.sequence == session.expected
            if isNext { session.expected &+= 1 } else { counters.framesDropped += 1 }
            transmit(Frame(header: session.header(.acknowledge)), &actions)
            if isNext { actions.append(.deliver(frame.body)) }
        case .acknowledge, .ping:
            guard frame.body.isEmpty else {
                counters.framesDropped += 1
                return
            }
            session.lastHeardAt = now
            acknowledged(frame.header, &session, now, &actions)
            if frame.header.kind == .ping { transmit(Frame(header: session.header(.acknowledge)), &actions) }
        case .hello, .welcome, .ready, .urgent, .reset: counters.framesDropped += 1
        }
    }

    private mutating func send(
        _ body: [UInt8], _ session: inout OpenSession, _ now: Int64, _ actions: inout [LinkAction]
    ) {
        guard body.count <= session.bodyLimit else {
            return actions.append(.refused(.tooLarge(limitBytes: session.bodyLimit)))
        }
        guard session.backlog.count < Limits.linkBacklogMessages else { return actions.append(.refused(.backlogFull)) }
        session.backlog.append(body)
        fillWindow(&session, now, &actions)
    }

    private mutating func fillWindow(_ session: inout OpenSession, _ now: Int64, _ actions: inout [LinkAction]) {
        while session.inFlight.count < session.window, let body = session.backlog.popFirst() {
            let sequence = session.oldest &+ UInt16(session.inFlight.count)
            session.inFlight.append(OpenSession.InFlight(body: body, sentAt: now))
            if session.retransmitAt == nil { session.retransmitAt = now + session.timer.milliseconds }
            transmit(Frame(header: session.header(.data, sequence: sequence), body: body[...]), &actions)
        }
    }

    private mutating func acknowledged(
        _ header: FrameHeader, _ session: inout OpenSession, _ now: Int64, _ actions: inout [LinkAction]
    ) {
        let count = Int(header.acknowledge &- session.oldest)
        if count == 0 { return repeated(header, &session, now, &actions) }
        guard count <= session.inFlight.count else { return }  // of a frame that was never sent
        for _ in 0..<count {
            guard let frame = session.inFlight.popFirst() else { break }
            if frame.sendings == 1 { session.timer.measured(now - frame.sentAt) }
        }
        session.timer.settle()
        session.oldest = header.acknowledge
        session.retransmitAt = session.inFlight.isEmpty ? nil : now + session.timer.milliseconds
        fillWindow(&session, now, &actions)
    }

    /// An acknowledge frame that says nothing new, when the oldest frame should have arrived: it did not.
    private mutating func repeated(
        _ header: FrameHeader, _ session: inout OpenSession, _ now: Int64, _ actions: inout [LinkAction]
    ) {
        guard header.kind == .acknowledge, let oldest = session.inFlight.first,
            now >= oldest.sentAt + session.timer.patienceMilliseconds,
            session.inFlight.allSatisfy({ $0.sendings < Limits.linkTransmissions })
        else { return }
        retransmit(&session, now, &actions)
    }

    private mutating func retransmit(_ session: inout OpenSession, _ now: Int64, _ actions: inout [LinkAction]) {
        for index in session.inFlight.indices {
            session.inFlight[index].sendings += 1
            session.inFlight[index].sentAt = now
            let header = session.header(.data, sequence: session.oldest &+ UInt16(index))
            counters.framesRetransmitted += 1
            transmit(Frame(header: header, body: session.inFlight[index].body[...]), &actions)
        }
        session.retransmitAt = now + session.timer.milliseconds
    }

    private mutating func tick(
        _ session: inout OpenSession, _ now: Int64, _ actions: inout [LinkAction]
    ) -> LinkLoss? {
        if now >= session.silenceEndsAt { return .silence }
        if let due = session.retransmitAt, now >= due {
            guard session.inFlight.allSatisfy({ $0.sendings < Limits.linkTransmissions }) else {
                return .unacknowledged
            }
            session.timer.backOff()
            retransmit(&session, now, &actions)
        }
        if now >= session.nextPingAt {
            if now >= session.lastHeardAt + Limits.keepAliveMilliseconds {
                transmit(Frame(header: session.header(.ping)), &actions)
                session.nextPingAt = now + Limits.keepAliveMilliseconds
            } else {
                session.nextPingAt = session.lastHeardAt + Limits.keepAliveMilliseconds
            }
        }
        return nil
    }
}
