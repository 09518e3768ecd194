import ControlAPI
import PumpModel
import Testing

@testable import wandctl

struct ColumnsTests {
    @Test(arguments: [
        ("abc", 3), ("漢字", 4), ("e\u{301}", 1), ("🫀", 2), ("─█…▲", 4), ("한", 2), ("", 0), ("ｱ", 1), ("é", 1),
    ])
    func widths(text: String, columns: Int) {
        #expect(Columns.count(text) == columns)
    }

    @Test func cleaningIsSafe() {
        #expect(Columns.clean("a\u{1B}[31mb\n", isUnicode: true) == "a\u{FFFD}[31mb\u{FFFD}")
        #expect(Columns.clean("漢é", isUnicode: false) == "??")
        #expect(Columns.clean("\u{202E}x", isUnicode: true) == "\u{FFFD}x")
        let piled = "e" + String(repeating: "\u{301}", count: 50)
        #expect(Columns.clean(piled, isUnicode: true).unicodeScalars.count == 3)
    }

    @Test func aPrefixIsNeverHalfOfACharacter() {
        #expect(Columns.prefix("漢字", 3) == "漢")
        #expect(Columns.prefix("abc", 2) == "ab")
        #expect(FrameLine("漢字x").fitted(4, Glyphs(isUnicode: true)).text == "漢… ")
    }

    @Test(arguments: [10, 20, 33])
    func wrappedTextIsWhole(width: Int) {
        let text = "one two three " + String(repeating: "x", count: 50) + " four"
        let lines = FrameLine.wrapped(text, width: width, indent: 3)
        #expect(lines.allSatisfy { $0.columns <= width })
        #expect(lines.map(\.text).joined().filter { $0 != " " } == text.filter { $0 != " " })
    }

    @Test(arguments: [
        (["LC_ALL": "C", "LANG": "de_DE.UTF-8"], false), (["LANG": "en_US.utf8"], true), ([:], false),
        (["LC_CTYPE": "C.UTF-8", "LANG": "C"], true),
    ])
    func theLocaleDecides(environment: [String: String], isUnicode: Bool) {
        #expect(Glyphs.isUnicodeLocale { environment[$0] } == isUnicode)
    }

    @Test func barsShowWhatThereIs() {
        let glyphs = Glyphs(isUnicode: false)
        #expect(glyphs.bar(50, of: 100, columns: 4) == "##..")
        #expect(glyphs.bar(1, of: 1_000_000, columns: 4) == "#...")
        #expect(glyphs.bar(-5, of: 10, columns: 4) == "....")
        #expect(glyphs.bar(.max, of: 10, columns: 4) == "####")
        #expect(glyphs.bar(1, of: 0, columns: 4) == "....")
    }
}

struct WatchKeysTests {
    @Test(arguments: [
        ("q", [WatchKey.character("q")]), ("\u{1B}[A\u{1B}[B", [.up, .down]), ("\u{1B}OA", [.up]),
        ("\u{3}", [.interrupt]), ("\t\r\n\u{7F}", [.tab, .enter, .enter, .backspace]),
        ("é漢", [.character("é"), .character("漢")]),
        ("\u{1B}[3~\u{1B}[1;5Ax", [.character("x")]), ("\u{1B}\u{1B}[A", [.escape, .up]), ("\u{1}", []),
    ])
    func keys(text: String, expected: [WatchKey]) {
        var keys = WatchKeys()
        #expect(keys.feed(text.utf8) == expected)
        // the same byte by byte
        var slow = WatchKeys()
        #expect(text.utf8.flatMap { slow.feed([$0]) } == expected)
    }

    @Test func anEscapeByItselfIsTheKey() {
        var keys = WatchKeys()
        #expect(keys.feed([0x1B]).isEmpty)
        #expect(keys.isWaiting)
        #expect(keys.settle() == [.escape])
        #expect(keys.settle().isEmpty)
        #expect(keys.feed([0xC3]).isEmpty)
        #expect(keys.settle().isEmpty)
    }

    @Test func anyByteIsTaken() {
        for byte in UInt8.min...UInt8.max {
            var keys = WatchKeys()
            _ = keys.feed([byte, byte, byte, byte, byte])
            _ = keys.settle()
            #expect(keys.feed("q".utf8) == [.character("q")])
        }
    }
}

struct DayStripTests {
    private static let monday = Timestamp("2026-11-23T06:45:00.000Z") ?? Timestamp(clamping: 0)

    private func dayStrip(_ program: API.Program, offset: Int64 = 0) -> DayStrip? {
        var pump = Sample.pump(program: program)
        pump.pumpClockOffsetMilliseconds = offset
        return DayStrip(pump, now: Self.monday)
    }

    @Test func aConstantRateIsFlat() throws {
        let strip = try #require(dayStrip(Sample.program))
        #expect(strip.hourNanograms == Array(repeating: 4_166, count: 24))
        #expect(strip.minuteNow == 405)
        #expect(strip.zone == "UTC")
        #expect(dayStrip(API.Program(mode: .stopped))?.highestNanograms == 0)
        #expect(dayStrip(API.Program(mode: .minimumRate))?.highestNanograms == 125)
    }

    @Test func aScheduleStandsInItsLocalDay() throws {
        let weekend = API.Day(
            weekdays: [.saturday, .sunday], steps: [API.Step(start: "00:00", nanogramsPerHour: 1_000)])
        let week = API.Day(
            weekdays: [.monday, .tuesday, .wednesday, .thursday, .friday],
            steps: [
                API.Step(start: "00:00", nanogramsPerHour: 4_000), API.Step(start: "06:30", nanogramsPerHour: 6_000),
            ])
        func program(_ minutes: Int64) -> API.Program {
            API.Program(mode: .flex, schedule: API.Schedule(utcOffsetMinutes: minutes, days: [week, weekend]))
        }
        let strip = try #require(dayStrip(program(60)))
        #expect(Array(strip.hourNanograms[5...7]) == [4_000, 5_000, 6_000])
        #expect(strip.minuteNow == 465)
        #expect(strip.zone == "UTC+01:00")
        // west of here it is still Sunday
        #expect(dayStrip(program(-420))?.hourNanograms == Array(repeating: 1_000, count: 24))
        #expect(dayStrip(API.Program(mode: .flex)) == nil)
    }

    @Test func periodicBolusesStandWhereTheyBegin() throws {
        let periodic = API.PeriodicBoluses(
            doseNanograms: 10_000, durationSeconds: 600, intervalMinutes: 360, firstAfterMinutes: 60)
        let program = API.Program(mode: .periodicBoluses, doseNanogramsPerDay: 24_000, periodic: periodic)
        let strip = try #require(dayStrip(program))
        // programmed at 01:33: the first at 02:33, then each 6 h
        #expect(strip.hourNanograms.indices.filter { strip.hourNanograms[$0] == 11_000 } == [2, 8, 14, 20])
        #expect(strip.hourNanograms[3] == 1_000)
    }

    @Test(arguments: [Int64.max, .min, 0])
    func anyNumberIsTaken(number: Int64) {
        let periodic = API.PeriodicBoluses(
            doseNanograms: number, durationSeconds: number, intervalMinutes: number, firstAfterMinutes: number)
        let schedule = API.Schedule(
            utcOffsetMinutes: number,
            days: [API.Day(weekdays: API.Weekday.allCases, steps: [API.Step(start: "00:00", nanogramsPerHour: number)])]
        )
        for mode in API.Mode.allCases {
            var pump = Sample.pump(
                program: API.Program(
                    mode: mode, doseNanogramsPerDay: number, schedule: schedule, periodic: periodic))
            pump.pumpClockOffsetMilliseconds = number
            pump.clockCorrectionMilliseconds = number
            pump.minimumFlowNanolitersPerDay = number
            let rows = DayStrip(pump, now: Self.monday)?.rows(2, columns: 2, Glyphs(isUnicode: true))
            #expect((rows ?? []).allSatisfy { Columns.count($0) == 48 })
        }
        var pump = Sample.pump()
        pump.reservoirNanoliters = number
        pump.lowReservoirNanoliters = number
        pump.residualNanoliters = number
        pump.reservoirSizeNanoliters = number
        pump.ageMilliseconds = number
        let lines = WatchSample.frame(WatchSample.live(WatchSample.reading(pumps: [pump])))
        #expect(lines.allSatisfy { Columns.count($0) == 80 })
    }

    @Test func barsAndTheirMark() throws {
        var strip = try #require(dayStrip(Sample.program))
        strip.hourNanograms = (0..<24).map { Int64($0) }
        let glyphs = Glyphs(isUnicode: true)
        let rows = strip.rows(2, columns: 2, glyphs)
        #expect(rows.map(\.count) == [48, 48])
        #expect(rows[0].hasSuffix("██"))
        #expect(rows[1].hasPrefix("░░▁▁"))
        let axis = strip.axis(columns: 2, glyphs)
        #expect((axis.before + axis.now + axis.after).count == 48)
        #expect(axis.before.count == 13)
        let plain = strip.rows(1, columns: 1, Glyphs(isUnicode: false))
        #expect(plain[0].utf8.count == 24)
    }
}
