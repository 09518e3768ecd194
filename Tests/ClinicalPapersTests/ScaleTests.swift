import PumpModel
import Testing

@testable import ClinicalPapers

struct ScaleTests {
    @Test(
        arguments: [
            (0, 100, 0, 1_000, 50, 500), (0, 100, 1_000, 0, 25, 750), (0, 100, 0, 1_000, 200, 1_000),
            (0, 100, 0, 1_000, -5, 0), (7, 7, 0, 1_000, 7, 0), (0, 3, 0, 10, 1, 3),
            (Int64.max - 10, .max, 0, 18_000, .max, 18_000),
            (0, .max - 1, 0, 18_000, .max / 2, 9_000),
        ] as [(Int64, Int64, Int, Int, Int64, Int)])
    func aValueHasItsPlace(first: Int64, last: Int64, start: Int, end: Int, value: Int64, place: Int) {
        #expect(Scale(from: first, to: first == last ? first : last, start: start, end: end).place(value) == place)
    }

    @Test(arguments: [1, 7, 10, 99, 126_200, 1_000_000, 4_000_000_000, 100_000_000] as [Int64])
    func amountsReachTheTopInFewSteps(top: Int64) throws {
        let ticks = Ticks.amounts(upTo: top)
        #expect(ticks.first == 0 && ticks.count <= 6)
        let last = try #require(ticks.last)
        #expect(last >= top && last <= max(1, top * 3))
        #expect(Set(zip(ticks, ticks.dropFirst()).map { $1 - $0 }).count == 1)
    }

    @Test func nothingHasNoMarkButZero() {
        #expect(Ticks.amounts(upTo: 0) == [0])
    }

    @Test(
        arguments: [60_000, 3_600_000, 86_400_000, 30 * 86_400_000, 3_000 * 86_400_000, Timestamp.range.upperBound]
            as [Int64])
    func timesAreFewAndInside(span: Int64) {
        let first: Int64 = 12_345
        let (step, places) = Ticks.times(from: first, to: first + span, most: 6)
        #expect((1...6).contains(places.count) || span == 60_000)
        for place in places { #expect(place % step == 0 && place >= first && place <= first + span) }
    }
}
