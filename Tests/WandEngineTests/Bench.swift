import CommandQueue
import Dosing
import PumpModel
import WandEngine
import WandLink
import WandProtocol

/// An engine with a wand by hand at the other end of its line.
struct Bench: ~Copyable {
    static let pump = PumpSerial(checked: "P-1")
    static let at = Timestamp(clamping: 1_767_225_600_000)
    static let epoch: UInt64 = 77

    var engine = WandEngine(
        policy: QueuePolicy(rules: .bench, confirmationMilliseconds: 30_000),
        offer: Link.Offer(limits: ReceiveLimits(bodyBytes: 4_096, windowFrames: 8), host: "test"))
    var now: Int64 = 1_000
    /// Nonces that were drawn.
    var nonces: UInt64 = 0
    private var encoder = FrameEncoder()
    private var sequence: UInt16 = 0

    mutating func handle(_ event: EngineEvent) -> [EngineEffect] {
        var effects: [EngineEffect] = []
        var drawn = nonces
        engine.handle(
            event, at: Moment(uptimeMilliseconds: now, utc: Self.at),
            freshNonce: {
                drawn += 1
                return Nonce(high: 0, low: drawn)
            }, into: &effects)
        nonces = drawn
        return effects
    }

    /// The wand's frame as bytes of the line.
    mutating func wire(_ frame: Frame) -> [UInt8] { Array(encoder.encode(frame)) }

    func welcome(bodyBytes: UInt16 = 4_096) -> Frame {
        let welcome = Welcome(
            version: 1, capabilities: .all, limits: ReceiveLimits(bodyBytes: bodyBytes, windowFrames: 8),
            security: .clear, hostNonce: Nonce(high: 0, low: nonces), wandNonce: Nonce(high: 9, low: 9),
            serial: WandSerial(checked: "W-1"), model: "bench", firmware: "1")
        return Frame(header: FrameHeader(kind: .welcome, epoch: Self.epoch), body: welcome.encoded()[...])
    }

    func frame(_ kind: FrameKind, acknowledge: UInt16 = 0) -> Frame {
        Frame(header: FrameHeader(kind: kind, epoch: Self.epoch, acknowledge: acknowledge))
    }

    mutating func data(_ requestID: UInt32, _ message: Message, acknowledge: UInt16) -> Frame {
        defer { sequence += 1 }
        return Frame(
            header: FrameHeader(kind: .data, epoch: Self.epoch, sequence: sequence, acknowledge: acknowledge),
            body: Envelope(requestID: requestID, message: message).encoded()[...])
    }

    /// Opens port and session; returns the effects of the event that opened the session.
    mutating func open() -> [EngineEffect] {
        _ = handle(.portOpened)
        _ = handle(.received(wire(welcome())))
        return handle(.received(wire(frame(.acknowledge))))
    }

    mutating func stop(_ number: UInt64) -> [EngineEffect] {
        let origin = Command.Origin(userID: 1, operatorName: "Ada", reason: "test")
        return handle(.queue(.stop(Self.pump, origin, id: TransactionID(high: 1, low: number), Ticket(number))))
    }
}

/// Effects by kind, in order, and what each frame holds; without what is said for the alarms alone.
func names(_ effects: [EngineEffect]) -> [String] {
    effects.compactMap { effect in
        switch effect {
        case .therapyWork: nil
        case .transmit(let bytes): frameName(bytes)
        case .persist: "persist"
        case .answer: "answer"
        case .changed: "changed"
        case .observed: "observed"
        case .alert: "alert"
        case .sessionOpened: "sessionOpened"
        case .sessionLost(let loss): "sessionLost \(loss)"
        case .noted(let note): "noted \(note)"
        }
    }
}

private func frameName(_ bytes: [UInt8]) -> String {
    var decoder = FrameDecoder()
    guard case .frame(let frame)? = decoder.decode(bytes).first else { return "no frame" }
    guard let message = (try? Envelope(decoding: frame.body))?.message else { return "\(frame.header.kind)" }
    return "\(frame.header.kind) \(message.type)"
}
