import ClinicalRecord
import Foundation
import PumpModel
import Testing

@testable import ClinicalPapers

struct ReportTests {
    @Test(arguments: 0..<24 as Range<UInt64>)
    func htmlIsWellFormedAndSpeaks(seed: UInt64) throws {
        let record = seed == 0 ? Records.plain : Records.random(seed: seed)
        let page = try Elements(SessionReport(record).html)
        #expect(page.attributes(of: "html").first?["lang"] == "en")
        #expect(page.count("script") + page.count("img") + page.count("link") + page.count("a") == 0)
        #expect(page.count("caption") == page.count("table") && page.count("table") >= 4)
        #expect(page.attributes(of: "th").allSatisfy { ["row", "col"].contains($0["scope"]) })
        #expect(page.count("svg") == 3 && page.count("desc") == 3)
        let ids = page.attributes.compactMap { $0.1["id"] }
        #expect(Set(ids).count == ids.count && ids.count == 6)
        for svg in page.attributes(of: "svg") {
            #expect(svg["aria-labelledby"]?.split(separator: " ").allSatisfy { ids.contains(String($0)) } == true)
        }
    }

    @Test func htmlLoadsNothing() {
        let html = SessionReport(Records.plain).html
        #expect(html.contains("default-src 'none'") || html.contains("default-src &#39;none&#39;"))
        let addresses = html.split(separator: "\"").filter { $0.contains("://") }
        #expect(addresses.allSatisfy { $0 == "http://www.w3.org/2000/svg" })
        for word in ["url(", "@import", "javascript", "onerror", "src="] { #expect(!html.contains(word), "\(word)") }
    }

    /// All that pages show stands in the HTML too, word by word.
    @Test func pagesAndHTMLSayTheSame() throws {
        let report = SessionReport(Records.plain)
        let html = try Elements(report.html)
        for page in report.pageDrawings {
            for text in page.texts where !text.words.text.hasPrefix("Page ") && text.words != report.subject {
                for word in text.words.text.split(separator: " ") { #expect(html.text.contains(word), "\(word)") }
            }
        }
    }

    @Test(arguments: [
        "110 mcg/day", "126.2 mcg/day", "+14.73 %", "+16.2 mcg/day", "K-117", "NPA-204817H", "wandd 0.4.0", "4711",
        "not a certified medical device", "Refill by", "2027-03-14", "2027-03-24", "agreed with Dr. Novak", "rejected",
        "not known yet whether applied", "low reservoir",
        "patient bolus 5 mcg over 5 min, at most 4 in 24 h, 2 h lockout",
    ])
    func theReportSays(words: String) throws {
        let html = try Elements(SessionReport(Records.plain).html)
        #expect(html.text.contains(words))
        #expect(html.text.contains(String(repeating: "5ac3", count: 16)))
    }

    @Test func whatIsLeftOutIsCounted() throws {
        var record = Records.plain
        record.titrations = Array(repeating: record.titrations[0], count: Limits.reportChanges + 312)
        record.alarms = Array(repeating: record.alarms[0], count: Limits.reportAlarms + 7)
        record.after.lines = Array(repeating: "bolus", count: Limits.reportLines + 2)
        let report = SessionReport(record)
        let html = try Elements(report.html).text
        let pages = report.pageDrawings.flatMap(\.texts).map(\.words.text)
        for words in [
            "and 312 earlier changes, see the audit trail", "and 7 earlier alarms, see the audit trail",
            "and 2 further lines",
        ] {
            #expect(html.contains(words))
            #expect(pages.contains(words))
        }
    }

    @Test func headsComeAgainOnEachPageOfATable() {
        var record = Records.plain
        record.titrations = Array(repeating: record.titrations[0], count: 60)
        let pages = SessionReport(record).pageDrawings
        let heads = pages.map { page in page.texts.count { $0.words == "Reason" } }
        let ids = pages.map { page in page.texts.count { $0.words == "id 00000000" } }
        #expect(ids.count { $0 > 0 } >= 3 && ids.reduce(0, +) == 60)
        #expect(zip(heads, ids).allSatisfy { ($0 == 1) == ($1 > 0) })
        for (index, page) in pages.enumerated() {
            #expect(page.texts.contains { $0.words.text == "Page \(index + 1) of \(pages.count)" })
        }
    }

    @Test func aStandstillAndACriticalAlarmComeFirst() throws {
        var record = Records.plain
        (record.pump.actualFlow, record.pump.stoppedSince) = (
            .zero, Records.readAt.advanced(byMilliseconds: -7_200_000)
        )
        record.alarms[0].isCritical = true
        record.alarms[0].clearedAt = nil
        let alerts = SessionReport(record).blocks.prefix(4).compactMap {
            if case .alert(let words) = $0 { words.text } else { nil }
        }
        #expect(
            alerts == [
                "THE PUMP DELIVERS NOTHING, since 2026-11-23 07:41 UTC (2 h 1 min)",
                "CRITICAL ALARM: low reservoir, since 2026-11-03 09:41 UTC",
            ])
        #expect(!SessionReport(Records.plain).blocks.contains { if case .alert = $0 { true } else { false } })
    }

    @Test func hostileTextIsInert() throws {
        var record = Records.plain
        for hostile in Records.hostileTexts where !hostile.isEmpty {
            record.titrations[0].reason = hostile
            record.wand = hostile
            record.patient?.code = hostile
            let report = SessionReport(record)
            let html = try Elements(report.html)
            #expect(html.text.contains(Legible(hostile).text))
            #expect(html.count("script") + html.count("img") == 0)
        }
    }
}
