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
        let charts = 2 + max(1, record.after.days.count)
        #expect(page.attributes(of: "html").first?["lang"] == "en")
        #expect(page.count("script") + page.count("img") + page.count("link") + page.count("a") == 0)
        #expect(page.count("caption") == page.count("table") && page.count("table") >= 4)
        #expect(page.attributes(of: "th").allSatisfy { ["row", "col"].contains($0["scope"]) })
        #expect(page.count("svg") == charts && page.count("desc") == charts)
        let ids = page.attributes.compactMap { $0.1["id"] }
        #expect(Set(ids).count == ids.count && ids.count == 2 * charts)
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
        record.alarms[0].state = .acknowledged(by: 1_001)
        let alerts = SessionReport(record).blocks.prefix(4).compactMap {
            if case .alert(let words) = $0 { words.text } else { nil }
        }
        #expect(
            alerts == [
                "THE PUMP DELIVERS NOTHING, since 2026-11-23 07:41 UTC (2 h 1 min)",
                "CRITICAL ALARM: low reservoir, since 2026-11-03 09:41 UTC",
            ])
        record.alarms[0].state = .ended
        #expect(SessionReport(record).blocks.count { if case .alert = $0 { true } else { false } } == 1)
        #expect(!SessionReport(Records.plain).blocks.contains { if case .alert = $0 { true } else { false } })
    }

    private func text(_ record: ClinicalRecord) throws -> String { try Elements(SessionReport(record).html).text }

    private func rows(_ record: ClinicalRecord) -> [[String]] {
        SessionReport(record).comparison.rows.map { $0.map { $0.lines.map(\.text).joined(separator: " ") } }
    }

    /// 600 mcg/day to 100.8 on five days is no "none".
    @Test func theComparisonTellsWeekdaysApart() {
        let rows = rows(Records.weekend)
        #expect(rows.contains(["Mon-Fri, a day", "600 mcg/day", "100.8 mcg/day", "-83.2 % -499.2 mcg/day"]))
        #expect(rows.contains(["Sat, Sun, a day", "600 mcg/day", "600 mcg/day", "none"]))
        #expect(!self.rows(Records.plain).contains { $0[0].hasSuffix("a day") })
    }

    @Test func whatThePatientMayGiveHimselfIsCompared() {
        let rows = rows(Records.patientBoluses)
        #expect(
            rows.contains([
                "Most in 24 h, with the patient's boluses", "600 mcg/day", "984 mcg/day", "+64 % +384 mcg/day",
            ]))
        #expect(
            rows.contains([
                "The patient may give himself", "nothing", "16 mcg over 10 min, at most 24 in 24 h, 1 h apart", "",
            ]))
    }

    @Test func aStopSaysWhatWasBefore() throws {
        var record = Records.plain
        (record.pump.actualFlow, record.pump.stoppedSince) = (.zero, Records.readAt)
        record.after = .init(lines: ["stopped"], total24Hours: .zero, days: [])
        (record.before, record.beforeStop) = (Records.patientBoluses.after, Records.patientBoluses.after)
        #expect(
            try text(record).contains(
                "THE PUMP DELIVERS NOTHING, since 2026-11-23 09:41 UTC (1 min). Before the stop: 600 mcg/day"))
        #expect(rows(record)[0] == ["24 h total, programmed", "600 mcg/day", "0 mcg/day", "-100 % -600 mcg/day"])
    }

    @Test func theMinimumRateIsSaid() throws {
        var record = Records.plain
        record.after.isMinimumRate = true
        // by the pump's clock, which is a day ahead
        record.pump.clockOffsetMilliseconds = 86_400_000
        record.pump.programmedAt = record.at.advanced(byMilliseconds: 86_400_000 - 7_200_000)
        #expect(
            try text(record).contains(
                "MINIMUM RATE, since 2026-11-23 07:42 UTC (2 h 0 min): next to nothing, withdrawal is possible"))
    }

    @Test func aMemoryErrorIsSaidWhateverTheProgramAsksFor() throws {
        var record = Records.plain
        record.pump.memoryErrorSince = record.at.advanced(byMilliseconds: -7_200_000)
        #expect(
            try text(record).contains("A MEMORY ERROR HOLDS THE PUMP AT ITS MINIMUM RATE, since 2026-11-23 07:42 UTC"))
        let card = WalletCard(record)
        #expect(card.standstill == "MEMORY ERROR, minimum rate since 2026-11-23 07:42 UTC")
        #expect(card.text.contains("NOT given: dose in 24 h") && card.text.contains("no date"))
    }

    /// What stands and what ended, and nothing about alarms that the list does not hold.
    @Test(arguments: [
        (ClinicalRecord.ListedAlarm.State.sounding, "STANDS"),
        (.silenced(by: 1_001), "STANDS, silenced by user 1001"),
        (.acknowledged(by: 1_002), "STANDS, acknowledged by user 1002"), (.ended, "ended, not acknowledged"),
    ])
    func alarmsSayTheirState(state: ClinicalRecord.ListedAlarm.State, words: String) throws {
        var record = Records.plain
        record.alarms[0].state = state
        #expect(try text(record).contains(words))
        record.alarms = []
        #expect(try !text(record).contains("none stood"))
    }

    @Test func anOverrideIsNoLimitPassed() throws {
        var record = Records.plain
        #expect(try text(record).contains("limit passed (increase): agreed with Dr. Novak"))
        record.titrations[6].passedLimits = []
        #expect(try text(record).contains("override given, no limit met: agreed with Dr. Novak"))
        #expect(try !text(record).contains("limit passed"))
    }

    @Test func theHistoryGivesTheProgramWhole() throws {
        var record = Records.plain
        let day = (0..<13).map { "0\($0 % 10):00 \($0 + 1) mcg/h" }.joined(separator: ", ")
        record.titrations[9].program = "flex Mon-Wed \(day); Thu \(day); Fri-Sun \(day) (UTC+01:00)"
        for text in [
            try text(record),
            SessionReport(record).pageDrawings.flatMap(\.texts).map(\.words.text).joined(separator: " "),
        ] {
            #expect(text.contains("(UTC+01:00)") && !text.contains("…"))
        }
    }

    @Test(arguments: [
        ("Tubing volume", "0.2 mL"), ("Catheter length", "38 cm"), ("Boluses he gave himself in 24 h", "3"),
        ("Last refill", "2026-11-01 08:00 UTC"), ("Correction for the schedule", "1 h 0 min ahead"),
        ("Pump's clock", "2 d 2 h ahead"),
    ])
    func theFactsAreThere(name: String, value: String) {
        var record = Records.plain
        record.pump.clockOffsetMilliseconds = 182_399_984
        record.pump.clockCorrectionMilliseconds = 3_600_000
        record.pump.patientBoluses24Hours = 3
        record.pump.lastRefill = .init(
            at: Timestamp("2026-11-01T08:00:00.000Z")!, filled: Volume(checked: 20_000_000),
            concentration: Concentration(checked: 1_000))
        let report = SessionReport(record)
        let rows = [report.pumpFacts, report.patientFacts, report.reservoirFacts].flatMap(\.rows)
        #expect(rows.first { $0.name.text == name }?.values.first?.text.hasPrefix(value) == true)
    }

    /// An empty pump that is stopped needs its refill now, though nothing flows that a date could count with.
    @Test func stoppedAndEmptyIsDueNow() throws {
        var record = Records.plain
        record.pump.reservoir = record.pump.residualVolume
        record.dates = .init(lowReservoir: nil, refillBy: nil, empty: nil)
        let facts = SessionReport(record).reservoirFacts.rows
        for name in ["Refill by", "Low reservoir alarm", "Empty"] {
            #expect(facts.first { $0.name.text == name }?.values == ["now"])
        }
        #expect(
            ReservoirChart(record).drawing.texts.contains { $0.words == "nothing flows: the refill is due now" })
        record.pump.reservoir = Volume(checked: 10_000_000)
        #expect(SessionReport(record).reservoirFacts.rows.first { $0.name.text == "Refill by" }?.values == ["no date"])
    }

    @Test func aCodeThatEndsInAPointIsOneSentence() throws {
        var record = Records.plain
        record.patient?.code = "A.B."
        #expect(try text(record).contains("Patient A.B., pump NPA-204817H, read"))
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
