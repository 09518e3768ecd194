import CommandQueue
import PumpModel
import Testing
import WandEngine
import WandLink
import WandProtocol

/// The order between decoder, link and queue: what one event causes, and in which order it is to be done.
@Suite struct WandEngineTests {
    @Test func aPortThatOpensIsGreeted() {
        var bench = Bench()
        let effects = bench.handle(.portOpened)
        #expect(names(effects) == ["hello"])
        #expect(bench.nonces == 1)
        let due = bench.engine.nextDeadline
        #expect(due == 1_000 + Limits.handshakeMilliseconds)
    }

    @Test func aSessionIsToldBeforeWhatItCauses() {
        var bench = Bench()
        let effects = bench.open()
        #expect(names(effects) == ["sessionOpened", "data readWandStatus"])
        let isOpen = bench.engine.session != nil
        #expect(isOpen)
    }

    @Test func anAnswerIsAcknowledgedBeforeItIsLookedAt() {
        var bench = Bench()
        _ = bench.open()
        let status = WandStatus(uptimeSeconds: 1, clock: Bench.at, pump: nil)
        let reply = bench.data(1, .wandStatus(status), acknowledge: 1)
        let bytes = bench.wire(reply)
        let effects = bench.handle(.received(bytes))
        #expect(names(effects) == ["acknowledge", "observed"])
    }

    @Test func whatOneReadHoldsIsHandledInOrder() {
        var bench = Bench()
        _ = bench.handle(.portOpened)
        let welcome = bench.welcome()
        let acknowledge = bench.frame(.acknowledge)
        let bytes = bench.wire(welcome) + [1, 2, 3, 0] + bench.wire(acknowledge)
        let effects = bench.handle(.received(bytes))
        let first = names(effects)
        #expect(first.count == 4)
        #expect(first.first == "ready")
        #expect(first.dropFirst().first?.hasPrefix("noted corrupt") == true)
        #expect(first.suffix(2) == ["sessionOpened", "data readWandStatus"])
        let counted = bench.engine.counters.framesCorrupt
        #expect(counted == 1)
    }

    @Test func aStopLeavesInTheEventThatAsksForIt() {
        var bench = Bench()
        _ = bench.open()
        let effects = bench.stop(1)
        #expect(names(effects) == ["persist", "urgent stop"])
    }

    /// A slip of the pen opens no session of a pump that does not exist; the pump in range has one from the first frame on.
    @Test(arguments: [(Bench.pump, true), (PumpSerial(checked: "P-2"), false), (nil, false)])
    func aStopIsWorkOnThePumpThatMayBeThere(inRange: PumpSerial?, isWork: Bool) {
        var bench = Bench()
        _ = bench.open()
        let pump = inRange.map { WandStatus.Pump(serial: $0, isImplanted: false, strengthPercent: 80) }
        let status = WandStatus(uptimeSeconds: 1, clock: Bench.at, pump: pump)
        let reply = bench.data(1, .wandStatus(status), acknowledge: 1)
        let bytes = bench.wire(reply)
        _ = bench.handle(.received(bytes))
        let effects = bench.stop(1)
        let works = effects.contains { if case .therapyWork(Bench.pump) = $0 { true } else { false } }
        #expect(works == isWork)
        #expect(names(effects).contains("urgent stop"))
    }

    @Test func aSendThatIsRefusedReachesTheQueueWithinTheEvent() {
        var bench = Bench()
        _ = bench.handle(.portOpened)
        // the queue believes in a session that the link does not have: its request comes back at once
        let effects = bench.handle(.queue(.sessionOpened(.all)))
        #expect(names(effects) == ["noted refused(WandLink.LinkRefusal.notOpen)"])
        // and nothing is in flight: what waits is sent when the session is there
        let opened = bench.handle(.received(bench.wire(bench.welcome())))
        #expect(names(opened) == ["ready"])
        let after = bench.handle(.received(bench.wire(bench.frame(.acknowledge))))
        #expect(names(after) == ["sessionOpened", "data readWandStatus"])
    }

    @Test func aSessionThatIsLostEndsWhatWasAsked() {
        var bench = Bench()
        _ = bench.open()
        let asked = bench.handle(.queue(.interrogate(Ticket(7))))
        #expect(names(asked).isEmpty)
        let closed = bench.handle(.portClosed)
        #expect(names(closed) == ["sessionLost portClosed", "answer"])
        let due = bench.engine.nextDeadline
        #expect(due == nil)
    }

    @Test func goodbyeIsSaidBeforeTheSessionEnds() {
        var bench = Bench()
        _ = bench.open()
        let effects = bench.handle(.shutdown)
        #expect(names(effects) == ["reset", "sessionLost shutdown"])
    }

    @Test func bytesOfAnEarlierPortAreForgotten() {
        var bench = Bench()
        _ = bench.handle(.portOpened)
        let half = bench.wire(bench.welcome()).dropLast(10)
        #expect(names(bench.handle(.received(Array(half)))).isEmpty)
        _ = bench.handle(.portClosed)
        _ = bench.handle(.portOpened)
        let effects = bench.handle(.received(bench.wire(bench.welcome())))
        #expect(names(effects) == ["ready"])
        let counted = bench.engine.counters.framesCorrupt
        #expect(counted == 0)
    }

    @Test func aMessageThatIsNoneIsNotedAndNothingElse() {
        var bench = Bench()
        _ = bench.open()
        let frame = Frame(
            header: FrameHeader(kind: .data, epoch: Bench.epoch, acknowledge: 1), body: [0xFF, 0xFF, 1, 0, 0, 0][...])
        let effects = bench.handle(.received(bench.wire(frame)))
        let found = names(effects)
        #expect(found.count == 2)
        #expect(found.first == "acknowledge")
        #expect(found.last?.hasPrefix("noted malformed") == true)
    }
}
