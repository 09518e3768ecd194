import Testing
import VirtualWand

@Suite struct LineTests {
    private static func rates(_ change: (inout LineFaultRates) -> Void) -> LineFaultRates {
        var rates = LineFaultRates()
        change(&rates)
        return rates
    }

    private static let all = rates {
        $0.dropBytes = 20_000
        $0.corruptBytes = 20_000
        $0.duplicateBytes = 20_000
        $0.dropFrames = 100_000
        $0.duplicateFrames = 100_000
        $0.delayFrames = 100_000
    }

    private func traffic(_ faults: LineFaults) -> [LineFaults.Delivery] {
        var faults = faults
        return (0..<500).flatMap { faults.carry([0, 1, 2, 3, UInt8($0 % 250 + 1), 0], at: Int64($0)) }
    }

    @Test func theSameSeedGivesTheSameFaults() {
        let first = traffic(LineFaults(seed: 3, rates: Self.all, baud: 9_600))
        #expect(first == traffic(LineFaults(seed: 3, rates: Self.all, baud: 9_600)))
        #expect(first != traffic(LineFaults(seed: 4, rates: Self.all, baud: 9_600)))
    }

    @Test func oneDirectionDoesNotDisturbTheOther() {
        func received(withOther: Bool) -> [[UInt8]] {
            var line = VirtualLine(
                hostToWand: LineFaults(seed: 1, rates: Self.all), wandToHost: LineFaults(seed: 2, rates: Self.all))
            for number in 0..<200 as Range<Int64> {
                line.enter([0, 7, UInt8(number % 200 + 1), 0], .hostToWand, at: number)
                if withOther { line.enter([0, 9, 9, 0], .wandToHost, at: number) }
            }
            return line.due(at: 100_000).filter { $0.direction == .hostToWand }.map(\.bytes)
        }
        #expect(received(withOther: true) == received(withOther: false))
    }

    @Test func aCleanLineCarriesEverythingAtOnce() {
        let clean = traffic(LineFaults(seed: 1))
        #expect(clean.count == 500)
        #expect(clean.enumerated().allSatisfy { $0.element.notBefore == Int64($0.offset) })
    }

    @Test(arguments: [
        (rates { $0.dropFrames = 1_000_000 }, 0), (rates { $0.duplicateFrames = 1_000_000 }, 1_000),
        (rates { $0.dropFrames = 500_000 }, 250),
    ])
    func framesAreDroppedAndDoubled(rates: LineFaultRates, count: Int) {
        let found = traffic(LineFaults(seed: 11, rates: rates)).count
        #expect(abs(found - count) <= 40)
    }

    @Test func certainByteFaults() {
        let frame: [UInt8] = [0, 1, 2, 0]
        var dropping = LineFaults(seed: 1, rates: Self.rates { $0.dropBytes = 1_000_000 })
        #expect(dropping.carry(frame, at: 0).map(\.bytes) == [[]])
        var doubling = LineFaults(seed: 1, rates: Self.rates { $0.duplicateBytes = 1_000_000 })
        #expect(doubling.carry(frame, at: 0).map(\.bytes) == [[0, 0, 1, 1, 2, 2, 0, 0]])
        var corrupting = LineFaults(seed: 1, rates: Self.rates { $0.corruptBytes = 1_000_000 })
        let corrupted = corrupting.carry(frame, at: 0)[0].bytes
        #expect(zip(corrupted, frame).allSatisfy { $0 != $1 })
    }

    @Test func theNextFramesCanBeCorrupted() {
        var faults = LineFaults(seed: 1)
        faults.corruptNext = 2
        let frame: [UInt8] = [0, 1, 2, 3, 0]
        let damage = (0..<3).map { _ in
            zip(frame, faults.carry(frame, at: 0)[0].bytes).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
        }
        #expect(damage == [1, 1, 0])
    }

    @Test func bytesTakeTenBitTimes() {
        // 1200 baud: 120 bytes a second, one in 8.333 ms; the remainder is kept
        var faults = LineFaults(seed: 1, baud: 1_200)
        let times = (0..<6).map { _ in faults.carry([1], at: 0)[0].notBefore }
        #expect(times == [9, 17, 26, 34, 42, 51])
        #expect(faults.carry([UInt8](repeating: 1, count: 12), at: 1_000)[0].notBefore == 1_100)
    }

    @Test func delayedFramesAreOvertaken() {
        var line = VirtualLine(
            hostToWand: LineFaults(
                seed: 1,
                rates: Self.rates {
                    $0.delayFrames = 1_000_000
                    $0.longestDelay = 100
                }),
            wandToHost: LineFaults(seed: 1))
        line.enter([0, 1, 0], .hostToWand, at: 0)
        line.change(.hostToWand) { $0.rates = LineFaultRates() }
        line.enter([0, 2, 0], .hostToWand, at: 0)
        #expect(line.due(at: 0).map(\.bytes) == [[0, 2, 0]])
        #expect(line.nextDeadline != nil)
        #expect(line.due(at: 100).map(\.bytes) == [[0, 1, 0]])
        #expect(line.nextDeadline == nil)
    }

    @Test func piecesAreFramesHoweverTheyWereCut() {
        let stream: [UInt8] = [0, 1, 2, 0, 0, 3, 0, 4, 4, 0, 0, 0, 0, 5, 0, 6]
        for size in 1...stream.count {
            var line = VirtualLine(hostToWand: LineFaults(seed: 1), wandToHost: LineFaults(seed: 1))
            for start in stride(from: 0, to: stream.count, by: size) {
                line.enter(Array(stream[start..<min(start + size, stream.count)]), .hostToWand, at: 0)
            }
            #expect(line.due(at: 0).map(\.bytes) == [[0, 1, 2, 0], [0, 3, 0], [4, 4, 0], [0, 5, 0]])
        }
    }

    @Test func theLineIsBounded() {
        var line = VirtualLine(hostToWand: LineFaults(seed: 1, baud: 300), wandToHost: LineFaults(seed: 1))
        line.enter([UInt8](repeating: 1, count: 20_000), .hostToWand, at: 0)
        for _ in 0..<5_000 { line.enter([0, 1, 0], .hostToWand, at: 0) }
        #expect(line.due(at: .max).count == 1_024)
    }
}
