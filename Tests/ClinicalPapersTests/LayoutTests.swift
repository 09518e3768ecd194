import ClinicalRecord
import PumpModel
import Testing

@testable import ClinicalPapers

/// Nothing on any paper overlaps or is cut, by the layout's own boxes.
struct LayoutTests {
    @Test func aPlainRecord() {
        check(Records.plain, "plain")
    }

    @Test func aWeekendAndPatientBoluses() {
        check(Records.weekend, "weekend")
        check(Records.patientBoluses, "patient boluses")
    }

    /// No heading and no caption is the last thing on a page, and a list of facts stays together.
    @Test(arguments: 0..<24)
    func headingsStandWithWhatFollows(titrations: Int) throws {
        var record = Records.plain
        record.titrations = Array(repeating: record.titrations[0], count: titrations)
        let pages = SessionReport(record).pageDrawings
        for page in pages {
            let content = page.texts.filter { $0.baseline.y > Paper.top && $0.baseline.y < Paper.bottom }
            let last = try #require(content.max { $0.baseline.y < $1.baseline.y })
            #expect(![TextStyle.heading, .caption].contains(last.style), "\(titrations): \(last.words.text)")
        }
        for pair in [("Model", "Service left"), ("Size", "Empty"), ("Code", "Contact")] {
            func place(_ name: String) -> Int? {
                pages.firstIndex { $0.texts.contains { $0.words.text == name && $0.style == .label } }
            }
            #expect(place(pair.0) != nil && place(pair.0) == place(pair.1), "\(titrations): \(pair.0)")
        }
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func anyRecord(seed: UInt64) {
        check(Records.random(seed: seed), "seed \(seed)")
    }

    @Test func aStoppedPump() {
        var record = Records.plain
        (record.pump.actualFlow, record.pump.stoppedSince) = (.zero, Records.readAt)
        record.dates = .init(lowReservoir: nil, refillBy: nil, empty: nil)
        (record.patient, record.contact, record.before, record.auditHead) = (nil, nil, nil, nil)
        (record.titrations, record.alarms, record.software) = ([], [], [])
        check(record, "stopped, and nothing is known")
    }

    private func check(_ record: ClinicalRecord, _ name: String) {
        let card = WalletCard(record)
        let charts =
            [
                ReservoirChart(record).drawing, DoseHistoryChart(record, titrations: record.titrations).drawing,
            ] + ProfileChart.charts(of: record.after).map(\.drawing)
        let pages = SessionReport(record).pageDrawings
        #expect(pages.count <= 70, "\(name): bounded")
        for (papers, sides, ends) in [
            (charts, 0, 0), ([card.front, card.back], 100, 100), (pages + [card.sheetDrawing], Paper.margin, 1_200),
        ] {
            for paper in papers {
                for fault in paper.faults(sides: sides, ends: ends) {
                    Issue.record("\(name), \(paper.name): \(fault)")
                }
            }
        }
    }

    /// The check itself finds what it is there for.
    @Test(
        arguments: [
            (
                Drawing.Mark.text(Text(words: "over", baseline: Point(1_050, 1_100), style: .body, anchor: .start)),
                "under meets over"
            ),
            (
                .text(Text(words: "out", baseline: Point(1_950, 1_900), style: .body, anchor: .start)),
                "out leaves the paper"
            ),
            (.line([Point(0, 0), Point(2_000, 2_000)], .curve), "a line strikes under"),
            (.symbol(.cross, Point(1_200, 950), radius: 90, .black), "cross covers under"),
            (.line([Point(0, 1_100), Point(2_000, 1_100)], .curve), nil),
            (.line([Point(0, 950), Point(2_000, 950)], .grid), nil),
            (.text(Text(words: "below", baseline: Point(1_000, 1_340), style: .body, anchor: .start)), nil),
        ] as [(Drawing.Mark, String?)])
    func theCheckFinds(mark: Drawing.Mark, fault: String?) {
        var drawing = Drawing(name: "d", title: .empty, summary: .empty, width: 2_000, height: 2_000)
        drawing.write("under", at: Point(1_000, 1_000))
        drawing.draw(mark)
        #expect(drawing.faults() == (fault.map { [$0] } ?? []))
    }
}
