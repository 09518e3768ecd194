package import PumpModel
package import WandProtocol

/// What the wand says of itself in a welcome.
package struct WandIdentity: Hashable, Sendable {
    package var serial: WandSerial
    package var model: String
    package var firmware: String
    package var capabilities: Capabilities
    package var limits: ReceiveLimits

    package init(
        serial: WandSerial, model: String = "VW-1", firmware: String = "1.0", capabilities: Capabilities = .all,
        limits: ReceiveLimits = ReceiveLimits(bodyBytes: 4096, windowFrames: 8)
    ) {
        self.serial = serial
        self.model = model
        self.firmware = firmware
        self.capabilities = capabilities
        self.limits = limits
    }
}

/// What the link asks of the wand, in this order.
package enum WandLinkAction: Hashable, Sendable {
    case transmit(Frame)
    /// A session is open; one that was open before is over.
    case opened(Capabilities)
    /// The session is over and none follows.
    case ended
    /// The body of a data frame, in sequence, or of an urgent frame.
    case deliver(body: ArraySlice<UInt8>, isUrgent: Bool)
}

/// The wand's half of the link: sections 3 to 5 of the protocol.
///
/// It has at most one session (open) and beside it at most one handshake (pending). Time is monotonic milliseconds and
/// comes in with every call; epochs and nonces come from the seed, which must differ from one start of a wand to the
/// next, else a host's old session would seem to live on.
package struct VirtualWandLink: Sendable {
    /// Bytes of body that a peer must take at least.
    static let leastBodyBytes = Limits.minimumPeerBodyBytes
    /// Messages that may wait for acknowledgement before the wand takes no more data frames.
    static let backlogLimit = 32
    /// Further ones that urgent messages may add.
    static let urgentReserve = 8
    /// Between two answers to frames of unknown epochs, in milliseconds.
    static let resetPause: Int64 = 100

    private let identity: WandIdentity
    private var random: SplitMix64
    private var session: WandSession?
    private var pending: WandSession?
    private var lastResetAt: Int64?

    package init(identity: WandIdentity, seed: UInt64) {
        self.identity = identity
        random = SplitMix64(seed: seed)
    }

    /// The epoch of the open session.
    package var epoch: UInt64? { session?.epoch }
    /// Messages of the open session that the host has not acknowledged.
    package var backlog: Int { session?.backlog ?? 0 }
    /// When `elapse` has something to do; nil when nothing is due ever.
    package var nextDeadline: Int64? { session?.deadline }

    /// The wand restarts: no session and no handshake is left.
    package mutating func restart() {
        session = nil
        pending = nil
        lastResetAt = nil
    }

    /// Sends a message in the open session; without one it is dropped.
    package mutating func send(_ body: [UInt8], now: Int64) -> [WandLinkAction] {
        session?.send(body, now: now).map(WandLinkAction.transmit) ?? []
    }

    /// Does what is due at `now`.
    package mutating func elapse(to now: Int64) -> [WandLinkAction] {
        guard session != nil else { return [] }
        if let frames = session?.elapse(to: now) { return frames.map(WandLinkAction.transmit) }
        session = nil
        return [.ended]
    }

    /// Takes one sound frame.
    package mutating func receive(_ frame: Frame, now: Int64) -> [WandLinkAction] {
        guard frame.header.security == .clear else { return [] }
        switch frame.header.kind {
        case .hello: return receiveHello(frame, now: now)
        case .welcome: return []
        case .ready:
            guard let ready = try? Ready(decoding: frame.body), ready.proof.isEmpty else { return [] }
            return receive(ready, epoch: frame.header.epoch, now: now)
        case .reset:
            guard let reset = try? Reset(decoding: frame.body), reset.reason == .closing,
                frame.header.epoch == session?.epoch
            else { return [] }
            session = nil
            return [.ended]
        case .acknowledge, .ping:
            guard frame.body.isEmpty else { return [] }
            return receiveInSession(frame, now: now)
        case .data, .urgent: return receiveInSession(frame, now: now)
        }
    }

    /// Bytes came that are no frame: the host learns of it without waiting for its timer.
    package mutating func receiveDamage(now: Int64) -> [WandLinkAction] {
        (session?.damaged(at: now)).map { [.transmit($0)] } ?? []
    }

    private mutating func receiveInSession(_ frame: Frame, now: Int64) -> [WandLinkAction] {
        let header = frame.header
        guard header.epoch == session?.epoch, session != nil else {
            return header.epoch == pending?.epoch ? [] : unknownEpoch(header.epoch, now: now)
        }
        session?.heard(at: now)
        let released =
            session?.acknowledged(header.acknowledge, isAcknowledgeFrame: header.kind == .acknowledge, now: now) ?? []
        var actions = released.map(WandLinkAction.transmit)
        switch header.kind {
        case .data:
            // with a full backlog the frame counts as not received, and comes again
            if backlog < Self.backlogLimit, session?.accept(header.sequence) == true {
                actions.append(.deliver(body: frame.body, isUrgent: false))
            }
            actions += acknowledgement()
        case .urgent:
            if backlog < Self.backlogLimit + Self.urgentReserve {
                actions.append(.deliver(body: frame.body, isUrgent: true))
            }
        case .ping: actions += acknowledgement()
        case .acknowledge, .hello, .welcome, .ready, .reset: break
        }
        return actions
    }

    private mutating func receiveHello(_ frame: Frame, now: Int64) -> [WandLinkAction] {
        guard frame.header.epoch == 0, let hello = try? Hello(decoding: frame.body) else { return [] }
        guard hello.versions.contains(FrameHeader.version) else { return [refusal(.unsupportedVersion, of: hello)] }
        guard hello.security.contains(.clear) else { return [refusal(.unsupportedSecurity, of: hello)] }
        guard Int(hello.limits.bodyBytes) >= Self.leastBodyBytes else { return [refusal(.limits, of: hello)] }
        if pending?.welcome.hostNonce != hello.nonce { pending = handshake(hello, now: now) }
        guard let welcome = pending?.welcome, let frame = pending?.frame(.welcome, body: welcome.encoded()) else {
            return []
        }
        return [.transmit(frame)]
    }

    private mutating func handshake(_ hello: Hello, now: Int64) -> WandSession {
        var epoch: UInt64
        repeat { epoch = random.next() } while epoch == 0 || epoch == session?.epoch
        let welcome = Welcome(
            version: FrameHeader.version, capabilities: identity.capabilities.intersection(hello.capabilities),
            limits: identity.limits, security: .clear, hostNonce: hello.nonce,
            wandNonce: Nonce(high: random.next(), low: random.next()), serial: identity.serial, model: identity.model,
            firmware: identity.firmware)
        return WandSession(
            epoch: epoch, welcome: welcome, hostWindow: Int(hello.limits.windowFrames), counter: 0, now: now)
    }

    private mutating func receive(_ ready: Ready, epoch: UInt64, now: Int64) -> [WandLinkAction] {
        if let opened = pending, opened.epoch == epoch {
            guard opened.welcome.wandNonce == ready.wandNonce else { return [] }
            session = opened
            session?.heard(at: now)
            pending = nil
            return [.opened(opened.welcome.capabilities)] + acknowledgement()
        }
        guard let session, session.epoch == epoch else { return unknownEpoch(epoch, now: now) }
        guard session.welcome.wandNonce == ready.wandNonce else { return [] }
        self.session?.heard(at: now)
        return acknowledgement()
    }

    private mutating func acknowledgement() -> [WandLinkAction] {
        (session?.frame(.acknowledge)).map { [.transmit($0)] } ?? []
    }

    private mutating func unknownEpoch(_ epoch: UInt64, now: Int64) -> [WandLinkAction] {
        if let lastResetAt, now < lastResetAt + Self.resetPause { return [] }
        lastResetAt = now
        return [.transmit(reset(.unknownEpoch, epoch: epoch, nonce: .zero))]
    }

    private func refusal(_ reason: ResetReason, of hello: Hello) -> WandLinkAction {
        .transmit(reset(reason, epoch: 0, nonce: hello.nonce))
    }

    private func reset(_ reason: ResetReason, epoch: UInt64, nonce: Nonce) -> Frame {
        Frame(header: FrameHeader(kind: .reset, epoch: epoch), body: Reset(reason: reason, nonce: nonce).encoded()[...])
    }
}
