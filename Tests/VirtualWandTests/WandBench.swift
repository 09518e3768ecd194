import PumpModel
import Testing
import VirtualWand
import WandProtocol

/// A wand with a pump and a host in session, on virtual time; acknowledges nothing by itself.
struct WandBench {
    var wand: VirtualWand
    var host = TinyHost()
    var now: Int64 = 0
    var persisted: PumpMemory
    /// Every message from the wand, with its time.
    var heard: [(time: Int64, envelope: Envelope)] = []

    init(
        _ kept: PumpMemory = memory(), answerDelay: Int64 = 0, capabilities: Capabilities = .all, timeFactor: Int64 = 1
    ) {
        var configuration = VirtualWand.Configuration(
            identity: WandIdentity(serial: WandSerial(checked: "WAND-1"), capabilities: capabilities))
        configuration.answerDelay = answerDelay
        persisted = kept
        wand = VirtualWand(
            configuration: configuration, memory: kept, seed: 5, at: at(0), timeFactor: timeFactor)
        open(1)
    }

    mutating func open(_ nonce: UInt64) {
        host = TinyHost()
        let offered = give(.frame(TinyHost.hello(nonce)))
        guard let frame = offered.first(where: { $0.header.kind == .welcome }),
            let welcome = try? Welcome(decoding: frame.body)
        else { return }
        host.epoch = frame.header.epoch
        give(.frame(host.ready(to: welcome)))
    }

    /// Hands over one event now; keeps the messages and acknowledges them.
    @discardableResult
    mutating func give(_ event: VirtualWand.Event) -> [Frame] {
        var frames: [Frame] = []
        for action in wand.handle(event, at: now) {
            switch action {
            case .persist(let memory): persisted = memory
            case .transmit(let frame): frames.append(frame)
            }
        }
        for frame in frames where frame.header.kind == .data && frame.header.epoch == host.epoch {
            guard frame.header.sequence == host.acknowledge, let envelope = try? Envelope(decoding: frame.body) else {
                continue
            }
            host.acknowledge &+= 1
            heard.append((now, envelope))
        }
        return frames
    }

    mutating func ask(_ number: UInt32, _ message: Message) { give(.frame(host.data(number, message))) }

    /// Lets time pass, deadline by deadline, with a ping now and then.
    mutating func run(to end: Int64) {
        while now < end {
            now = min(end, wand.nextDeadline ?? end, now + 2_000)
            give(.tick)
            give(.frame(host.frame(.ping)))
        }
    }

    var replies: [UInt32] { heard.map(\.envelope.requestID) }
    func reply(_ number: UInt32) -> Message? { heard.first { $0.envelope.requestID == number }?.envelope.message }
    func stop(_ transaction: UInt64) -> Message {
        .stop(TransactionRequest(pump: pumpSerial, transaction: id(transaction)))
    }
}
