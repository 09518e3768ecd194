import PumpModel
import Testing

struct FlexScheduleTests {
    private func rate(_ nanograms: Int64) -> HourlyDose { HourlyDose(checked: nanograms) }

    private func schedule(_ steps: (Int, Int64)...) -> DaySchedule? {
        DaySchedule(steps: steps.map { RateStep(startMinute: $0.0, rate: rate($0.1)) })
    }

    @Test("the day's total is the sum of rate times duration")
    func dayTotal() throws {
        // 6.5 h at 4, 15.5 h at 6.5 and 2 h at 4 mcg/h
        let day = try #require(schedule((0, 4_000), (390, 6_500), (1_320, 4_000)))
        #expect(day.total == 26_000 + 100_750 + 8_000)
        // a minute at 1 ng/h is a sixtieth of a nanogram: shown rounded up, never down
        #expect(try #require(schedule((0, 1), (1, 0))).total == 1)
    }

    @Test(
        "a day begins at midnight, ascends, and has 1 to 13 steps",
        arguments: [
            [], [(1, 5)], [(0, 5), (0, 6)], [(0, 5), (60, 6), (30, 7)], [(0, 5), (1_440, 6)], [(-1, 5)],
            (0..<14).map { ($0, 5) },
        ] as [[(Int, Int64)]])
    func notADay(steps: [(Int, Int64)]) {
        #expect(DaySchedule(steps: steps.map { RateStep(startMinute: $0.0, rate: rate($0.1)) }) == nil)
    }

    @Test("13 steps are a day") func thirteenSteps() {
        #expect(DaySchedule(steps: (0..<13).map { RateStep(startMinute: $0 * 100, rate: rate(5)) }) != nil)
    }

    @Test("an offset from UTC is a multiple of 15 min on Earth", arguments: [-735, -7, 855, 100_000])
    func offsets(minutes: Int) throws {
        let day = try #require(schedule((0, 1_000)))
        #expect(FlexSchedule(everyDay: day, utcOffsetMinutes: minutes) == nil)
        #expect(FlexSchedule(everyDay: day, utcOffsetMinutes: 345) != nil)
        #expect(FlexSchedule(week: [day, day], utcOffsetMinutes: 0) == nil)
    }

    @Test("the most in any 24 h may lie across two days, and is found by counting every minute")
    func greatestWindow() throws {
        let evening = try #require(schedule((0, 1_000), (1_080, 9_000)))
        let morning = try #require(schedule((0, 9_000), (360, 1_000)))
        let plain = try #require(schedule((0, 1_000)))
        let week = try #require(
            FlexSchedule(week: [plain, evening, morning, plain, plain, plain, plain], utcOffsetMinutes: 0))
        let minutes = week.week.flatMap { day in
            (0..<1_440).map { minute in day.steps.last { $0.startMinute <= minute }?.rate.nanogramsPerHour ?? 0 }
        }
        let counted = minutes.indices.map { start in
            (0..<1_440).reduce(Int64(0)) { $0 + minutes[(start + $1) % minutes.count] }
        }.max()
        #expect(week.greatest24Hours == (try #require(counted) + 59) / 60)
        #expect(week.greatest24Hours > week.week.map(\.total).max() ?? 0)
    }

    @Test("random weeks: the greatest window is that of counting", arguments: 0..<40 as Range<UInt64>)
    func randomWeeks(seed: UInt64) throws {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        let days = try (0..<7).map { _ in
            let starts = Set((0..<next(12)).map { _ in next(1_439) + 1 }).sorted()
            return try #require(
                DaySchedule(
                    steps: ([0] + starts).map { RateStep(startMinute: $0, rate: rate(Int64(next(30_000)))) }))
        }
        let week = try #require(FlexSchedule(week: days, utcOffsetMinutes: 0))
        let minutes = days.flatMap { day in
            (0..<1_440).map { minute in day.steps.last { $0.startMinute <= minute }?.rate.nanogramsPerHour ?? 0 }
        }
        var window = minutes[..<1_440].reduce(0, +)
        var most = window
        for start in 1..<minutes.count {
            window += minutes[(start + 1_439) % minutes.count] - minutes[start - 1]
            most = max(most, window)
        }
        #expect(week.greatest24Hours == (most + 59) / 60)
    }

    @Test("what is written is read again") func coding() throws {
        let day = try #require(schedule((0, 4_000), (390, 6_500)))
        let week = try #require(FlexSchedule(everyDay: day, utcOffsetMinutes: -210))
        #expect(week.description == "every day 00:00 4 mcg/h, 06:30 6.5 mcg/h (UTC-03:30)")
        #expect(MinuteText.minute(of: "06:30") == 390)
        for text in ["6:30", "24:00", "06:60", "0630", "06:3", "", "ab:cd", "06:30 "] {
            #expect(MinuteText.minute(of: text) == nil, "\(text)")
        }
    }
}
