import PumpModel
import WandLink
import WandProtocol

/// A link with its clock and a fresh nonce per handshake, driven by hand: what a test does to it, and what came out.
struct LinkBench: ~Copyable {
    var link: Link
    var now: Int64
    private(set) var noncesDrawn: UInt64 = 0

    init(now: Int64 = 10_000) {
        link = Link(
            offer: Link.Offer(limits: ReceiveLimits(bodyBytes: 4096, windowFrames: 8), host: "bench 1"))
        self.now = now
    }

    @discardableResult
    mutating func handle(_ event: LinkEvent) -> [LinkAction] {
        var actions: [LinkAction] = []
        let next = Nonce(high: 7, low: noncesDrawn)
        var isDrawn = false
        func draw() -> Nonce {
            isDrawn = true
            return next
        }
        link.handle(event, at: now, freshNonce: draw(), into: &actions)
        if isDrawn { noncesDrawn += 1 }
        return actions
    }

    @discardableResult
    mutating func handle(_ event: LinkEvent, after milliseconds: Int64) -> [LinkAction] {
        now += milliseconds
        return handle(event)
    }

    @discardableResult
    mutating func receive(_ frame: Frame) -> [LinkAction] { handle(.frame(frame)) }

    /// Lets the time come to the next deadline.
    @discardableResult
    mutating func tickWhenDue() -> [LinkAction] {
        now = max(now, link.nextDeadline ?? now)
        return handle(.tick)
    }

    /// The nonce of the present handshake.
    var nonce: Nonce { Nonce(high: 7, low: noncesDrawn - 1) }

    /// Port open and hello said.
    static func greeting() -> LinkBench {
        var bench = LinkBench()
        bench.handle(.portOpened)
        return bench
    }

    /// Welcomed into `epoch`, ready said.
    static func confirming(_ welcome: (Nonce) -> Frame = { Wand.welcome($0) }) -> LinkBench {
        var bench = greeting()
        let frame = welcome(bench.nonce)
        bench.receive(frame)
        return bench
    }

    /// In session with a window of `window` frames.
    static func open(window: UInt8 = 8, bodyBytes: UInt16 = 4096) -> LinkBench {
        var bench = confirming { Wand.welcome($0, window: window, bodyBytes: bodyBytes) }
        bench.receive(Wand.acknowledge(0))
        return bench
    }
}

/// Frames as a wand sends them.
enum Wand {
    static let epoch: UInt64 = 0xE0
    static let nonce = Nonce(high: 9, low: 9)

    static func welcome(
        _ hostNonce: Nonce, epoch: UInt64 = epoch, version: UInt8 = 1, capabilities: Capabilities = .all,
        window: UInt8 = 8, bodyBytes: UInt16 = 4096, security: FrameSecurity = .clear
    ) -> Frame {
        let welcome = Welcome(
            version: version, capabilities: capabilities,
            limits: ReceiveLimits(bodyBytes: bodyBytes, windowFrames: window), security: security,
            hostNonce: hostNonce, wandNonce: nonce, serial: WandSerial(checked: "W-1"), model: "bench", firmware: "1")
        return Frame(header: FrameHeader(kind: .welcome, epoch: epoch), body: welcome.encoded()[...])
    }

    static func frame(
        _ kind: FrameKind, epoch: UInt64 = epoch, sequence: UInt16 = 0, acknowledge: UInt16 = 0,
        security: FrameSecurity = .clear, body: [UInt8] = []
    ) -> Frame {
        Frame(
            header: FrameHeader(
                kind: kind, security: security, epoch: epoch, sequence: sequence, acknowledge: acknowledge),
            body: body[...])
    }

    static func acknowledge(_ next: UInt16, epoch: UInt64 = epoch) -> Frame {
        frame(.acknowledge, epoch: epoch, acknowledge: next)
    }

    static func data(_ sequence: UInt16, _ body: [UInt8], acknowledge: UInt16 = 0, epoch: UInt64 = epoch) -> Frame {
        frame(.data, epoch: epoch, sequence: sequence, acknowledge: acknowledge, body: body)
    }

    static func reset(_ reason: ResetReason, epoch: UInt64 = epoch, nonce: Nonce = .zero) -> Frame {
        frame(.reset, epoch: epoch, body: Reset(reason: reason, nonce: nonce).encoded())
    }
}

/// An action in few words, so that a table of them reads well: `data 3`, `acknowledge 1`, `lost silence`.
func brief(_ action: LinkAction) -> String {
    switch action {
    case .transmit(let frame):
        switch frame.header.kind {
        case .data: "data \(frame.header.sequence)"
        case .acknowledge: "acknowledge \(frame.header.acknowledge)"
        default: "\(frame.header.kind)"
        }
    case .opened: "opened"
    case .deliver(let body): "deliver \(body.map { String($0) }.joined(separator: " "))"
    case .lost(let loss): "lost \(loss)"
    case .refused(let refusal): "refused \(refusal)"
    case .incompatible(let reason): "incompatible \(reason)"
    }
}

func brief(_ actions: [LinkAction]) -> [String] { actions.map(brief) }

func transmitted(_ actions: [LinkAction]) -> [Frame] {
    actions.compactMap { if case .transmit(let frame) = $0 { frame } else { nil } }
}
