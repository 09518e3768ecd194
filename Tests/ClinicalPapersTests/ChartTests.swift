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
        var day = Records.plain.after.days[0]
        #expect(
            day.dayOfRates == [
                RateStep(start: 0, end: 360, rate: 4_200), RateStep(start: 360, end: 780, rate: 5_500),
                RateStep(start: 780, end: 1_140, rate: 5_000), RateStep(start: 1_140, end: 1_440, rate: 6_250),
            ])
        day.steps = [(0, 1), (500, -3), (400, 9), (1_440, 9), (1_439, .max)].map {
            .init(startMinute: $0.0, nanogramsPerHour: $0.1)
        }
        #expect(
            day.dayOfRates == [
                RateStep(start: 0, end: 500, rate: 1), RateStep(start: 500, end: 1_439, rate: 0),
                RateStep(start: 1_439, end: 1_440, rate: Dose.range.upperBound),
            ])
    }

    @Test func theProfileSaysItsTotal() {
        let words = words(ProfileChart.charts(of: Records.plain.after)[0].drawing)
        #expect(words.contains("24 h total 126.2 mcg/day"))
        #expect(words.contains("rate (mcg/h)"))
        #expect(words.contains("time of the day, by the schedule's local time (UTC+01:00)"))
        for rate in ["4.2", "5.5", "5", "6.25"] { #expect(words.contains(rate)) }
    }

    @Test func nothingProgrammedIsSaid() {
        let program = ClinicalRecord.ProgramSummary(lines: ["stopped"], total24Hours: .zero, days: [])
        let charts = ProfileChart.charts(of: program)
        #expect(charts.count == 1 && words(charts[0].drawing).contains("nothing is programmed to flow"))
        // no mark at the smallest amount that there is, and no schedule's time where no schedule is
        #expect(!words(charts[0].drawing).contains("0.001"))
        #expect(words(charts[0].drawing).contains("time of the day"))
    }

    /// Monday is not the week: every group of equal days has its curve, to one scale, under its own total.
    @Test func eachGroupOfWeekdaysHasItsCurve() throws {
        let charts = ProfileChart.charts(of: Records.weekend.after).map(\.drawing)
        #expect(charts.map(\.title.text) == ["Rates over 24 h, Mon-Fri", "Rates over 24 h, Sat, Sun"])
        #expect(words(charts[0]).contains("Mon-Fri, 100.8 mcg") && words(charts[0]).contains("4.2"))
        #expect(words(charts[1]).contains("Sat, Sun, 600 mcg") && words(charts[1]).contains("25"))
        let heights = charts.map { chart in
            chart.marks.compactMap { if case .line(let points, .curve) = $0 { points[0].y } else { nil } }.first
        }
        #expect(try #require(heights[0]) > #require(heights[1]))
        #expect(Set(charts.map(\.name)).count == 2)
    }

    /// The number of a step stands on white: the grid does not run through it.
    @Test func theGridSparesTheNumbers() throws {
        let marks = ProfileChart.charts(of: Records.plain.after)[0].drawing.marks
        let place = try #require(
            marks.firstIndex { if case .text(let text) = $0 { text.words == "6.25" } else { false } })
        guard case .frame(let box, .white, nil) = marks[place - 1], case .text(let text) = marks[place] else {
            Issue.record("nothing white below the number")
            return
        }
        #expect(box == text.box)
    }

    /// The curve begins with what was before the first known change, and ends at the last thing known.
    @Test func theHistoryBeginsBeforeItsFirstChange() throws {
        var record = Records.plain
        record.titrations = [record.titrations[7]]
        record.titrations[0].totalBefore = DailyDose(checked: 90_000)
        record.titrations[0].at = record.pump.readAt.advanced(byMilliseconds: -60_000)
        let drawing = DoseHistoryChart(record, titrations: record.titrations).drawing
        let curve = try #require(
            drawing.marks.compactMap { if case .line(let points, .curve) = $0 { points } else { nil } }.first)
        let (disc, square) = try #require(
            drawing.marks.reduce(into: (Point?.none, Point?.none)) { found, mark in
                if case .symbol(.disc, let point, _, _) = mark, found.0 == nil { found.0 = point }
                if case .symbol(.square, let point, _, _) = mark, found.1 == nil { found.1 = point }
            } as? (Point, Point))
        #expect(curve[0].x < disc.x && curve[0].y > disc.y)
        #expect(curve.map(\.x).max() == square.x)
        let axis = try #require(
            drawing.marks.compactMap {
                if case .line(let points, .axis) = $0, points[0].y == points[1].y { points } else { nil }
            }
            .first)
        #expect(axis[1].x == square.x, "the axis ends at the reading, not an hour later")
    }

    /// A bolus is a mark; what goes on after it is the curve.
    @Test func aBolusDoesNotLast() throws {
        var record = Records.plain
        record.titrations = [record.titrations[7]]
        record.titrations[0].total24Hours = DailyDose(checked: 146_200)
        record.titrations[0].lasting24Hours = DailyDose(checked: 126_200)
        let drawing = DoseHistoryChart(record, titrations: record.titrations).drawing
        let curve = try #require(
            drawing.marks.compactMap { if case .line(let points, .curve) = $0 { points } else { nil } }.first)
        #expect(curve.map(\.y).dropFirst().allSatisfy { $0 == curve[1].y } && curve[0].y < curve[1].y)
    }

    /// The end of service ends the dates, and the reservoir is not empty then.
    @Test func theCurveEndsWithTheService() throws {
        var record = Records.plain
        record.pump.serviceDaysRemaining = 0
        let end = record.endOfService
        record.dates = .init(lowReservoir: end, refillBy: end.advanced(byMilliseconds: -3 * 86_400_000), empty: end)
        let drawing = ReservoirChart(record).drawing
        #expect(words(drawing).contains("empty 2027-02-21 (end of service)"))
        let curve = try #require(
            drawing.marks.compactMap {
                if case .line(let points, .curve) = $0, points.count > 2 { points } else { nil }
            }.first)
        let low = try #require(
            drawing.marks.compactMap {
                if case .line(let points, let stroke) = $0, stroke.dash == .dashed { points[0].y } else { nil }
            }
            .first)
        #expect(curve.allSatisfy { $0.y < low })
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
        for fragment in [charts.doseHistory, charts.reservoir] + charts.dayProfiles {
            #expect(fragment.hasPrefix("<svg ") && fragment.contains("<title ") && fragment.contains("<desc "))
        }
    }
}
