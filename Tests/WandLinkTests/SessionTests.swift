import PumpModel
import Testing
import WandProtocol

@testable import WandLink

@Suite struct SessionTests {
    @Test func retransmissionDoublesToItsCeilingAndSendingsInVainEndTheSession() {
        var bench = LinkBench.open()
        bench.handle(.send([1]))
        var sentAt: [Int64] = [0]
        let start = bench.now
        var actions: [LinkAction] = []
        while bench.link.session != nil {
            // something is heard all the time, so that silence does not end it first
            bench.receive(Wand.data(9, [0]))
            actions = bench.tickWhenDue()
            if brief(actions).contains("data 0") { sentAt.append(bench.now - start) }
        }
        #expect(sentAt == [0] + (0..<31).map { 500 + 1_000 * $0 })
        #expect(brief(actions) == ["lost unacknowledged", "hello"])
        #expect(bench.link.counters.framesRetransmitted == 31)
    }

    @Test func retransmissionSendsAllInFlightWithTheSameSequenceAndBodyAndANewCounter() {
        var bench = LinkBench.open()
        let first = (1...3).flatMap { transmitted(bench.handle(.send([UInt8($0)]))) }
        let again = transmitted(bench.tickWhenDue())
        #expect(again.map(\.header.sequence) == [0, 1, 2])
        #expect(again.map(\.body) == first.map(\.body))
        #expect(again.map(\.header.counter) == [4, 5, 6])
    }

    @Test func timerFollowsTheRoundTripWithinFloorAndCeiling() {
        var bench = LinkBench.open()
        // 20 ms each: the first gives 20 + 4 * 10, then the variation falls and the floor holds
        for sequence in UInt16(0)..<10 {
            bench.handle(.send([1]))
            bench.now += 20
            bench.receive(Wand.acknowledge(sequence + 1))
        }
        bench.handle(.send([1]))
        #expect(bench.link.nextDeadline == bench.now + 60)
    }

    @Test func roundTripTimerFollowsRFC6298() {
        var timer = RoundTripTimer()
        #expect(timer.milliseconds == 500)
        timer.measured(100)  // 100, 50: 100 + 200
        #expect(timer.milliseconds == 300)
        timer.measured(180)  // SRTT 110, RTTVAR 57.5
        #expect(timer.milliseconds == 340)
        timer.backOff()
        #expect(timer.milliseconds == 680)
        timer.measured(110)  // SRTT 110, RTTVAR 43.1: the doubling is gone
        #expect((281...283).contains(timer.milliseconds))
        for _ in 0..<20 { timer.backOff() }
        #expect(timer.milliseconds == 1_000)
        for _ in 0..<200 { timer.measured(0) }
        #expect(timer.milliseconds == 60)
    }

    @Test func framesSentMoreThanOnceAreNotMeasured() {
        var bench = LinkBench.open()
        bench.handle(.send([1]))
        bench.tickWhenDue()  // again after 500: the time is now 1000
        bench.now += 3
        bench.receive(Wand.acknowledge(1))
        bench.handle(.send([2]))
        // measured, it would have fallen to a few milliseconds; the acknowledgement only ends the doubling
        #expect(bench.link.nextDeadline == bench.now + 500)
    }

    @Test func acknowledgementThatSaysNothingNewSendsAgainOnceTheFrameShouldHaveArrived() {
        var bench = LinkBench.open()
        bench.handle(.send([1]))
        bench.handle(.send([2]))
        // before a round trip was measured, 100 ms
        bench.now += 99
        #expect(brief(bench.receive(Wand.acknowledge(0))) == [])
        bench.now += 1
        #expect(brief(bench.receive(Wand.acknowledge(0))) == ["data 0", "data 1"])
        // without doubling, and not again until that sending should have arrived
        #expect(bench.link.nextDeadline == bench.now + 500)
        for _ in 0..<5 { #expect(brief(bench.receive(Wand.acknowledge(0))) == []) }
        bench.now += 100
        #expect(brief(bench.receive(Wand.acknowledge(1))) == [])
        #expect(brief(bench.receive(Wand.acknowledge(1))) == ["data 1"])
    }

    @Test func patienceFollowsTheRoundTrip() {
        var bench = LinkBench.open()
        bench.handle(.send([1]))
        bench.now += 40
        bench.receive(Wand.acknowledge(1))
        bench.handle(.send([2]))
        bench.now += 19
        #expect(brief(bench.receive(Wand.acknowledge(1))) == [])
        bench.now += 1
        #expect(brief(bench.receive(Wand.acknowledge(1))) == ["data 1"])
    }

    @Test func noiseIsAnsweredAtOnceButNotInAStorm() {
        var bench = LinkBench.open()
        #expect(brief(bench.handle(.noise)) == ["acknowledge 0"])
        #expect(brief(bench.handle(.noise)) == [])
        #expect(brief(bench.handle(.noise, after: 19)) == [])
        #expect(brief(bench.handle(.noise, after: 1)) == ["acknowledge 0"])
        // noise is no sign of life
        for _ in 0..<400 where bench.link.session != nil {
            bench.handle(.noise, after: 20)
            bench.handle(.tick)
        }
        #expect(bench.link.session == nil)
    }

    @Test func resetIsFollowedByAHelloWithoutHaste() {
        var bench = LinkBench.open()
        #expect(!brief(bench.receive(Wand.reset(.unknownEpoch))).contains("hello"))
        #expect(bench.link.nextDeadline == bench.now + 100)
        #expect(brief(bench.tickWhenDue()) == ["hello"])
    }

    @Test func repeatedAcknowledgementsInDataFramesOrOfAnIdleLinkDoNotCount() {
        var bench = LinkBench.open()
        for _ in 0..<5 { #expect(brief(bench.receive(Wand.acknowledge(0))) == []) }
        bench.handle(.send([1]))
        for sequence in UInt16(0)..<4 {
            #expect(brief(bench.receive(Wand.data(sequence, [1]))).filter { $0.hasPrefix("data") }.isEmpty)
        }
    }

    @Test func windowAndBacklogAreBounded() {
        var bench = LinkBench.open()
        for number in 0..<(8 + 32) {
            #expect(brief(bench.handle(.send([UInt8(number)]))) == (number < 8 ? ["data \(number)"] : []))
        }
        #expect(brief(bench.handle(.send([99]))) == ["refused backlogFull"])
        // what was refused is not sent later, the rest comes in order
        var sent: [[UInt8]] = []
        for next in UInt16(1)...40 {
            sent += transmitted(bench.receive(Wand.acknowledge(next))).filter { $0.header.kind == .data }.map {
                Array($0.body)
            }
        }
        #expect(sent == (8..<40).map { [UInt8($0)] })
    }

    @Test func acknowledgementsOfFramesNeverSentAreIgnored() {
        var bench = LinkBench.open()
        bench.handle(.send([1]))
        for wrong in [UInt16(2), 9, 0x7FFF, 0x8000, 0xFFFF] {
            #expect(brief(bench.receive(Wand.acknowledge(wrong))) == [])
        }
        #expect(brief(bench.tickWhenDue()) == ["data 0"])
    }

    @Test func urgentPassesAFullWindowOutsideTheOrder() throws {
        var bench = LinkBench.open(window: 1)
        for number in 0..<20 { bench.handle(.send([UInt8(number)])) }
        let frame = try #require(transmitted(bench.handle(.sendUrgent([7]))).first)
        #expect(frame.header.kind == .urgent && frame.header.sequence == 0 && Array(frame.body) == [7])
        // and it is the sender's to repeat
        #expect(brief(bench.tickWhenDue()) == ["data 0"])
    }

    @Test func sequenceWrapsInBothDirections() {
        var bench = LinkBench.open()
        var delivered = 0
        for number in 0..<65_600 {
            let sequence = UInt16(truncatingIfNeeded: number)
            guard brief(bench.handle(.send([1]))) == ["data \(sequence)"] else {
                Issue.record("sent out of sequence at \(number)")
                return
            }
            let actions = bench.receive(Wand.data(sequence, [2], acknowledge: sequence &+ 1))
            delivered += actions.count { if case .deliver = $0 { true } else { false } }
        }
        #expect(delivered == 65_600)
        #expect(StateTableTests.name(bench.link) == "open 0+0")
    }

    @Test func silenceIsAskedAboutThenEndsTheSession() {
        var bench = LinkBench.open()
        let start = bench.now
        var seen: [String] = []
        while bench.link.session != nil {
            seen += brief(bench.tickWhenDue()).map { "\(bench.now - start) \($0)" }
        }
        #expect(seen == ["2000 ping", "4000 ping", "6000 ping", "7000 lost silence", "7000 hello"])
    }

    @Test func whatIsHeardKeepsTheSession() {
        var bench = LinkBench.open()
        for _ in 0..<10 {
            bench.now += 1_900
            bench.receive(Wand.acknowledge(0))
            #expect(brief(bench.handle(.tick)) == [])
        }
        // frames of no session, or void ones, are not heard
        for _ in 0..<7 {
            bench.now += 1_000
            bench.receive(Wand.acknowledge(0, epoch: 4))
            bench.receive(Wand.frame(.ping, body: [1]))
            bench.receive(Wand.frame(.acknowledge, security: .sealed))
        }
        #expect(brief(bench.handle(.tick)) == ["lost silence", "hello"])
    }

    @Test func duplicatesAreAcknowledgedAndDeliveredOnce() {
        var bench = LinkBench.open()
        #expect(brief(bench.receive(Wand.data(0, [1]))) == ["acknowledge 1", "deliver 1"])
        #expect(brief(bench.receive(Wand.data(0, [1]))) == ["acknowledge 1"])
        #expect(brief(bench.receive(Wand.data(2, [3]))) == ["acknowledge 1"])
        #expect(brief(bench.receive(Wand.data(1, [2]))) == ["acknowledge 2", "deliver 2"])
        #expect(bench.link.counters.framesDropped == 2)
    }

    @Test func nothingOfAnOldEpochIsDeliveredAndItsMessagesAreNotSentAgain() {
        var bench = LinkBench.open()
        bench.handle(.send([1]))
        let old = bench.nonce
        bench.receive(Wand.reset(.unknownEpoch))
        #expect(brief(bench.tickWhenDue()) == ["hello"])
        #expect(bench.nonce != old)
        #expect(brief(bench.receive(Wand.data(0, [6]))) == [])
        bench.receive(Wand.welcome(bench.nonce, epoch: 0xE1))
        #expect(brief(bench.receive(Wand.data(0, [6]))) == [])
        #expect(brief(bench.receive(Wand.acknowledge(0, epoch: 0xE1))) == ["opened"])
        #expect(brief(bench.receive(Wand.data(0, [6]))) == [])
        #expect(brief(bench.receive(Wand.reset(.closing))) == [])
        #expect(StateTableTests.name(bench.link) == "open 0+0")
        #expect(brief(bench.receive(Wand.data(0, [7], epoch: 0xE1))) == ["acknowledge 1", "deliver 7"])
        #expect(bench.link.counters.sessionsOpened == 2)
    }

    @Test func shutdownSaysGoodbyeInTheSession() throws {
        var bench = LinkBench.open()
        let actions = bench.handle(.shutdown)
        let frame = try #require(transmitted(actions).first)
        #expect(frame.header.kind == .reset && frame.header.epoch == Wand.epoch)
        #expect(try Reset(decoding: frame.body).reason == .closing)
        #expect(actions.last == .lost(.shutdown))
        #expect(bench.link.nextDeadline == nil)
    }
}
