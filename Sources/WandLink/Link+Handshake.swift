internal import PumpModel
internal import WandProtocol

/// When something is said again: after 500 ms, then after twice the time, up to 2 s.
struct Repetition: Sendable {
    private(set) var nextAt: Int64
    private var interval = Limits.handshakeFirstMilliseconds

    init(from now: Int64) {
        nextAt = now + interval
    }

    mutating func again(_ now: Int64) {
        interval = min(interval * 2, Limits.handshakeCeilingMilliseconds)
        nextAt = now + interval
    }

    /// Takes the longest pause, counted from the last saying; being told so again changes nothing.
    mutating func slowDown() {
        nextAt += Limits.handshakeCeilingMilliseconds - interval
        interval = Limits.handshakeCeilingMilliseconds
    }
}

/// Hello is being said.
struct Greeting: Sendable {
    let nonce: Nonce
    var repetition: Repetition
}

/// Ready is being said.
struct Confirming: Sendable {
    let session: Session
    var repetition: Repetition
    var sendings = 1
    var counter: UInt32 = 1
}

extension Link {
    /// Begins a handshake with a fresh nonce.
    mutating func greet(_ now: Int64, _ nonce: Nonce, _ actions: inout [LinkAction]) -> State {
        let greeting = Greeting(nonce: nonce, repetition: Repetition(from: now))
        sendHello(greeting, &actions)
        return .greeting(greeting)
    }

    mutating func greeting(
        _ greeting: consuming Greeting, _ event: LinkEvent, _ now: Int64, _ actions: inout [LinkAction]
    ) -> State {
        switch event {
        case .portOpened: break
        case .portClosed, .shutdown: return .closed
        case .send, .sendUrgent: actions.append(.refused(.notOpen))
        case .tick:
            guard now >= greeting.repetition.nextAt else { break }
            sendHello(greeting, &actions)
            greeting.repetition.again(now)
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
        case .portOpened: break
        case .portClosed, .shutdown: return .closed
        case .send, .sendUrgent: actions.append(.refused(.notOpen))
        case .tick:
            guard now >= confirming.repetition.nextAt else { break }
            guard confirming.sendings < Limits.linkTransmissions else { return greet(now, freshNonce(), &actions) }
            sendReady(confirming, &actions)
            confirming.sendings += 1
            confirming.counter &+= 1
            confirming.repetition.again(now)
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
                var session = OpenSession(confirming.session, counter: confirming.counter, now: now)
                counters.sessionsOpened += 1
                actions.append(.opened(confirming.session))
                receive(frame, &session, now, &actions)
                return .open(session)
            case .reset: return greet(now, freshNonce(), &actions)
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
            frame.header.epoch != 0
        else {
            counters.framesDropped += 1
            return .greeting(greeting)
        }
        if let incompatibility = incompatibility(of: welcome, frame.header.security) {
            actions.append(.incompatible(incompatibility))
            return .greeting(greeting)
        }
        let session = Session(epoch: frame.header.epoch, welcome: welcome)
        var confirming = Confirming(session: session, repetition: Repetition(from: now), counter: 0)
        sendReady(confirming, &actions)
        confirming.counter = 1
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
        // it may be configured otherwise by and by: asked again, without haste
        greeting.repetition.slowDown()
        actions.append(.incompatible(.refused(reset.reason)))
    }

    private mutating func sendHello(_ greeting: Greeting, _ actions: inout [LinkAction]) {
        let hello = Hello(
            versions: FrameHeader.version...FrameHeader.version, capabilities: offer.capabilities,
            limits: offer.limits, security: .clear, nonce: greeting.nonce, host: offer.host)
        transmit(Frame(header: FrameHeader(kind: .hello, epoch: 0), body: hello.encoded()[...]), &actions)
    }

    private mutating func sendReady(_ confirming: Confirming, _ actions: inout [LinkAction]) {
        let header = FrameHeader(kind: .ready, epoch: confirming.session.epoch, counter: confirming.counter)
        let ready = Ready(wandNonce: confirming.session.welcome.wandNonce)
        transmit(Frame(header: header, body: ready.encoded()[...]), &actions)
    }

    mutating func transmit(_ frame: Frame, _ actions: inout [LinkAction]) {
        counters.framesSent += 1
        actions.append(.transmit(frame))
    }
}
