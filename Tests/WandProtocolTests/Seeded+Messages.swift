import PumpModel
import WandProtocol

/// Random messages and handshake bodies.
extension Seeded {
    mutating func envelope(_ type: MessageType) -> Envelope {
        Envelope(requestID: type == .pumpEvent ? 0 : number(1...UInt32.max), message: message(type))
    }

    private mutating func message(_ type: MessageType) -> Message {
        switch type {
        case .readWandStatus: .readWandStatus
        case .interrogate: .interrogate
        case .stage:
            .stage(
                StageRequest(
                    pump: serial(), transaction: transaction(), baseRevision: revision(), lifetime: quantity(),
                    change: change()))
        case .commit: .commit(CommitRequest(pump: serial(), transaction: transaction(), baseRevision: revision()))
        case .queryTransaction: .queryTransaction(request())
        case .discard: .discard(request())
        case .stop: .stop(request())
        case .readLog: .readLog(LogRequest(pump: serial(), log: one(of: PumpLogName.allCases), after: any()))
        case .wandStatus:
            .wandStatus(
                WandStatus(
                    uptimeSeconds: any(), clock: timestamp(),
                    pump: optional { seeded in
                        WandStatus.Pump(
                            serial: seeded.serial(), isImplanted: seeded.one(of: [true, false]),
                            strengthPercent: seeded.number(1...100))
                    }))
        case .pumpReport: .pumpReport(report())
        case .staged: .staged(staged())
        case .committed: .committed(applied())
        case .stopped: .stopped(applied())
        case .transactionStatus:
            .transactionStatus(
                TransactionStatus(
                    transaction: transaction(),
                    outcome: one(of: [
                        .unknown, .discarded, .staged(remaining: quantity()),
                        .applied(revision: revision(), at: timestamp()),
                    ])))
        case .discarded:
            .discarded(
                TransactionStatus(
                    transaction: transaction(),
                    outcome: one(of: [.unknown, .discarded, .applied(revision: revision(), at: timestamp())])))
        case .fault: .fault(Fault(requestType: any(), code: one(of: FaultCode.allCases), detail: text()))
        case .logPage: .logPage(page())
        case .pumpEvent:
            .pumpEvent(
                PumpEvent(pump: serial(), number: number(1...UInt32.max), at: timestamp(), kind: eventKind()))
        }
    }

    private mutating func request() -> TransactionRequest {
        TransactionRequest(pump: serial(), transaction: transaction())
    }

    private mutating func nonce() -> Nonce { Nonce(high: any(), low: any()) }

    private mutating func limits() -> ReceiveLimits {
        ReceiveLimits(bodyBytes: any(), windowFrames: number(1...UInt8.max))
    }

    /// A body that a frame of `kind` can have.
    mutating func body(of kind: FrameKind) -> DecodedBody {
        switch kind {
        case .hello:
            let lowest: UInt8 = number(1...UInt8.max)
            return .hello(
                Hello(
                    versions: lowest...number(lowest...UInt8.max), capabilities: Capabilities(rawValue: any()),
                    limits: limits(), security: SecurityOffer(rawValue: any()), nonce: nonce(), host: text()))
        case .welcome:
            let proofCount = number(0...Limits.wireStringBytes)
            return .welcome(
                Welcome(
                    version: number(1...UInt8.max), capabilities: Capabilities(rawValue: any()), limits: limits(),
                    security: one(of: FrameSecurity.allCases), hostNonce: nonce(), wandNonce: nonce(), serial: serial(),
                    model: text(), firmware: text(), proof: bytes(proofCount)))
        case .ready: return .ready(Ready(wandNonce: nonce(), proof: bytes(number(0...Limits.wireStringBytes))))
        case .reset: return .reset(Reset(reason: one(of: ResetReason.allCases), nonce: nonce()))
        case .data: return .message(envelope(one(of: MessageType.allCases)))
        case .urgent: return .message(envelope(.stop))
        case .acknowledge, .ping: return .empty
        }
    }

    /// A frame of any kind with such a body.
    mutating func frame() -> Frame {
        let kind = one(of: FrameKind.allCases)
        return Frame(header: header(kind), body: body(of: kind).encoded()[...])
    }

    mutating func header(_ kind: FrameKind) -> FrameHeader {
        FrameHeader(
            kind: kind, security: one(of: FrameSecurity.allCases), epoch: any(), counter: any(),
            sequence: kind == .data ? any() : 0, acknowledge: any())
    }
}
