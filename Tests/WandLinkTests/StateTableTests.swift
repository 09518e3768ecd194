import PumpModel
import Testing
import WandProtocol

@testable import WandLink

/// Every state of the link against every event, the impossible ones included.
@Suite struct StateTableTests {
    enum StateName: String, CaseIterable, Sendable {
        case closed, greeting, confirming, idle, inFlight, full
    }

    enum Stimulus: String, CaseIterable, Sendable {
        case portOpened, portClosed, shutdown, noise, tickEarly, tickDue, send, sendTooLarge, sendUrgent,
            sendUrgentTooLarge
        case hello, ready, urgent
        case welcome, welcomeForeign, welcomeVoid, welcomeSealed, welcomeEpochZero
        case data, dataOutOfOrder, dataAcknowledging, dataOtherEpoch, dataSealed
        case acknowledge, acknowledgeNew, acknowledgeNeverSent, acknowledgeVoid, acknowledgeOtherEpoch,
            acknowledgeSealed
        case ping, pingVoid, pingOtherEpoch
        case resetUnknownEpoch, resetClosing, resetVoid, resetOtherEpoch, resetRefusing
    }

    static func make(_ state: StateName) -> LinkBench {
        switch state {
        case .closed: return LinkBench()
        case .greeting: return .greeting()
        case .confirming: return .confirming()
        case .idle: return .open()
        case .inFlight:
            var bench = LinkBench.open()
            bench.handle(.send([1]))
            bench.handle(.send([2]))
            return bench
        case .full:
            var bench = LinkBench.open(window: 2)
            for number in 1...4 { bench.handle(.send([UInt8(number)])) }
            return bench
        }
    }

    static func name(_ link: borrowing Link) -> String {
        switch link.state {
        case .closed: "closed"
        case .greeting: "greeting"
        case .confirming: "confirming"
        case .open(let session): "open \(session.inFlight.count)+\(session.backlog.count)"
        }
    }

    static func apply(_ stimulus: Stimulus, to bench: inout LinkBench) -> [LinkAction] {
        let large = [UInt8](repeating: 1, count: 4097)
        // in closed no handshake was begun yet
        let nonce = bench.noncesDrawn > 0 ? bench.nonce : Nonce(high: 0, low: 1)
        switch stimulus {
        case .portOpened: return bench.handle(.portOpened)
        case .portClosed: return bench.handle(.portClosed)
        case .shutdown: return bench.handle(.shutdown)
        case .noise: return bench.handle(.noise)
        case .tickEarly: return bench.handle(.tick)
        case .tickDue: return bench.tickWhenDue()
        case .send: return bench.handle(.send([5]))
        case .sendTooLarge: return bench.handle(.send(large))
        case .sendUrgent: return bench.handle(.sendUrgent([6]))
        case .sendUrgentTooLarge: return bench.handle(.sendUrgent(large))
        case .hello: return bench.receive(Wand.frame(.hello))
        case .ready: return bench.receive(Wand.frame(.ready))
        case .urgent: return bench.receive(Wand.frame(.urgent, body: [1]))
        case .welcome: return bench.receive(Wand.welcome(nonce))
        case .welcomeForeign: return bench.receive(Wand.welcome(Nonce(high: 1, low: 1)))
        case .welcomeVoid: return bench.receive(Wand.frame(.welcome, body: [1, 2]))
        case .welcomeSealed: return bench.receive(Wand.welcome(nonce, security: .sealed))
        case .welcomeEpochZero: return bench.receive(Wand.welcome(nonce, epoch: 0))
        case .data: return bench.receive(Wand.data(0, [8]))
        case .dataOutOfOrder: return bench.receive(Wand.data(3, [8]))
        case .dataAcknowledging: return bench.receive(Wand.data(0, [8], acknowledge: 1))
        case .dataOtherEpoch: return bench.receive(Wand.data(0, [8], epoch: 1))
        case .dataSealed: return bench.receive(Wand.frame(.data, security: .sealed, body: [8]))
        case .acknowledge: return bench.receive(Wand.acknowledge(0))
        case .acknowledgeNew: return bench.receive(Wand.acknowledge(1))
        case .acknowledgeNeverSent: return bench.receive(Wand.acknowledge(9))
        case .acknowledgeVoid: return bench.receive(Wand.frame(.acknowledge, body: [0]))
        case .acknowledgeOtherEpoch: return bench.receive(Wand.acknowledge(1, epoch: 1))
        case .acknowledgeSealed: return bench.receive(Wand.frame(.acknowledge, acknowledge: 1, security: .sealed))
        case .ping: return bench.receive(Wand.frame(.ping))
        case .pingVoid: return bench.receive(Wand.frame(.ping, body: [0]))
        case .pingOtherEpoch: return bench.receive(Wand.frame(.ping, epoch: 1))
        case .resetUnknownEpoch: return bench.receive(Wand.reset(.unknownEpoch))
        case .resetClosing: return bench.receive(Wand.reset(.closing))
        case .resetVoid: return bench.receive(Wand.frame(.reset, body: [1]))
        case .resetOtherEpoch: return bench.receive(Wand.reset(.unknownEpoch, epoch: 1))
        case .resetRefusing: return bench.receive(Wand.reset(.limits, epoch: 0, nonce: nonce))
        }
    }

    struct Expected: Equatable {
        var state: String
        var actions: [String]
        init(_ state: String, _ actions: [String] = []) {
            self.state = state
            self.actions = actions
        }
    }

    /// What the protocol says, written down once more and without the link's code.
    static func expected(_ state: StateName, _ stimulus: Stimulus) -> Expected {
        switch state {
        case .closed:
            switch stimulus {
            case .portOpened: Expected("greeting", ["hello"])
            case .send, .sendTooLarge, .sendUrgent, .sendUrgentTooLarge: Expected("closed", ["refused notOpen"])
            default: Expected("closed")
            }
        case .greeting:
            switch stimulus {
            case .portClosed, .shutdown: Expected("closed")
            case .tickDue: Expected("greeting", ["hello"])
            case .send, .sendTooLarge, .sendUrgent, .sendUrgentTooLarge: Expected("greeting", ["refused notOpen"])
            case .welcome: Expected("confirming", ["ready"])
            case .welcomeSealed: Expected("greeting", ["incompatible security"])
            case .resetRefusing: Expected("greeting", ["incompatible refused(WandProtocol.ResetReason.limits)"])
            default: Expected("greeting")
            }
        case .confirming:
            switch stimulus {
            case .portClosed, .shutdown: Expected("closed")
            case .tickDue: Expected("confirming", ["ready"])
            case .send, .sendTooLarge, .sendUrgent, .sendUrgentTooLarge: Expected("confirming", ["refused notOpen"])
            case .data, .dataAcknowledging: Expected("open 0+0", ["opened", "acknowledge 1", "deliver 8"])
            case .dataOutOfOrder: Expected("open 0+0", ["opened", "acknowledge 0"])
            case .acknowledge, .acknowledgeNew, .acknowledgeNeverSent: Expected("open 0+0", ["opened"])
            case .ping: Expected("open 0+0", ["opened", "acknowledge 0"])
            case .resetUnknownEpoch, .resetClosing: Expected("greeting")
            default: Expected("confirming")
            }
        case .idle: open("open 0+0", stimulus, afterSend: ("open 1+0", ["data 0"]), onTick: ["ping"])
        case .inFlight:
            open(
                "open 2+0", stimulus, afterSend: ("open 3+0", ["data 2"]), onTick: ["data 0", "data 1"],
                onAcknowledge: ("open 1+0", []))
        case .full:
            open(
                "open 2+2", stimulus, afterSend: ("open 2+3", []), onTick: ["data 0", "data 1"],
                onAcknowledge: ("open 2+1", ["data 2"]))
        }
    }

    private static func open(
        _ same: String, _ stimulus: Stimulus, afterSend: (String, [String]), onTick: [String],
        onAcknowledge: (String, [String])? = nil
    ) -> Expected {
        switch stimulus {
        case .portClosed: return Expected("closed", ["lost portClosed"])
        case .shutdown: return Expected("closed", ["reset", "lost shutdown"])
        case .tickDue: return Expected(same, onTick)
        case .send: return Expected(afterSend.0, afterSend.1)
        case .sendTooLarge, .sendUrgentTooLarge: return Expected(same, ["refused tooLarge(limitBytes: 4096)"])
        case .sendUrgent: return Expected(same, ["urgent"])
        case .data: return Expected(same, ["acknowledge 1", "deliver 8"])
        case .dataOutOfOrder: return Expected(same, ["acknowledge 0"])
        case .dataAcknowledging:
            return Expected(onAcknowledge?.0 ?? same, (onAcknowledge?.1 ?? []) + ["acknowledge 1", "deliver 8"])
        case .acknowledgeNew: return Expected(onAcknowledge?.0 ?? same, onAcknowledge?.1 ?? [])
        case .ping: return Expected(same, ["acknowledge 0"])
        case .resetUnknownEpoch:
            return Expected("greeting", ["lost reset(WandProtocol.ResetReason.unknownEpoch)"])
        case .resetClosing: return Expected("greeting", ["lost reset(WandProtocol.ResetReason.closing)"])
        case .noise: return Expected(same, ["acknowledge 0"])
        case .portOpened, .tickEarly, .hello, .ready, .urgent, .welcome, .welcomeForeign, .welcomeVoid, .welcomeSealed,
            .welcomeEpochZero, .dataOtherEpoch, .dataSealed, .acknowledge, .acknowledgeNeverSent, .acknowledgeVoid,
            .acknowledgeOtherEpoch, .acknowledgeSealed, .pingVoid, .pingOtherEpoch, .resetVoid, .resetOtherEpoch,
            .resetRefusing:
            return Expected(same)
        }
    }

    @Test(arguments: StateName.allCases, Stimulus.allCases)
    func table(_ state: StateName, _ stimulus: Stimulus) {
        var bench = Self.make(state)
        let actions = Self.apply(stimulus, to: &bench)
        let found = Expected(Self.name(bench.link), brief(actions))
        #expect(found == Self.expected(state, stimulus))
        // whatever happened: once a tick was taken, the next one is in the future
        bench.handle(.tick)
        let next = bench.link.nextDeadline
        let now = bench.now
        #expect(next.map { $0 > now } ?? true)
    }

    @Test func noEventReachesTheWandWithoutASession() {
        for state in [StateName.closed, .greeting, .confirming] {
            for event in [LinkEvent.send([1]), .sendUrgent([1])] {
                var bench = Self.make(state)
                let sent = transmitted(bench.handle(event))
                #expect(sent.isEmpty, "\(state)")
            }
        }
    }
}
