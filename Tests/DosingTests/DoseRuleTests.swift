import PumpModel
import Testing

@testable import Dosing

@Suite("Doses at their bounds, and one nanogram beyond")
struct DoseRuleTests {
    private static func continuous(_ nanograms: Int64) -> Program {
        .simpleContinuous(DailyDose(checked: nanograms))
    }

    @Test(
        arguments: [
            (300_000, []), (390_000, []), (390_001, ["soft:increase"]), (240_000, []),
            (239_999, ["soft:decrease"]), (1_000_000, ["soft:outsideMaintenance", "soft:increase"]),
            // the 24 h maximum of 1100 mcg is not reached by 25 hours of the past and a day of the new dose
            (1_000_001, ["hard:aboveCeiling", "soft:outsideMaintenance", "soft:increase"]),
            (100_000, ["soft:outsideMaintenance", "soft:decrease"]),
            (99_999, ["hard:belowLowestDose", "soft:outsideMaintenance", "soft:decrease"]),
        ] as [(Int64, [String])])
    func doses(_ nanograms: Int64, _ expected: [String]) {
        #expect(judged(Self.continuous(nanograms)) == expected)
    }

    @Test(
        "At a refill more is allowed", arguments: [(420_000, []), (420_001, ["soft:increase"])] as [(Int64, [String])])
    func refill(_ nanograms: Int64, _ expected: [String]) {
        let refill = Refill(
            withdrawn: microliters(10_000), filled: microliters(20_000), drug: .baclofen, concentration: mcgPerML(500))
        #expect(judged(PumpChange(program: Self.continuous(nanograms), refill: refill)) == expected)
    }

    @Test("A new class of patients counts at once")
    func newClass() {
        let change = PumpChange(program: Self.continuous(345_000), setUp: PumpSetUp.usual.with(.child))
        #expect(judged(change) == ["soft:classDiffers"])
        #expect(
            judged(PumpChange(program: Self.continuous(345_001), setUp: PumpSetUp.usual.with(.child))) == [
                "soft:classDiffers", "soft:increase",
            ])
        #expect(judged(PumpChange(program: Self.continuous(345_001))) == [])
        // the base stays and is no longer within what the class allows
        let high = PumpReport.usual.with { $0.program = .simpleContinuous(mcgPerDay(450)) }
        #expect(
            judged(PumpChange(program: high.program, setUp: PumpSetUp.usual.with(.child)), on: high)
                == ["soft:classDiffers", "soft:outsideMaintenance"])
        #expect(judged(PumpChange(program: high.program), on: high) == [])
        #expect(
            judged(PumpChange(program: high.program, setUp: PumpSetUp.usual.with(.adultCerebral)), on: high)
                == ["hard:notForClass", "soft:classDiffers"])
    }

    @Test("The base is compared with the base: a bolus is no increase")
    func bolusIsNoIncrease() {
        #expect(judged(.singleBolus(bolus(50), base: mcgPerDay(300))) == [])
        let running = PumpReport.usual.with { $0.program = .singleBolus(bolus(100), base: mcgPerDay(300)) }
        #expect(judged(Self.continuous(300_000), on: running) == [])
    }

    @Test("The ceiling counts every bolus")
    func ceiling() {
        let report = PumpReport.usual.with { $0.program = .simpleContinuous(mcgPerDay(800)) }
        #expect(
            judged(
                Program(
                    base: .simpleContinuous(mcgPerDay(800)),
                    patientBolus: PatientBolus(bolus: bolus(50), allottedPer24Hours: 4, lockoutMinutes: 120))!,
                on: report) == [])
        #expect(
            judged(
                Program(
                    base: .simpleContinuous(mcgPerDay(800)), once: .bolus(bolus(1)),
                    patientBolus: PatientBolus(bolus: bolus(50), allottedPer24Hours: 4, lockoutMinutes: 120))!,
                on: report) == ["hard:aboveCeiling"])
    }

    @Test("A schedule is judged by its greatest 24 h, its weakest day and each of its rates")
    func flex() throws {
        // 12 h of 20 and 12 h of 10 mcg/h: 360 mcg/day
        let flat = try #require(FlexSchedule(everyDay: day((0, 20), (12, 10)), utcOffsetMinutes: 60))
        #expect(judged(.flex(flat)) == [])
        let steep = try #require(FlexSchedule(everyDay: day((0, 40), (12, 10)), utcOffsetMinutes: 60))
        #expect(judged(.flex(steep)) == ["soft:increase"])
        let weekend = try #require(
            FlexSchedule(
                week: Array(repeating: day((0, 15)), count: 6) + [day((0, 4))], utcOffsetMinutes: 60))
        #expect(judged(.flex(weekend)) == ["hard:belowLowestDose", "soft:outsideMaintenance", "soft:decrease"])
        let fine = try #require(FlexSchedule(everyDay: day((0, 20), (12, 0)), utcOffsetMinutes: 60))
        #expect(judged(.flex(fine)) == ["hard:flowOutOfRange"])
    }

    @Test("Starting, stopping and the minimum rate")
    func startAndStop() {
        let stopped = PumpReport.usual.with { $0.program = .stopped }
        #expect(judged(Self.continuous(300_000), on: stopped) == ["soft:startFromZero"])
        #expect(judged(.stopped) == ["soft:stopsDelivery"])
        #expect(judged(.stopped, on: stopped) == [])
        #expect(judged(.minimumRate) == ["soft:decrease"])
        let least = PumpReport.usual.with { $0.program = .minimumRate }
        #expect(judged(Self.continuous(300_000), on: least) == ["soft:increase"])
    }

    @Test("A total that no daily dose can be")
    func overflow() throws {
        let boluses = try #require(
            PeriodicBoluses(bolus: bolus(100_000, minutes(1)), intervalMinutes: 1, firstAfterMinutes: 0))
        let found = judged(try #require(Program(base: .periodicBoluses(boluses, mcgPerDay(300)))))
        #expect(found.contains("hard:totalOverflow"))
        #expect(found.contains("hard:bolusTooLarge") && found.contains("hard:bolusTooFast"))
    }

    @Test("Flows outside the pump's range, each by its own name")
    func flows() throws {
        let fast = try #require(FlexSchedule(everyDay: day((0, 1), (12, 13)), utcOffsetMinutes: 0))
        // 1 mcg/h at 1000 mcg/mL is 24 uL/day, below 48
        #expect(
            judged(.flex(fast), on: PumpReport.usual.with { $0.concentration = mcgPerML(1_000) }).first
                == "hard:flowOutOfRange")
        #expect(
            judged(.singleBolus(bolus(50, TimeSpan(checked: 60_000)), base: mcgPerDay(300))) == ["hard:bolusTooFast"])
        let report = PumpReport.usual.with {
            $0.program = .minimumRate
            $0.deliveredByHour = []
        }
        let found = judged(
            try #require(Program(base: .minimumRate, once: .prime(timed(400_000, minutes(10))))), on: report)
        #expect(found == ["hard:volumeFlowOutOfRange", "soft:lineMayBeFull"])
    }
}
