import PumpModel
import Testing
import VirtualWand
import WandProtocol

@Suite struct LinkTests {
    @Test func handshake() throws {
        var link = VirtualWandLink.fresh()
        let offered = link.receive(TinyHost.hello(1), now: 0)
        #expect(offered.kinds == [.welcome])
        let welcome = try #require(offered.welcome)
        let head = try #require(offered.frames.first).header
        #expect(head.epoch != 0 && head.counter == 0 && head.acknowledge == 0)
        #expect(welcome.hostNonce == Nonce(high: 7, low: 1))
        #expect(link.epoch == nil)
        var host = TinyHost()
        host.epoch = head.epoch
        let opened = link.receive(host.ready(to: welcome), now: 5)
        #expect(opened.first == .opened(.all))
        #expect(opened.kinds == [.acknowledge])
        #expect(opened.frames.first?.header.counter == 1)
        #expect(link.epoch == head.epoch)
    }

    @Test func aRepeatedHelloGetsTheSameWelcome() {
        var link = VirtualWandLink.fresh()
        let first = link.receive(TinyHost.hello(1), now: 0).frames
        let again = link.receive(TinyHost.hello(1), now: 500).frames
        #expect(first.map(\.body) == again.map(\.body))
        #expect(first.first?.header.epoch == again.first?.header.epoch)
        #expect(again.first?.header.counter == 1)
        let other = link.receive(TinyHost.hello(2), now: 600).frames
        #expect(first.first?.header.epoch != other.first?.header.epoch)
    }

    @Test func aDuplicateHelloDoesNotBreakTheSession() throws {
        var link = VirtualWandLink.fresh()
        var host = link.open()
        let epoch = link.epoch
        let beside = link.receive(TinyHost.hello(1), now: 10)
        #expect(beside.kinds == [.welcome])
        #expect(link.epoch == epoch)
        #expect(link.receive(host.data(1, .interrogate), now: 20).delivered.count == 1)
        // only a ready for the new epoch replaces it
        var next = TinyHost()
        next.epoch = try #require(beside.frames.first).header.epoch
        let opened = link.receive(next.ready(to: try #require(beside.welcome)), now: 30)
        #expect(opened.first == .opened(.all))
        #expect(link.receive(host.data(2, .interrogate), now: 40).reset?.reason == .unknownEpoch)
    }

    @Test func aRepeatedReadyIsAcknowledgedAgain() throws {
        var link = VirtualWandLink.fresh()
        let offered = link.receive(TinyHost.hello(1), now: 0)
        let welcome = try #require(offered.welcome)
        var host = TinyHost()
        host.epoch = try #require(offered.frames.first).header.epoch
        let forged = Frame(header: host.frame(.ready).header, body: Ready(wandNonce: .zero).encoded()[...])
        #expect(link.receive(forged, now: 1).isEmpty)
        let proven = Ready(wandNonce: welcome.wandNonce, proof: [1]).encoded()
        #expect(link.receive(Frame(header: host.frame(.ready).header, body: proven[...]), now: 1).isEmpty)
        #expect(link.epoch == nil)
        _ = link.receive(host.ready(to: welcome), now: 2)
        #expect(link.receive(forged, now: 3).isEmpty)
        #expect(link.receive(host.ready(to: welcome), now: 4).kinds == [.acknowledge])
        #expect(link.epoch == host.epoch)
    }

    @Test(arguments: [
        (TinyHost.hello(1, versions: 2...3), ResetReason.unsupportedVersion),
        (TinyHost.hello(1, security: .sealed), .unsupportedSecurity), (TinyHost.hello(1, bodyBytes: 511), .limits),
        (TinyHost.hello(1, versions: 2...3, security: .sealed, bodyBytes: 511), .unsupportedVersion),
        (TinyHost.hello(1, security: .sealed, bodyBytes: 511), .unsupportedSecurity),
    ])
    func aHelloThatDoesNotFitIsRefused(hello: Frame, reason: ResetReason) {
        var link = VirtualWandLink.fresh()
        let answer = link.receive(hello, now: 0)
        #expect(answer.reset == Reset(reason: reason, nonce: Nonce(high: 7, low: 1)))
        #expect(answer.frames.first?.header.epoch == 0)
    }

    @Test func voidFramesAreDropped() {
        var link = VirtualWandLink.fresh()
        let host = link.open()
        #expect(link.receive(host.frame(.ping, [1]), now: 0).isEmpty)
        #expect(link.receive(host.frame(.hello, [1]), now: 0).isEmpty)
        #expect(link.receive(host.frame(.ready, [1]), now: 0).isEmpty)
        #expect(link.receive(host.frame(.welcome), now: 0).isEmpty)
        var sealed = host.frame(.ping)
        sealed.header.security = .sealed
        #expect(link.receive(sealed, now: 0).isEmpty)
        var hello = TinyHost.hello(2)
        hello.header.epoch = 1
        #expect(link.receive(hello, now: 0).isEmpty)
        #expect(link.receive(TinyHost.hello(2, window: 0), now: 0).isEmpty)
        #expect(link.epoch == host.epoch)
    }

    @Test func capabilitiesAreThoseOfBoth() {
        var link = VirtualWandLink.fresh()
        let welcome = link.receive(TinyHost.hello(1, capabilities: [.therapy]), now: 0).welcome
        #expect(welcome?.capabilities == [.therapy])
    }

    @Test func unknownEpochsAreAnsweredAtMostOnceIn100Milliseconds() {
        var link = VirtualWandLink.fresh()
        var stranger = TinyHost()
        stranger.epoch = 77
        let times: [Int64] = [0, 50, 99, 100, 150, 201]
        let answered = times.map { link.receive(stranger.frame(.ping), now: $0).frames }
        #expect(answered.map(\.count) == [1, 0, 0, 1, 0, 1])
        #expect(answered.first?.first?.header.epoch == 77)
        #expect(answered.joined().allSatisfy { $0.header.counter == 0 })
        let reset = stranger.frame(.reset, Reset(reason: .closing).encoded())
        #expect(link.receive(reset, now: 1_000).isEmpty)
    }

    @Test func closingEndsTheSession() {
        var link = VirtualWandLink.fresh()
        let host = link.open()
        #expect(link.receive(host.frame(.reset, Reset(reason: .unknownEpoch).encoded()), now: 1).isEmpty)
        #expect(link.receive(host.frame(.reset, Reset(reason: .closing).encoded()), now: 1) == [.ended])
        #expect(link.receive(host.frame(.ping), now: 2).reset?.reason == .unknownEpoch)
    }

    @Test func dataIsDeliveredOnceAndInOrder() {
        var link = VirtualWandLink.fresh()
        var host = link.open()
        let frames = (1...3).map { host.data(UInt32($0), .interrogate) }
        #expect(link.receive(frames[1], now: 0).delivered.isEmpty)
        let first = link.receive(frames[0], now: 0)
        #expect(first.delivered == [Array(frames[0].body)])
        #expect(first.frames.last?.header.acknowledge == 1)
        let repeated = link.receive(frames[0], now: 0)
        #expect(repeated.delivered.isEmpty)
        #expect(repeated.kinds == [.acknowledge])
        #expect(repeated.frames.first?.header.acknowledge == 1)
        #expect(link.receive(frames[1], now: 0).delivered.count == 1)
        #expect(link.receive(frames[2], now: 0).delivered.count == 1)
    }

    @Test func sequencesWrap() {
        var link = VirtualWandLink.fresh()
        var host = link.open()
        for number in 0..<65_540 as Range<Int64> {
            let answer = link.receive(host.data(1, .interrogate), now: number)
            guard answer.delivered.count == 1 else {
                Issue.record("frame \(number) was not delivered")
                return
            }
        }
    }

    @Test func pingsAreAnsweredAndSilenceEnds() {
        var link = VirtualWandLink.fresh()
        let host = link.open()
        #expect(link.receive(host.frame(.ping), now: 6_000).kinds == [.acknowledge])
        #expect(link.nextDeadline == 13_000)
        #expect(link.elapse(to: 12_999).isEmpty)
        #expect(link.elapse(to: 13_000) == [.ended])
        #expect(link.nextDeadline == nil)
    }
}
