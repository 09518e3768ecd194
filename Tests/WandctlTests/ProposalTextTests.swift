import ControlAPI
import Testing

@testable import wandctl

struct ProposalTextTests {
    private let plain = Style(isColoured: false)

    /// Day totals in micrograms.
    private func proposal(
        _ old: [Int64]?, _ new: [Int64]?, greatest: (old: Int64, new: Int64)? = nil, once: API.Once? = nil
    ) -> API.Proposal {
        var proposal = Sample.proposal
        proposal.oldDayTotalsNanograms = old?.map { $0 * 1_000 }
        proposal.newDayTotalsNanograms = new?.map { $0 * 1_000 }
        proposal.oldGreatest24HoursNanograms = greatest?.old
        proposal.newGreatest24HoursNanograms = greatest?.new
        proposal.new.program.once = once
        return proposal
    }

    private static let weekend: [Int64] = [101, 101, 101, 101, 101, 600, 600]
    private static let even = [Int64](repeating: 600, count: 7)

    @Test func eachGroupOfWeekdaysHasItsLine() {
        let lines = proposal(Self.even, Self.weekend).text(plain).split(separator: "\n").map(String.init)
        let words = lines.map { $0.split(separator: " ").joined(separator: " ") }
        #expect(words.contains("Mon-Fri 600 mcg 101 mcg -83.17 %"))
        #expect(words.contains("Sat-Sun 600 mcg 600 mcg none"))
    }

    @Test func theOldWeekMayBeTheOneThatDiffers() {
        let groups = WeekdayTotals(proposal(Self.weekend, Self.even)).groups
        #expect(groups.map(\.weekdays) == [[0, 1, 2, 3, 4], [5, 6]])
        #expect(groups.map(\.oldNanograms) == [101_000, 600_000])
        #expect(groups.map(\.newNanograms) == [600_000, 600_000])
    }

    @Test func daysThatAreNotNeighboursStandTogether() {
        let rows = WeekdayTotals(proposal([5, 6, 5, 5, 6, 5, 5], Self.even)).rows
        #expect(rows.map { $0[0] } == ["  Mon, Wed-Thu, Sat-Sun", "  Tue, Fri"])
    }

    @Test func aWeekOfEqualDaysHasNone() {
        #expect(WeekdayTotals(proposal(Self.even, Self.even)).groups.isEmpty)
        #expect(WeekdayTotals(proposal(nil, nil)).groups.isEmpty)
        #expect(WeekdayTotals(proposal([1, 2], [3, 4])).groups.isEmpty)
    }

    @Test(arguments: [
        ("101 600", true), ("101  600", true), ("600 101", false), ("600", false), ("101", false), ("120.5", false),
        ("101 600 600", false), ("", false), ("101,600", false),
    ])
    func ofDaysThatDifferEachTotalConfirms(line: String, isConfirmed: Bool) {
        let expected = TypedConfirmation(proposal(Self.even, Self.weekend))
        #expect(expected.isGiven(by: line) == isConfirmed)
        #expect(
            expected.prompt.contains("2 new totals in mcg, in this order with a space between them: Mon-Fri; Sat-Sun"))
    }

    @Test func aBolusOnTopOfTheDaysIsTypedToo() {
        let bolus = API.Once(kind: .bolus, doseNanograms: 20_000, durationSeconds: 600)
        let expected = TypedConfirmation(proposal(Self.weekend, Self.weekend, once: bolus))
        #expect(expected.numbers == ["101", "600", "120.5"])
        #expect(expected.prompt.contains("24 h total"))
    }

    @Test func whatThePatientMayGiveHimselfIsShown() {
        let text = proposal(nil, nil, greatest: (100_000, 504_500)).text(plain)
        let words = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(words.contains("with the patient's boluses 100 mcg 504.5 mcg +404.50 %"))
        #expect(!proposal(nil, nil, greatest: (100_000, 120_500)).text(plain).contains("patient's boluses"))
        #expect(!Sample.proposal.text(plain).contains("patient's boluses"))
    }

    @Test func fromNothingToNothingIsNoChange() {
        var stopped = Sample.proposal
        (stopped.oldTotal24HoursNanograms, stopped.newTotal24HoursNanograms) = (0, 0)
        (stopped.changeBasisPoints, stopped.changePercent) = (nil, nil)
        #expect(!stopped.text(plain).contains("from zero"))
        stopped.newTotal24HoursNanograms = 50_000
        #expect(stopped.text(plain).contains("from zero"))
    }

    @Test func theMinimumRateIsNoTherapy() {
        var proposal = Sample.proposal
        proposal.new.program = API.Program(mode: .minimumRate, text: "minimum rate")
        #expect(proposal.text(plain).contains("! minimum rate: far too little"))
        #expect(!Sample.proposal.text(plain).contains("minimum rate"))
    }

    @Test func aSetUpShowsWhatItReplaces() {
        var (proposal, setUp) = (Sample.proposal, Sample.setUp)
        (setUp.patient, setUp.patientClass, setUp.lowReservoirNanoliters) = ("C.D.", .child, 3_000_000)
        proposal.new.setUp = setUp
        let text = proposal.text(plain, on: Sample.pump())
        let words = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(words.contains { $0.hasPrefix("patient A.B., ") && $0.contains(" C.D., ") })
        #expect(words.contains("low reservoir alarm below 2 mL alarm below 3 mL"))
        #expect(words.contains("calibration 987 987"))
        #expect(text.contains("! ANOTHER PATIENT: A.B. becomes C.D."))
        #expect(text.contains("! OTHER LIMITS: "))
        #expect(proposal.text(plain, on: Sample.pump(setUp: nil)).contains("patient                     -  ") == false)
        #expect(!proposal.text(plain, on: Sample.pump(setUp: nil)).contains("ANOTHER PATIENT"))
    }
}
