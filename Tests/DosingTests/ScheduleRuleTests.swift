import PumpModel
import Testing

@testable import Dosing

@Suite("A schedule is judged day by day and hour by hour")
struct ScheduleRuleTests {
    /// One rate on working days, another on the others.
    private static func week(_ working: Int64, _ free: Int64) -> Program {
        .flex(
            FlexSchedule(
                week: Array(repeating: day((0, working)), count: 5) + Array(repeating: day((0, free)), count: 2),
                utcOffsetMinutes: 60)!)
    }

    private static func soft(
        _ program: Program, on old: Program, history: TherapyHistory = .long
    ) -> [SoftLimit] {
        let report = PumpReport.usual.with { $0.program = old }
        let judgement = DosingRules.strict.judge(
            PumpChange(program: program), on: report, history: history, at: .evening)
        #expect(judgement.hard.isEmpty)
        return judgement.soft
    }

    private static let fiveDays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]

    @Test("What falls on five days is a decrease, though the greatest 24 h stay")
    func hiddenDecrease() {
        let found = Self.soft(Self.week(5, 25), on: .simpleContinuous(mcgPerDay(600)))
        #expect(
            found == [
                .outsideMaintenance(total: mcgPerDay(120), usual: mcgPerDay(200)...mcgPerDay(800)),
                .decrease(basisPoints: -8_000, allowedPercent: 20, weekdays: Self.fiveDays),
            ])
        #expect(found.last?.description == "a decrease of 80 % on Mon-Fri is above 20 %")
    }

    @Test("What rises on five days is an increase, with its interval and its first day")
    func hiddenIncrease() {
        let history = TherapyHistory(
            lastIncreaseAt: .evening.before(hours(1)), firstStartAt: .evening.before(hours(2)), isComplete: true)
        let found = Self.soft(.simpleContinuous(mcgPerDay(600)), on: Self.week(5, 25), history: history)
        #expect(found.map(\.code) == ["increase", "increaseTooSoon", "increaseAfterStart"])
        #expect(found.first == .increase(basisPoints: 40_000, allowedPercent: 30, weekdays: Self.fiveDays))
        #expect(found.first?.description == "an increase of 400 % on Mon-Fri is above 30 %")
    }

    @Test("Each weekday is judged at its bounds")
    func bounds() {
        let old = Program.simpleContinuous(mcgPerDay(480))
        // 480 is 20 mcg/h: 26 are 30 % more, 16 are 20 % less
        #expect(Self.soft(Self.week(26, 16), on: old) == [])
        #expect(
            Self.soft(Self.week(20, 27), on: old)
                == [.increase(basisPoints: 3_500, allowedPercent: 30, weekdays: [.saturday, .sunday])])
        #expect(
            Self.soft(Self.week(15, 20), on: old)
                == [.decrease(basisPoints: -2_500, allowedPercent: 20, weekdays: Self.fiveDays)])
        // both at once are told both
        #expect(Self.soft(Self.week(30, 10), on: old).map(\.code) == ["increase", "decrease"])
    }

    @Test("Days that swap are a rise and a fall, though the week brings the same")
    func swapped() {
        #expect(Self.soft(Self.week(25, 15), on: Self.week(15, 25)).map(\.code) == ["increase", "decrease"])
    }

    @Test("Where all days are alike no weekday is named")
    func uniform() throws {
        let flat = try #require(FlexSchedule(everyDay: day((0, 20), (12, 30)), utcOffsetMinutes: 0))
        #expect(
            Self.soft(.flex(flat), on: .simpleContinuous(mcgPerDay(400)))
                == [.increase(basisPoints: 5_000, allowedPercent: 30, weekdays: nil)])
    }

    @Test("Two days of which each rises a little may together rise more: any 24 h count as well")
    func acrossMidnight() throws {
        // nights between the two days hold what both days have less of
        func schedule(_ night: Int64, _ rest: Int64) throws -> Program {
            let first = day((0, rest), (12, night))
            let second = day((0, night), (12, rest))
            return .flex(
                try #require(
                    FlexSchedule(
                        week: [first, second] + Array(repeating: day((0, 20)), count: 5), utcOffsetMinutes: 0)))
        }
        // each day brings 480 before and after; from Monday's noon to Tuesday's 480 before and 720 after
        #expect(
            Self.soft(try schedule(30, 10), on: .simpleContinuous(mcgPerDay(480)))
                == [.increase(basisPoints: 5_000, allowedPercent: 30, weekdays: nil)])
    }

    @Test("A weekday that rises from nothing has no dose to compare with")
    func fromNothing() {
        let found = Self.soft(.simpleContinuous(mcgPerDay(480)), on: Self.week(20, 0))
        #expect(found == [.startFromZero])
    }

    @Test("A schedule gives no bolus by its rates")
    func peakHour() throws {
        func found(_ peak: Int64, for minutes: Int = 60) throws -> [String] {
            let steps = [(0, 10), (480, peak), (480 + minutes, 10)].map {
                RateStep(startMinute: $0.0, rate: HourlyDose(checked: $0.1 * 1_000))
            }
            let day = try #require(DaySchedule(steps: steps))
            let schedule = try #require(FlexSchedule(everyDay: day, utcOffsetMinutes: 0))
            return Self.hourly(schedule)
        }
        // (peak - 10) * 23/24 above the mean hour
        #expect(try found(62) == [])
        #expect(try found(63) == ["soft:peakHourUnusual"])
        #expect(try found(114) == ["soft:peakHourUnusual"])
        #expect(try found(115) == ["hard:peakHourTooLarge"])
        // a bolus of a minute counts as what the hour around it brings: 50 minutes at 10 mcg/h, 10 at 640
        #expect(try found(640, for: 10) == ["hard:peakHourTooLarge"])
        #expect(try found(300, for: 10) == [])
    }

    private static func hourly(_ schedule: FlexSchedule) -> [String] {
        judged(.flex(schedule), on: .usual.with { $0.program = .flex(schedule) })
            .filter { $0.contains("peakHour") }
    }

    @Test("A whole day that brings more is no peak of it")
    func steps() throws {
        let schedule = try #require(
            FlexSchedule(
                week: Array(repeating: day((0, 5)), count: 6) + [day((0, 40))], utcOffsetMinutes: 0))
        #expect(Self.hourly(schedule) == [])
        #expect(schedule.peakHour.excess == .zero)
    }

    @Test("The hour is named")
    func texts() throws {
        let schedule = try #require(
            FlexSchedule(
                week: [day((0, 10), (8, 130), (9, 10))] + Array(repeating: day((0, 10)), count: 6),
                utcOffsetMinutes: 0))
        let limit = HardLimit.peakHourTooLarge(schedule.peakHour, largest: mcg(100))
        #expect(
            limit.description
                == "the hour from Mon 08:00 brings 115 mcg more than the mean hour of its day, above the largest bolus, "
                + "100 mcg")
    }
}
