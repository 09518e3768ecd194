import PumpModel
import VirtualWand
import WandProtocol

/// A host by hand: makes the frames that a test asks for and keeps no rules by itself.
struct TinyHost {
    var epoch: UInt64 = 0
    var sequence: UInt16 = 0
    var acknowledge: UInt16 = 0

    static func hello(
        _ nonce: UInt64, versions: ClosedRange<UInt8> = 1...1, security: SecurityOffer = .clear,
        capabilities: Capabilities = .all, bodyBytes: UInt16 = 4096, window: UInt8 = 8
    ) -> Frame {
        let hello = Hello(
            versions: versions, capabilities: capabilities,
            limits: ReceiveLimits(bodyBytes: bodyBytes, windowFrames: window), security: security,
            nonce: Nonce(high: 7, low: nonce), host: "test")
        return Frame(header: FrameHeader(kind: .hello, epoch: 0), body: hello.encoded()[...])
    }

    func frame(_ kind: FrameKind, _ body: [UInt8] = []) -> Frame {
        Frame(header: FrameHeader(kind: kind, epoch: epoch, acknowledge: acknowledge), body: body[...])
    }

    /// The next data frame in sequence.
    mutating func data(_ number: UInt32, _ message: Message) -> Frame {
        data(body: Envelope(requestID: number, message: message).encoded())
    }

    mutating func data(body: [UInt8]) -> Frame {
        var frame = frame(.data, body)
        frame.header.sequence = sequence
        sequence &+= 1
        return frame
    }

    func urgentStop(_ number: UInt32, _ transaction: UInt64) -> Frame {
        let stop = Message.stop(TransactionRequest(pump: pumpSerial, transaction: id(transaction)))
        return frame(.urgent, Envelope(requestID: number, message: stop).encoded())
    }

    func ready(to welcome: Welcome) -> Frame { frame(.ready, Ready(wandNonce: welcome.wandNonce).encoded()) }
}

extension [WandLinkAction] {
    var frames: [Frame] {
        compactMap { action -> Frame? in if case .transmit(let frame) = action { frame } else { nil } }
    }
    var kinds: [FrameKind] { frames.map(\.header.kind) }
    var delivered: [[UInt8]] {
        compactMap { action -> [UInt8]? in if case .deliver(let body, _) = action { [UInt8](body) } else { nil } }
    }
    var welcome: Welcome? {
        frames.first { $0.header.kind == .welcome }.flatMap { try? Welcome(decoding: $0.body) }
    }
    var reset: Reset? {
        frames.first { $0.header.kind == .reset }.flatMap { try? Reset(decoding: $0.body) }
    }
}

extension VirtualWandLink {
    static func fresh(seed: UInt64 = 1) -> VirtualWandLink {
        VirtualWandLink(identity: WandIdentity(serial: WandSerial(checked: "WAND-1")), seed: seed)
    }

    /// Opens a session and returns the host in it.
    mutating func open(_ nonce: UInt64 = 1, now: Int64 = 0, window: UInt8 = 8) -> TinyHost {
        var host = TinyHost()
        let offered = receive(TinyHost.hello(nonce, window: window), now: now)
        guard let welcome = offered.welcome, let epoch = offered.frames.first?.header.epoch else { return host }
        host.epoch = epoch
        _ = receive(host.ready(to: welcome), now: now)
        return host
    }
}
