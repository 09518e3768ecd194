import ClinicalRecord
import PumpModel
import Testing

@testable import ClinicalPapers

struct ChartTests {
    private func symbols(_ drawing: Drawing) -> [Symbol] {
        drawing.marks.compactMap { if case .symbol(let symbol, _, _, _) = $0 { symbol } else { nil } }
    }

    private func words(_ drawing: Drawing) -> [String] { drawing.texts.map(\.words.text) }

    /// One of each shape stands in the legend.
    @Test func changesDifferByShape() {
        let record = Records.plain
        let drawing = DoseHistoryChart(record, titrations: record.titrations).drawing
        let counts = Dictionary(grouping: symbols(drawing)) { $0 }.mapValues(\.count)
        #expect(counts == [.disc: 8 + 1, .cross: 1 + 1, .diamond: 1 + 1, .square: 1 + 1])
        #expect(words(drawing).contains("24 h total (mcg/day)"))
        #expect(words(drawing).contains("126.2"))
    }

    @Test(arguments: [
        ("succeeded", true, Effect.applied), ("rejected", false, .notApplied), ("inDoubt", false, .inDoubt),
        ("verifying", false, .inDoubt), ("committing", false, .inDoubt), ("expired", false, .notApplied),
        ("superseded", true, .applied),
    ])
    func doubtIsNeverARefusal(outcome: String, isApplied: Bool, effect: Effect) {
        var titration = Records.plain.titrations[0]
        (titration.outcome, titration.isApplied) = (outcome, isApplied)
        #expect(titration.effect == effect)
    }

    @Test func theStepsOfADay() {
        var program = Records.plain.after
        #expect(
            program.dayOfRates == [
                RateStep(start: 0, end: 360, rate: 4_200), RateStep(start: 360, end: 780, rate: 5_500),
                RateStep(start: 780, end: 1_140, rate: 5_000), RateStep(start: 1_140, end: 1_440, rate: 6_250),
            ])
        program.profile = [(0, 1), (500, -3), (400, 9), (1_440, 9), (1_439, .max)].map {
            .init(startMinute: $0.0, nanogramsPerHour: $0.1)
        }
        #expect(
            program.dayOfRates == [
                RateStep(start: 0, end: 500, rate: 1), RateStep(start: 500, end: 1_439, rate: 0),
                RateStep(start: 1_439, end: 1_440, rate: Dose.range.upperBound),
            ])
    }

    @Test func theProfileSaysItsTotal() {
        let words = words(ProfileChart(Records.plain.after).drawing)
        #expect(words.contains("24 h total 126.2 mcg/day"))
        #expect(words.contains("rate (mcg/h)"))
        for rate in ["4.2", "5.5", "5", "6.25"] { #expect(words.contains(rate)) }
    }

    @Test func nothingProgrammedIsSaid() {
        let program = ClinicalRecord.ProgramSummary(lines: ["stopped"], total24Hours: .zero, profile: [])
        #expect(words(ProfileChart(program).drawing).contains("nothing is programmed to flow"))
    }

    @Test func theReservoirNamesItsDatesAndLevels() {
        let words = words(ReservoirChart(Records.plain).drawing)
        for text in [
            "volume (mL)", "date (UTC)", "low 2 mL", "residual 1.4 mL", "refill by 2027-03-14",
            "low reservoir alarm 2027-03-19", "empty 2027-03-24", "volume, at the worst-case flow of 0.15 mL/day",
        ] { #expect(words.contains(text), "\(text)") }
    }

    /// The curve starts at what the reservoir holds and ends, empty, at the residual volume.
    @Test func theCurveFallsToTheResidualVolume() throws {
        let drawing = ReservoirChart(Records.plain).drawing
        let curve = try #require(
            drawing.marks.compactMap {
                if case .line(let points, .curve) = $0, points.count > 2 { points } else { nil }
            }.first)
        #expect(curve.map(\.x) == curve.map(\.x).sorted() && curve.map(\.y) == curve.map(\.y).sorted())
        let residual = try #require(
            drawing.marks.compactMap { mark -> Int? in
                if case .line(let points, let stroke) = mark, stroke.dash == .dotted { points[0].y } else { nil }
            }.first)
        #expect(curve.last?.y == residual)
    }

    @Test func withoutFlowThereIsNoDate() {
        var record = Records.plain
        record.dates = .init(lowReservoir: nil, refillBy: nil, empty: nil)
        let words = words(ReservoirChart(record).drawing)
        #expect(words.contains("nothing flows: no date can be given"))
        #expect(!words.contains { $0.hasPrefix("empty") })
    }

    @Test func fragmentsAreTheDrawings() {
        let charts = ClinicalCharts(Records.plain)
        for fragment in [charts.doseHistory, charts.dayProfile, charts.reservoir] {
            #expect(fragment.hasPrefix("<svg ") && fragment.contains("<title ") && fragment.contains("<desc "))
        }
    }
}
