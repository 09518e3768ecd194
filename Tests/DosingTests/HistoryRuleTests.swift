import PumpModel
import Testing

@testable import Dosing

@Suite("What was done before counts")
struct HistoryRuleTests {
    private static let raise = Program.simpleContinuous(mcgPerDay(330))

    private static func history(
        increase: TimeSpan? = nil, start: TimeSpan? = hours(2_000), bolus: TimeSpan? = nil, isComplete: Bool = true
    ) -> TherapyHistory {
        TherapyHistory(
            lastIncreaseAt: increase.map { .evening.before($0) }, firstStartAt: start.map { .evening.before($0) },
            lastBolusAt: bolus.map { .evening.before($0) }, isComplete: isComplete)
    }

    private static func justBefore(_ span: TimeSpan) -> TimeSpan { TimeSpan(checked: span.milliseconds - 1) }

    @Test("One increase in 24 h")
    func increases() {
        #expect(judged(Self.raise, history: Self.history(increase: hours(24))) == [])
        #expect(
            judged(Self.raise, history: Self.history(increase: Self.justBefore(hours(24)))) == ["soft:increaseTooSoon"])
        // a decrease and the same dose are none
        #expect(judged(.simpleContinuous(mcgPerDay(299)), history: Self.history(increase: hours(1))) == [])
        #expect(judged(.simpleContinuous(mcgPerDay(300)), history: Self.history(increase: hours(1))) == [])
    }

    @Test("No increase in the first 24 h of therapy")
    func firstDay() {
        #expect(judged(Self.raise, history: Self.history(start: hours(24))) == [])
        #expect(
            judged(Self.raise, history: Self.history(start: Self.justBefore(hours(24)))) == ["soft:increaseAfterStart"])
    }

    @Test("Once an increase was due, none is the first any more")
    func laterIncrease() {
        var history = Self.history(start: hours(1))
        #expect(judged(Self.raise, history: history) == ["soft:increaseAfterStart"])
        history.isPastFirstIncrease = true
        #expect(judged(Self.raise, history: history) == [])
        history.lastIncreaseAt = .evening.before(hours(2))
        #expect(judged(Self.raise, history: history) == ["soft:increaseTooSoon"])
    }

    @Test("A clock that was set back makes nothing older")
    func clockBack() {
        var future = Self.history()
        future.lastIncreaseAt = Timestamp.evening.advanced(byMilliseconds: 86_400_000 * 3)
        #expect(judged(Self.raise, history: future) == ["soft:increaseTooSoon"])
        let report = PumpReport.usual.with { $0.programmedAt = $0.clock.advanced(byMilliseconds: 1) }
        #expect(
            judged(Self.raise, on: report, history: .unknown) == ["soft:increaseTooSoon", "soft:increaseAfterStart"])
    }

    @Test("A program of unknown origin may have been an increase, a start and a bolus")
    func unknown() {
        func report(_ age: TimeSpan) -> PumpReport { .usual.with { $0.programmedAt = .evening.before(age) } }
        #expect(judged(Self.raise, on: report(hours(24)), history: .unknown) == [])
        #expect(
            judged(Self.raise, on: report(hours(23)), history: .unknown)
                == ["soft:increaseTooSoon", "soft:increaseAfterStart"])
        #expect(judged(Self.raise, on: report(hours(23)), history: Self.history()) == [])
        // what is known stands beside what is not
        #expect(
            judged(Self.raise, on: report(hours(23)), history: Self.history(increase: hours(90), isComplete: false))
                == ["soft:increaseTooSoon"])
        let again = Program.singleBolus(bolus(10), base: mcgPerDay(300))
        #expect(judged(again, on: report(hours(2)), history: .unknown) == [])
        #expect(judged(again, on: report(hours(1)), history: .unknown) == ["hard:bolusTooSoon"])
        #expect(judged(again, on: report(hours(1)), history: Self.history()) == [])
    }

    @Test("A bolus before its interval is refused, whoever knows of the last one")
    func boluses() {
        let again = Program.singleBolus(bolus(10), base: mcgPerDay(300))
        #expect(judged(again, history: Self.history(bolus: hours(2))) == [])
        #expect(judged(again, history: Self.history(bolus: Self.justBefore(hours(2)))) == ["hard:bolusTooSoon"])
        // the pump's own program says it, though the history does not
        let report = PumpReport.usual.with {
            $0.program = again
            $0.programmedAt = .evening.before(hours(1))
        }
        #expect(judged(again, on: report) == ["hard:bolusTooSoon"])
        #expect(judged(.simpleContinuous(mcgPerDay(300)), on: report) == [])
    }

    @Test("Boluses that repeat keep the interval as well")
    func repeated() throws {
        func program(interval: Int, lockout: Int) throws -> Program {
            let periodic = try #require(
                PeriodicBoluses(bolus: bolus(5), intervalMinutes: interval, firstAfterMinutes: 0))
            let patient = try #require(
                PatientBolus(bolus: bolus(5), allottedPer24Hours: 2, lockoutMinutes: lockout))
            return try #require(
                Program(base: .periodicBoluses(periodic, mcgPerDay(240)), patientBolus: patient))
        }
        #expect(judged(try program(interval: 120, lockout: 120)) == [])
        #expect(judged(try program(interval: 90, lockout: 120)) == ["hard:bolusesTooClose"])
        #expect(judged(try program(interval: 120, lockout: 119)) == ["hard:bolusesTooClose"])
    }

    @Test(
        "The size of a bolus, whoever gives it",
        arguments: [
            (50, []), (51, ["soft:bolusUnusual"]), (100, ["soft:bolusUnusual"]), (101, ["hard:bolusTooLarge"]),
        ] as [(Int64, [String])])
    func sizes(_ micrograms: Int64, _ expected: [String]) throws {
        let given = bolus(micrograms, minutes(30))
        let patient = try #require(PatientBolus(bolus: given, allottedPer24Hours: 1, lockoutMinutes: 1_440))
        let periodic = try #require(PeriodicBoluses(bolus: given, intervalMinutes: 1_440, firstAfterMinutes: 0))
        #expect(judged(.singleBolus(given, base: mcgPerDay(300))) == expected)
        #expect(judged(Program(base: .simpleContinuous(mcgPerDay(300)), patientBolus: patient)!) == expected)
        #expect(judged(Program(base: .periodicBoluses(periodic, mcgPerDay(240)))!) == expected)
    }

    @Test("Past and coming together, an hour that counts in part counted in full")
    func rolling() {
        // 24 mcg in each of 24 hours, then 10 mcg at once on 24 mcg/h: one hour counts twice in part, 25 * 24 + 10
        func report(_ hour: Int64) -> PumpReport {
            .usual.with {
                $0.program = .simpleContinuous(mcgPerDay(576))
                // the running hour has just begun
                $0.deliveredByHour = [.zero] + Array(repeating: mcg(hour), count: 24)
            }
        }
        func maximum(_ micrograms: Int64) -> DosingRules {
            var bounds = BolusBounds(
                usual: mcg(100), largest: mcg(100), interval: .zero, largest24Hours: mcg(micrograms))
            bounds.largest24Hours = mcg(micrograms)
            var rules = DosingRules.bench
            let therapy = TherapyBounds(
                maintenance: .zero...mcgPerDay(1_000), allowed: .zero...mcgPerDay(1_000), increasePercent: 100,
                refillIncreasePercent: 100, decreasePercent: 100, increaseInterval: .zero, firstIncreaseAfter: .zero,
                boluses: bounds)
            rules.catalog = DosingRules.strict.catalog
            rules.library = .loaded(
                DrugLibrary(
                    name: "", version: "", date: "",
                    entries: [
                        DrugEntry(drug: .baclofen, concentration: mcgPerML(500), use: .therapy([.adultSpinal: therapy]))
                    ]), sha256: "")
            return rules
        }
        let given = Program.singleBolus(bolus(10), base: mcgPerDay(576))
        #expect(judged(given, on: report(24), by: maximum(610)) == [])
        #expect(judged(given, on: report(24), by: maximum(609)) == ["hard:above24HourMaximum"])
        // more than the maximum was delivered: what raises it further is refused, and nothing else
        #expect(judged(.simpleContinuous(mcgPerDay(576)), on: report(60), by: maximum(700)) == [])
        #expect(judged(.simpleContinuous(mcgPerDay(500)), on: report(60), by: maximum(700)) == [])
        #expect(
            judged(.simpleContinuous(mcgPerDay(577)), on: report(60), by: maximum(700)) == ["hard:above24HourMaximum"])
    }
}
