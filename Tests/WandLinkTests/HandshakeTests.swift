import PumpModel
import Testing
import WandProtocol

@testable import WandLink

@Suite struct HandshakeTests {
    @Test func helloSaysWhatTheHostOffers() throws {
        var bench = LinkBench()
        let frame = try #require(transmitted(bench.handle(.portOpened)).first)
        #expect(frame.header == FrameHeader(kind: .hello, epoch: 0))
        let hello = try Hello(decoding: frame.body)
        #expect(hello.versions == 1...1)
        #expect(hello.capabilities == .all)
        #expect(hello.limits == ReceiveLimits(bodyBytes: 4096, windowFrames: 8))
        #expect(hello.security == .clear)
        #expect(hello.nonce == bench.nonce)
        #expect(hello.host == "bench 1")
    }

    @Test func wholeHandshake() throws {
        var bench = LinkBench.greeting()
        let ready = try #require(transmitted(bench.receive(Wand.welcome(bench.nonce))).first)
        #expect(ready.header == FrameHeader(kind: .ready, epoch: Wand.epoch, counter: 0))
        #expect(try Ready(decoding: ready.body).wandNonce == Wand.nonce)
        #expect(bench.link.session == nil)
        #expect(brief(bench.receive(Wand.acknowledge(0))) == ["opened"])
        #expect(bench.link.session?.epoch == Wand.epoch)
        #expect(bench.link.session?.welcome.serial.text == "W-1")
        // the ready was 0, the first data frame is 1: no counter is used twice in a session
        let data = try #require(transmitted(bench.handle(.send([1]))).first)
        #expect(data.header == FrameHeader(kind: .data, epoch: Wand.epoch, counter: 1))
    }

    @Test func lostHelloIsSaidAgainWithTheSameNonceWithoutEnd() throws {
        var bench = LinkBench.greeting()
        var pauses: [Int64] = []
        for _ in 0..<50 {
            let before = bench.now
            let sent = transmitted(bench.tickWhenDue())
            pauses.append(bench.now - before)
            #expect(sent.count == 1)
            #expect(try Hello(decoding: try #require(sent.first).body).nonce == Nonce(high: 7, low: 0))
        }
        #expect(pauses == [Int64](repeating: 500, count: 50))
    }

    @Test func lostReadyIsSaidEightTimesThenANewHandshakeBegins() throws {
        var bench = LinkBench.confirming()
        var pauses: [Int64] = []
        var counters: [UInt32] = []
        for _ in 0..<7 {
            let before = bench.now
            let sent = transmitted(bench.tickWhenDue())
            pauses.append(bench.now - before)
            #expect(sent.map(\.header.kind) == [.ready])
            counters += sent.map(\.header.counter)
        }
        #expect(pauses == [Int64](repeating: 500, count: 7))
        #expect(counters == [1, 2, 3, 4, 5, 6, 7])
        let again = transmitted(bench.tickWhenDue())
        #expect(again.map(\.header.kind) == [.hello])
        #expect(try Hello(decoding: try #require(again.first).body).nonce == Nonce(high: 7, low: 1))
        // the welcome of the handshake that was given up does not count any more
        let sent = transmitted(bench.receive(Wand.welcome(Nonce(high: 7, low: 0))))
        #expect(sent.isEmpty)
    }

    @Test func lostWelcomeIsAnsweredByTheNextHello() {
        var bench = LinkBench.greeting()
        bench.tickWhenDue()
        #expect(brief(bench.receive(Wand.welcome(bench.nonce))) == ["ready"])
        // the wand's answer to the first hello, late: already welcomed
        #expect(brief(bench.receive(Wand.welcome(bench.nonce))) == [])
        #expect(brief(bench.receive(Wand.acknowledge(0))) == ["opened"])
    }

    static let unusable: [(Frame, Incompatibility)] = {
        let nonce = Nonce(high: 7, low: 0)
        var sealedFrame = Wand.welcome(nonce)
        sealedFrame.header.security = .sealed
        return [
            (Wand.welcome(nonce, version: 2), .version(2)),
            (Wand.welcome(nonce, security: .sealed), .security),
            (sealedFrame, .security),
            (Wand.welcome(nonce, capabilities: Capabilities(rawValue: 0xFF)), .limits),
            (Wand.welcome(nonce, bodyBytes: 511), .limits),
        ]
    }()

    @Test(arguments: unusable)
    func welcomeThatCanNotBeUsedIsNamedAndNotFollowed(_ frame: Frame, _ reason: Incompatibility) {
        var bench = LinkBench.greeting()
        #expect(bench.receive(frame) == [.incompatible(reason)])
        #expect(brief(bench.tickWhenDue()) == ["hello"])
        #expect(brief(bench.receive(Wand.welcome(bench.nonce))) == ["ready"])
    }

    @Test(arguments: [ResetReason.unsupportedVersion, .unsupportedSecurity, .limits])
    func refusedHelloIsSaidAgainAfterTwoSeconds(_ reason: ResetReason) {
        var bench = LinkBench.greeting()
        let refusal = Wand.reset(reason, epoch: 0, nonce: bench.nonce)
        #expect(bench.receive(refusal) == [.incompatible(.refused(reason))])
        // a refusal that is repeated does not put the next hello off any further
        bench.now += 300
        bench.receive(refusal)
        #expect(bench.link.nextDeadline == bench.now - 300 + 2_000)
        #expect(brief(bench.tickWhenDue()) == ["hello"])
        let other = bench.receive(Wand.reset(reason, epoch: 0, nonce: Nonce(high: 3, low: 3)))
        #expect(other == [])
    }

    @Test func smallestWindowAndBodyOfTheWandAreKept() {
        var bench = LinkBench.open(window: 1, bodyBytes: 2_048)
        #expect(
            brief(bench.handle(.send([UInt8](repeating: 1, count: 2_049)))) == ["refused tooLarge(limitBytes: 2048)"])
        #expect(brief(bench.handle(.send([UInt8](repeating: 1, count: 2_048)))) == ["data 0"])
        #expect(brief(bench.handle(.send([1]))) == [])
    }

    @Test func largerAnnouncementsDoNotPassOurOwnLimits() {
        var bench = LinkBench.open(window: 255, bodyBytes: 65_535)
        for _ in 0..<8 { #expect(bench.handle(.send([1])).count == 1) }
        #expect(bench.handle(.send([1])).isEmpty)
        #expect(
            brief(bench.handle(.sendUrgent([UInt8](repeating: 1, count: 4097))))
                == ["refused tooLarge(limitBytes: 4096)"])
    }

    @Test func portClosedEndsAnyHandshake() {
        for state in [StateTableTests.StateName.greeting, .confirming] {
            var bench = StateTableTests.make(state)
            let old = bench.nonce
            bench.handle(.portClosed)
            #expect(bench.link.nextDeadline == nil)
            bench.handle(.portOpened)
            #expect(bench.nonce != old)
            #expect(brief(bench.receive(Wand.welcome(old))) == [])
        }
    }
}
