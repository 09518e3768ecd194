import PumpModel
import Testing

@Suite("The hour of a schedule that stands out")
struct PeakHourTests {
    private static func day(_ steps: (Int, Int64)...) -> DaySchedule {
        DaySchedule(steps: steps.map { RateStep(startMinute: $0.0, rate: HourlyDose(checked: $0.1)) })!
    }

    @Test("One rate has none")
    func flat() throws {
        let peak = try #require(FlexSchedule(everyDay: Self.day((0, 5_000)), utcOffsetMinutes: 0)).peakHour
        #expect(peak.excess == .zero && peak.weekday == nil)
    }

    @Test("480 mcg in one hour, and 5 mcg in any other")
    func hidden() throws {
        let schedule = try #require(
            FlexSchedule(everyDay: Self.day((0, 5_000), (480, 480_000), (540, 5_000)), utcOffsetMinutes: 0))
        // 480 - (23 * 5 + 480) / 24
        #expect(schedule.peakHour.excess == Dose(checked: 455_209))
        #expect(schedule.peakHour.description == "08:00")
    }

    @Test("Across a midnight each part counts against its own day")
    func midnight() throws {
        let quiet = Self.day((0, 6_000))
        let evening = Self.day((0, 0), (1_410, 48_000))
        let morning = Self.day((0, 48_000), (30, 0))
        let schedule = try #require(
            FlexSchedule(week: [quiet, evening, morning, quiet, quiet, quiet, quiet], utcOffsetMinutes: 0))
        // half an hour of each, and each day's mean is 1 mcg/h
        #expect(schedule.peakHour.excess == Dose(checked: 47_000))
        #expect(schedule.peakHour.description == "Tue 23:30")
    }

    @Test("From Sunday to Monday as well")
    func week() throws {
        let schedule = try #require(
            FlexSchedule(
                week: [Self.day((0, 48_000), (30, 0))] + Array(repeating: Self.day((0, 1_000)), count: 5)
                    + [Self.day((0, 0), (1_410, 48_000))], utcOffsetMinutes: 0))
        #expect(schedule.peakHour.description == "Sun 23:30")
        #expect(schedule.peakHour.excess == Dose(checked: 47_000))
    }

    @Test("It is what a search by minutes finds", arguments: 1...20)
    func search(_ seed: Int) throws {
        var state = UInt64(seed)
        func number(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        let week = (0..<7).map { _ in
            let starts = Set([0] + (0..<5).map { _ in number(1_440) }).sorted()
            return DaySchedule(
                steps: starts.map { RateStep(startMinute: $0, rate: HourlyDose(checked: Int64(number(60)) * 6_000)) })!
        }
        let schedule = try #require(FlexSchedule(week: week, utcOffsetMinutes: 0))
        // each minute of the week above its day's mean, in parts of a nanogram
        let totals = week.map { $0.sixtieths(until: 1_440) }
        let above = (0..<10_080).map { minute -> Int64 in
            let day = week[minute / 1_440]
            let rate = day.steps.last { $0.startMinute <= minute % 1_440 }?.rate.nanogramsPerHour ?? 0
            return rate * 1_440 - totals[minute / 1_440]
        }
        var sum = above[0..<60].reduce(0, +)
        var most = sum
        for start in 1..<10_080 {
            sum += above[(start + 59) % 10_080] - above[start - 1]
            most = max(most, sum)
        }
        #expect(schedule.peakHour.excess.nanograms == (most + 86_399) / 86_400)
    }
}
