internal import PumpModel
internal import WandProtocol

/// Hello is being said.
struct Greeting: Sendable {
    let nonce: Nonce
    /// When it is said next.
    var nextAt: Int64
    /// Longer once it was refused.
    var pause = Limits.handshakeMilliseconds
}

/// Ready is being said.
struct Confirming: Sendable {
    let session: Session
    /// When it is said next.
    var nextAt: Int64
    var sendings: UInt32 = 0
}

extension Link {
    /// Begins a handshake with a fresh nonce.
    mutating func greet(_ now: Int64, _ nonce: Nonce, _ actions: inout [LinkAction]) -> State {
        var greeting = Greeting(nonce: nonce, nextAt: now)
        sendHello(&greeting, now, &actions)
        return .greeting(greeting)
    }

    /// The same after a reset: without haste.
    func greetLater(_ now: Int64, _ nonce: Nonce) -> State {
        .greeting(Greeting(nonce: nonce, nextAt: now + Limits.resetPauseMilliseconds))
    }

    mutating func greeting(
        _ greeting: consuming Greeting, _ event: LinkEvent, _ now: Int64, _ actions: inout [LinkAction]
    ) -> State {
        switch event {
        case .portOpened, .noise: break
        case .portClosed, .shutdown: return .closed
        case .send, .sendUrgent: actions.append(.refused(.notOpen))
        case .tick:
            if now >= greeting.nextAt { sendHello(&greeting, now, &actions) }
        case .frame(let frame):
            counters.framesReceived += 1
            switch frame.header.kind {
            case .welcome: return welcomed(frame, greeting, now, &actions)
            case .reset: refused(frame, &greeting, &actions)
            case .hello, .ready, .data, .acknowledge, .urgent, .ping: counters.framesDropped += 1
            }
        }
        return .greeting(greeting)
    }

    mutating func confirming(
        _ confirming: consuming Confirming, _ event: LinkEvent, _ now: Int64, _ freshNonce: () -> Nonce,
        _ actions: inout [LinkAction]
    ) -> State {
        switch event {
        case .portOpened, .noise: break
        case .portClosed, .shutdown: return .closed
        case .send, .sendUrgent: actions.append(.refused(.notOpen))
        case .tick:
            guard now >= confirming.nextAt else { break }
            guard confirming.sendings < Limits.readyTransmissions else { return greet(now, freshNonce(), &actions) }
            sendReady(&confirming, now, &actions)
        case .frame(let frame):
            counters.framesReceived += 1
            guard frame.header.epoch == confirming.session.epoch, frame.header.security == .clear,
                !Self.isVoid(frame)
            else {
                counters.framesDropped += 1
                break
            }
            switch frame.header.kind {
            case .data, .acknowledge, .ping:
                var session = OpenSession(confirming.session, counter: confirming.sendings, now: now)
                counters.sessionsOpened += 1
                actions.append(.opened(confirming.session))
                receive(frame, &session, now, &actions)
                return .open(session)
            case .reset: return greetLater(now, freshNonce())
            case .welcome: break  // the same welcome once more
            case .hello, .ready, .urgent: counters.framesDropped += 1
            }
        }
        return .confirming(confirming)
    }

    private mutating func welcomed(
        _ frame: Frame, _ greeting: Greeting, _ now: Int64, _ actions: inout [LinkAction]
    ) -> State {
        guard let welcome = try? Welcome(decoding: frame.body), welcome.hostNonce == greeting.nonce,
            frame.header.epoch != 0, welcome.proof.isEmpty
        else {
            counters.framesDropped += 1
            return .greeting(greeting)
        }
        if let incompatibility = incompatibility(of: welcome, frame.header.security) {
            actions.append(.incompatible(incompatibility))
            return .greeting(greeting)
        }
        let session = Session(epoch: frame.header.epoch, welcome: welcome)
        var confirming = Confirming(session: session, nextAt: now)
        sendReady(&confirming, now, &actions)
        return .confirming(confirming)
    }

    private func incompatibility(of welcome: Welcome, _ security: FrameSecurity) -> Incompatibility? {
        if welcome.version != FrameHeader.version { return .version(welcome.version) }
        if welcome.security != .clear || security != .clear { return .security }
        if !welcome.capabilities.isSubset(of: offer.capabilities) { return .limits }
        return Int(welcome.limits.bodyBytes) < Limits.minimumPeerBodyBytes ? .limits : nil
    }

    /// Whether the body is not what its kind asks for: such a frame says nothing, not even that a session is open.
    private static func isVoid(_ frame: Frame) -> Bool {
        switch frame.header.kind {
        case .acknowledge, .ping: !frame.body.isEmpty
        case .reset: (try? Reset(decoding: frame.body)) == nil
        case .hello, .welcome, .ready, .data, .urgent: false
        }
    }

    private mutating func refused(_ frame: Frame, _ greeting: inout Greeting, _ actions: inout [LinkAction]) {
        guard let reset = try? Reset(decoding: frame.body), frame.header.epoch == 0, reset.nonce == greeting.nonce
        else {
            counters.framesDropped += 1
            return
        }
        // it may be configured otherwise by and by: asked again, without haste, however often it refuses
        greeting.nextAt += Limits.refusedHandshakeMilliseconds - greeting.pause
        greeting.pause = Limits.refusedHandshakeMilliseconds
        actions.append(.incompatible(.refused(reset.reason)))
    }

    private mutating func sendHello(_ greeting: inout Greeting, _ now: Int64, _ actions: inout [LinkAction]) {
        greeting.nextAt = now + greeting.pause
        let hello = Hello(
            versions: FrameHeader.version...FrameHeader.version, capabilities: offer.capabilities,
            limits: offer.limits, security: .clear, nonce: greeting.nonce, host: offer.host)
        transmit(Frame(header: FrameHeader(kind: .hello, epoch: 0), body: hello.encoded()[...]), &actions)
    }

    private mutating func sendReady(_ confirming: inout Confirming, _ now: Int64, _ actions: inout [LinkAction]) {
        let header = FrameHeader(kind: .ready, epoch: confirming.session.epoch, counter: confirming.sendings)
        confirming.sendings += 1
        confirming.nextAt = now + Limits.handshakeMilliseconds
        let ready = Ready(wandNonce: confirming.session.welcome.wandNonce)
        transmit(Frame(header: header, body: ready.encoded()[...]), &actions)
    }

    mutating func transmit(_ frame: Frame, _ actions: inout [LinkAction]) {
        counters.framesSent += 1
        actions.append(.transmit(frame))
    }
}
