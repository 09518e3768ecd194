import ClinicalRecord
import PumpModel
import Testing

@testable import ClinicalPapers

struct WordingTests {
    @Test(
        arguments: [
            (1_473, "+14.73 %"), (2_000, "+20 %"), (-1_250, "-12.5 %"), (5, "+0.05 %"), (0, "0 %"), (nil, "-"),
            (.min, "-92233720368547758.08 %"),
        ] as [(Int64?, String)])
    func percents(basisPoints: Int64?, text: String) {
        #expect(Wording.percent(basisPoints: basisPoints) == text)
    }

    @Test(
        arguments: [
            (110_000, 126_200, ["+14.73 %", "+16.2 mcg/day"]), (100_000, 80_000, ["-20 %", "-20 mcg/day"]),
            (0, 50_000, ["from zero", "+50 mcg/day"]), (50_000, 50_000, ["none"]), (0, 0, ["none"]),
            (nil, 50_000, ["not known"]), (3_000, 4_000, ["+33.34 %", "+1 mcg/day"]),
            (3_000, 2_000, ["-33.34 %", "-1 mcg/day"]),
            (3_000, 5_000, ["+66.67 %", "+2 mcg/day"]),
        ] as [(Int64?, Int64, [String])])
    func changes(before: Int64?, after: Int64, text: [String]) {
        let change = Wording.change(from: before.map { DailyDose(checked: $0) }, to: DailyDose(checked: after))
        #expect(change.map(\.text) == text)
    }

    /// As the limits and the API round: 330 of 311.16 is +6.07 % wherever it is said.
    @Test func oneRoundingEverywhere() {
        let (old, new) = (DailyDose(checked: 311_130), DailyDose(checked: 330_000))
        let points = FlowArithmetic.changeBasisPoints(from: old, to: new)
        #expect(Wording.change(from: old, to: new)[0].text == Wording.percent(basisPoints: points))
        #expect(Wording.percent(basisPoints: points) == "+6.07 %")
    }

    @Test(
        arguments: [
            ([0, 1, 2, 3, 4, 5, 6], "every day"), ([0, 1, 2, 3, 4], "Mon-Fri"), ([5, 6], "Sat, Sun"), ([2], "Wed"),
            ([6, 0, 1, 2, 4], "Mon-Wed, Fri, Sun"),
        ] as [([Int], String)])
    func weekdays(numbers: [Int], text: String) {
        #expect(Wording.days(numbers.compactMap(ClinicalRecord.Weekday.init(rawValue:))) == text)
    }

    /// Never more than there is, never less than flows.
    @Test func roundingIsOnTheSafeSide() {
        #expect(Wording.level(Volume(checked: 17_919_999)) == "17.91 mL")
        #expect(Wording.flow(Flow(checked: 149_001)) == "0.15 mL/day")
        #expect(Wording.flow(Flow(checked: 149_000)) == "0.149 mL/day")
    }

    @Test(
        arguments: [(59_000, "0 min"), (5_400_000, "1 h 30 min"), (200_000_000, "2 d 7 h"), (-5, "0 min")]
            as [(Int64, String)])
    func elapsedTimes(milliseconds: Int64, text: String) {
        let end = Records.readAt.advanced(byMilliseconds: milliseconds)
        #expect(Wording.elapsed(from: Records.readAt, to: end) == text)
    }

    @Test func statesInWords() {
        #expect(Wording.words(camelCase: "awaitingConfirmation") == "awaiting confirmation")
        #expect(Wording.clock(minute: 390) == "06:30")
        #expect(Wording.offset(milliseconds: -4_200) == "4.2 s behind")
        #expect(Wording.offset(milliseconds: 182_399_984) == "2 d 2 h ahead")
        #expect(Wording.offset(milliseconds: .min).hasSuffix(" h behind"))
        #expect(Wording.minute(Records.readAt) == "2026-11-23 09:41 UTC")
    }
}
