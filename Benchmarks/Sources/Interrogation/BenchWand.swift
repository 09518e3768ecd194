import Glibc
import PumpModel
import WandProtocol

/// The other end of the line: answers a handshake, and every request at once with the same report.
///
/// It trusts the line, which here loses nothing: it takes frames as they come and repeats none. For the relay, which
/// sends the same request over and over without a session, it answers just the same.
struct BenchWand {
    private let line: CInt
    private var decoder = FrameDecoder()
    private var encoder = FrameEncoder()
    private var epoch: UInt64 = 0
    private var counter: UInt32 = 0
    private var sequence: UInt16 = 0
    private var expected: UInt16 = 0

    init(line: CInt) { self.line = line }

    /// Serves until the line fails.
    mutating func run() {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(line, &bytes, bytes.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            for case .frame(let frame) in decoder.decode(Array(bytes[..<count])) { answer(frame) }
        }
    }

    private mutating func answer(_ frame: Frame) {
        switch frame.header.kind {
        case .hello:
            guard let hello = try? Hello(decoding: frame.body) else { return }
            (epoch, counter, sequence, expected) = (epoch + 1, 0, 0, 0)
            send(.welcome, welcome(hello).encoded())
        case .ready, .ping: send(.acknowledge, [])
        case .data:
            expected = frame.header.sequence &+ 1
            guard let request = try? Envelope(decoding: frame.body), let reply = Self.reply(to: request.message) else {
                return send(.acknowledge, [])
            }
            send(.data, Envelope(requestID: request.requestID, message: reply).encoded())
            sequence &+= 1
        case .welcome, .acknowledge, .urgent, .reset: break
        }
    }

    private mutating func send(_ kind: FrameKind, _ body: [UInt8]) {
        let header = FrameHeader(
            kind: kind, epoch: epoch, counter: counter, sequence: kind == .data ? sequence : 0,
            acknowledge: kind == .welcome ? 0 : expected)
        counter &+= 1
        var rest = encoder.encode(Frame(header: header, body: body[...]))
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(line, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private func welcome(_ hello: Hello) -> Welcome {
        Welcome(
            version: FrameHeader.version, capabilities: hello.capabilities, limits: hello.limits, security: .clear,
            hostNonce: hello.nonce, wandNonce: Nonce(high: 1, low: epoch), serial: WandSerial(checked: "BENCH-WAND"),
            model: "bench", firmware: "1")
    }

    private static func reply(to request: Message) -> Message? {
        switch request {
        case .readWandStatus:
            .wandStatus(
                WandStatus(
                    uptimeSeconds: 1, clock: now(),
                    pump: WandStatus.Pump(serial: pump, isImplanted: false, strengthPercent: 90)))
        case .interrogate: .pumpReport(report())
        default: nil
        }
    }

    private static let pump = PumpSerial(checked: "BENCH-PUMP")

    private static func now() -> Timestamp { Timestamp(clamping: Int64(time(nil)) * 1_000) }

    /// A pump on a simple continuous program, with one alarm and one change behind it.
    private static func report() -> PumpReport {
        let now = now()
        let hourAgo = now.advanced(byMilliseconds: -3_600_000)
        return PumpReport(
            identity: PumpIdentity(
                serial: pump, model: "VP-20", firmware: "1.0", reservoirSize: Volume(checked: 20_000_000),
                calibrationConstant: 113),
            clock: now, drug: .baclofen, concentration: Concentration(checked: 500), revision: ProgramRevision(1),
            program: .simpleContinuous(DailyDose(checked: 100_000)), programmedAt: hourAgo,
            actualFlow: Flow(checked: 200_000), bolusRemaining: .zero, reservoir: Volume(checked: 1_900_000),
            lowReservoirVolume: Volume(checked: 2_000_000), residualVolume: Volume(checked: 1_000_000),
            minimumFlow: Flow(checked: 48_000), serviceDaysRemaining: 2_000, stoppedSince: nil, staged: nil,
            lastApplied: AppliedTransaction(
                transaction: TransactionID(high: 1, low: 2), revision: ProgramRevision(1), at: hourAgo),
            appliedCount: 1, newestEvent: 1, alarms: [Alarm(cause: .lowReservoir, since: hourAgo)])
    }
}

extension BenchWand {
    /// An interrogation as a wand takes it, for the relay to send.
    static func requestFrame() -> [UInt8] {
        var encoder = FrameEncoder()
        let body = Envelope(requestID: 1, message: .interrogate).encoded()
        return Array(encoder.encode(Frame(header: FrameHeader(kind: .data, epoch: 1), body: body[...])))
    }
}
