import Testing
import VirtualWand
import WandProtocol

@Suite struct RetransmissionTests {
    @Test func theTimeDoublesAndThe32ndSendingIsTheLast() {
        var link = VirtualWandLink.fresh()
        let host = link.open()
        let first = link.send([1, 2, 3], now: 0).frames
        #expect(first.map(\.header.sequence) == [0])
        var times: [Int64] = []
        var counters = first.map(\.header.counter)
        while let due = link.nextDeadline {
            // keeps the session from ending by silence
            _ = link.receive(host.frame(.ping), now: due - 1)
            guard due == link.nextDeadline else { continue }
            let frames = link.elapse(to: due)
            if frames == [.ended] { break }
            #expect(frames.frames.map(\.body) == first.map(\.body))
            counters += frames.frames.map(\.header.counter)
            times.append(due)
        }
        #expect(times == [500] + (1...30).map { 500 + $0 * 1_000 })
        #expect(Set(counters).count == 32)
        #expect(link.epoch == nil)
    }

    @Test func theTimeFollowsTheLine() {
        var link = VirtualWandLink.fresh()
        var host = link.open()
        var now: Int64 = 0
        // a steady round trip of 100 ms: RTTVAR falls, the time comes down to it and no lower than the floor
        for number in 1...40 as ClosedRange<UInt16> {
            _ = link.send([0], now: now)
            now += 100
            host.acknowledge = number
            _ = link.receive(host.frame(.acknowledge), now: now)
        }
        _ = link.send([0], now: now)
        let wait = (link.nextDeadline ?? 0) - now
        #expect((100...110).contains(wait))
        // not below the floor, however fast the line
        for number in 41...120 as ClosedRange<UInt16> {
            host.acknowledge = number
            _ = link.receive(host.frame(.acknowledge), now: now)
            _ = link.send([0], now: now)
        }
        #expect((link.nextDeadline ?? 0) - now == 60)
    }

    @Test func theFirstTwoMeasurements() {
        var link = VirtualWandLink.fresh()
        var host = link.open()
        _ = link.send([0], now: 0)
        host.acknowledge = 1
        _ = link.receive(host.frame(.ping), now: 200)
        _ = link.send([0], now: 200)
        // SRTT 200, RTTVAR 100: 200 + 4 * 100
        #expect(link.nextDeadline == 800)
        host.acknowledge = 2
        _ = link.receive(host.frame(.ping), now: 300)
        _ = link.send([0], now: 300)
        // 187 + 400: RTTVAR 3/4 * 100 + 1/4 * 100, SRTT 7/8 * 200 + 1/8 * 100, rounded down
        #expect(link.nextDeadline == 887)
    }

    @Test func retransmittedFramesAreNotMeasured() {
        var link = VirtualWandLink.fresh()
        var host = link.open()
        _ = link.send([0], now: 0)
        _ = link.elapse(to: 500)
        host.acknowledge = 1
        _ = link.receive(host.frame(.acknowledge), now: 510)
        _ = link.send([0], now: 510)
        // but the acknowledgement ends the doubling
        #expect(link.nextDeadline == 1_010)
    }

    @Test func theWindowOfTheHostIsKept() {
        var link = VirtualWandLink.fresh()
        var host = link.open(window: 2)
        let sent = (0..<5).map { link.send([UInt8($0)], now: 0).frames.count }
        #expect(sent == [1, 1, 0, 0, 0])
        host.acknowledge = 1
        #expect(link.receive(host.frame(.acknowledge), now: 1).frames.map(\.header.sequence) == [2])
        host.acknowledge = 3
        #expect(link.receive(host.frame(.acknowledge), now: 2).frames.map(\.header.sequence) == [3, 4])
        #expect(link.backlog == 2)
    }

    @Test func anAcknowledgementOfTheFutureIsIgnored() {
        var link = VirtualWandLink.fresh()
        var host = link.open()
        _ = link.send([0], now: 0)
        host.acknowledge = 2
        #expect(link.receive(host.frame(.acknowledge), now: 1).isEmpty)
        #expect(link.backlog == 1)
    }

    @Test func anIdleAcknowledgementHurriesOldFramesBeforeAnyMeasurement() {
        var link = VirtualWandLink.fresh()
        let host = link.open()
        for body in 0..<3 as Range<UInt8> { _ = link.send([body], now: 0) }
        // of the frames that carry an acknowledgement only the one that carries nothing else
        #expect(link.receive(host.frame(.ping), now: 99).kinds == [.acknowledge])
        let times: [Int64] = [99, 100, 101, 199, 200]
        #expect(times.map { link.receive(host.frame(.acknowledge), now: $0).frames.count } == [0, 3, 0, 0, 3])
        // without doubling
        #expect(link.nextDeadline == 700)
    }

    @Test(arguments: [(40, 20), (5, 2)] as [(Int64, Int64)])
    func afterAMeasurementHalfARoundTripIsTheLeastAge(roundTrip: Int64, age: Int64) {
        var link = VirtualWandLink.fresh()
        var host = link.open()
        _ = link.send([0], now: 0)
        host.acknowledge = 1
        _ = link.receive(host.frame(.acknowledge), now: roundTrip)
        _ = link.send([1], now: 100)
        #expect(link.receive(host.frame(.acknowledge), now: 100 + age - 1).isEmpty)
        #expect(link.receive(host.frame(.acknowledge), now: 100 + age).frames.map(\.header.sequence) == [1])
        // counted from the last sending, not from the first
        #expect(link.receive(host.frame(.acknowledge), now: 100 + 2 * age - 1).isEmpty)
        #expect(link.receive(host.frame(.acknowledge), now: 100 + 2 * age).frames.count == 1)
    }

    @Test func hurriedSendingsCountToo() {
        var link = VirtualWandLink.fresh()
        let host = link.open()
        _ = link.send([0], now: 0)
        let sent = (1...40).map { link.receive(host.frame(.acknowledge), now: $0 * 100).frames.count }
        #expect(sent.reduce(1, +) == 32)
        #expect(link.elapse(to: 3_599).isEmpty)
        #expect(link.elapse(to: 3_600) == [.ended])
    }

    @Test func damageIsAcknowledgedAtMostOnceIn20Milliseconds() {
        var link = VirtualWandLink.fresh()
        #expect(link.receiveDamage(now: 0).isEmpty)
        var host = link.open()
        _ = link.receive(host.data(1, .interrogate), now: 0)
        let times: [Int64] = [0, 1, 19, 20, 39, 41]
        let told = times.map { link.receiveDamage(now: $0).frames }
        #expect(told.map(\.count) == [1, 0, 0, 1, 0, 1])
        #expect(told[0].map(\.header.kind) == [.acknowledge])
        #expect(told[0].map(\.header.acknowledge) == [1])
        // it is no sign of life
        #expect(link.nextDeadline == 7_000)
        #expect(link.elapse(to: 7_000) == [.ended])
        #expect(link.receiveDamage(now: 7_001).isEmpty)
    }

    @Test(
        arguments: [[0, 9, 9, 0], [0, 5, 1, 0], [0] + [UInt8](repeating: 7, count: 5_000), [0, 0, 0]] as [[UInt8]])
    func bytesThatAreNoFrameAreAnswered(bytes: [UInt8]) {
        var bench = WandBench()
        let answer = bench.give(.received(bytes))
        #expect(answer.map(\.header.kind) == (bytes.count == 3 ? [] : [.acknowledge]))
        #expect(answer.allSatisfy { $0.header.epoch == bench.host.epoch })
    }

    @Test func aFullBacklogTakesNoMoreData() {
        var link = VirtualWandLink.fresh()
        var host = link.open()
        for body in 0..<32 as Range<UInt8> { _ = link.send([body], now: 0) }
        let data = host.data(1, .interrogate)
        let refused = link.receive(data, now: 1)
        #expect(refused.delivered.isEmpty)
        #expect(refused.frames.first?.header.acknowledge == 0)
        #expect(link.receive(host.urgentStop(2, 1), now: 1).delivered.count == 1)
        host.acknowledge = 1
        _ = link.receive(host.frame(.acknowledge), now: 2)
        #expect(link.receive(data, now: 3).delivered.count == 1)
    }
}
