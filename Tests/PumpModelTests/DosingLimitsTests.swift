import PumpModel
import Testing

/// Every limit at its boundary: exactly at it and just over it. The pump runs at 100 mcg/day unless said otherwise.
struct DosingLimitsTests {
    private let limits = DosingLimits.customary

    private func judge(
        _ program: Program, on report: PumpReport = exampleReport()
    ) -> (hard: [HardLimit], soft: [SoftLimit]) {
        limits.judge(program, on: report)
    }

    private func continuous(_ nanograms: Int64) -> Program { .simpleContinuous(DailyDose(checked: nanograms)) }

    @Test(arguments: [(130_000, true), (130_001, false), (115_000, true), (100_000, true)])
    func increase(nanograms: Int64, isAllowed: Bool) {
        let found = judge(continuous(nanograms))
        #expect(found.hard == [])
        #expect(found.soft == (isAllowed ? [] : [.increase(basisPoints: 3_001, allowedPercent: 30)]))
    }

    @Test(arguments: [(80_000, true), (79_999, false), (99_999, true)])
    func decrease(nanograms: Int64, isAllowed: Bool) {
        let found = judge(continuous(nanograms))
        #expect(found.hard == [])
        #expect(found.soft == (isAllowed ? [] : [.decrease(basisPoints: -2_001, allowedPercent: 20)]))
    }

    /// 1000 mcg/day is the site's ceiling.
    @Test(arguments: [(1_000_000, true), (1_000_001, false)])
    func ceiling(nanograms: Int64, isAllowed: Bool) {
        let found = judge(continuous(nanograms), on: exampleReport(program: continuous(900_000)))
        let total = DailyDose(checked: nanograms)
        #expect(found.hard == (isAllowed ? [] : [.aboveCeiling(total: total, ceiling: mcgPerDay(1_000))]))
        #expect(found.soft == [])
    }

    /// The ceiling counts base and bolus together.
    @Test(arguments: [(100, true), (101, false)])
    func ceilingWithABolus(mcg: Int64, isAllowed: Bool) throws {
        let given = try #require(bolus(mcg: mcg, seconds: 86_400))
        let found = judge(
            .singleBolus(given, base: mcgPerDay(900)), on: exampleReport(program: continuous(900_000)))
        let over = HardLimit.aboveCeiling(total: mcgPerDay(900 + mcg), ceiling: mcgPerDay(1_000))
        #expect(found.hard == (isAllowed ? [] : [over]))
    }

    /// 0.048 mL/day of 1000 mcg/mL is 48 mcg/day.
    @Test(arguments: [(48_000, true), (47_999, false), (0, false)])
    func smallestFlow(nanograms: Int64, isAllowed: Bool) {
        let found = judge(continuous(nanograms), on: exampleReport(program: continuous(48_000)))
        #expect(found.hard.isEmpty == isAllowed)
        if !isAllowed {
            #expect(
                found.hard == [
                    .flowOutOfRange(
                        dose: DailyDose(checked: nanograms), concentration: Concentration(checked: 1_000),
                        allowed: limits.flow)
                ])
        }
    }

    /// 24 mL/day of 500 mcg/mL is 12000 mcg/day: far above the ceiling, which a site could raise.
    @Test(arguments: [(12_000_000, true), (12_000_001, false)])
    func largestFlow(nanograms: Int64, isAllowed: Bool) {
        var site = limits
        site.ceiling = DailyDose(checked: DailyDose.range.upperBound)
        let report = exampleReport(program: continuous(12_000_000), concentration: 500)
        let found = site.judge(continuous(nanograms), on: report)
        #expect(found.hard.isEmpty == isAllowed)
    }

    @Test(arguments: [(500, true), (1_000, true), (2_000, true), (50, false), (501, false), (1_999, false)])
    func concentration(value: Int64, isKnown: Bool) {
        let found = judge(continuous(100_000), on: exampleReport(concentration: value))
        #expect(found.hard.contains(.unknownConcentration(Concentration(checked: value))) == !isKnown)
    }

    /// Base 0.1 mL/day leaves 23.9 mL/day: in 864 s (a 100th of a day) that is 0.239 mL, 239 mcg of 1000 mcg/mL.
    @Test(arguments: [(239_000, true), (239_001, false)])
    func bolusRate(nanograms: Int64, isAllowed: Bool) throws {
        let given = try #require(Bolus(dose: Dose(checked: nanograms), duration: TimeSpan(checked: 864_000)))
        let found = judge(.singleBolus(given, base: mcgPerDay(100)))
        #expect(found.hard == (isAllowed ? [] : [.bolusTooFast(given, allowed: limits.flow.upperBound)]))
    }

    @Test func bolusCountsAsAnIncrease() throws {
        let small = try #require(bolus(mcg: 30, seconds: 3_600))
        let large = try #require(bolus(mcg: 31, seconds: 3_600))
        #expect(judge(.singleBolus(small, base: mcgPerDay(100))).soft == [])
        #expect(
            judge(.singleBolus(large, base: mcgPerDay(100))).soft == [.increase(basisPoints: 3_100, allowedPercent: 30)]
        )
    }

    @Test(arguments: [(0, false), (1, true)])
    func runningBolusBlocks(remaining: Int64, isBlocked: Bool) {
        let found = judge(continuous(100_000), on: exampleReport(bolusRemaining: remaining))
        #expect(found.hard == (isBlocked ? [.bolusRunning(remaining: Dose(checked: remaining))] : []))
    }

    @Test func totalBeyondAnyDailyDose() throws {
        let one = try #require(Bolus(dose: Dose(checked: 1), duration: TimeSpan(checked: 1_000)))
        let found = judge(.singleBolus(one, base: DailyDose(checked: DailyDose.range.upperBound)))
        #expect(found.hard.contains(.totalOverflow))
    }

    @Test func stopping() {
        #expect(judge(.stopped).soft == [.stopsDelivery])
        #expect(judge(.stopped).hard == [])
        #expect(judge(.stopped, on: exampleReport(program: .stopped)).soft == [])
    }

    @Test func startingFromZero() {
        #expect(judge(continuous(100_000), on: exampleReport(program: .stopped)).soft == [.startFromZero])
    }

    /// The minimum rate, 0.006 mL/day or 6 mcg/day here, is below the range of programmed flows and still allowed.
    @Test func minimumRate() {
        let found = judge(.minimumRate)
        #expect(found.hard == [])
        #expect(found.soft == [.decrease(basisPoints: -9_400, allowedPercent: 20)])
        #expect(judge(.minimumRate, on: exampleReport(program: .minimumRate)).soft == [])
    }

    /// The base counts as the old dose, not the bolus that came with it.
    @Test func comparesWithTheOldBase() throws {
        let given = try #require(bolus(mcg: 50, seconds: 3_600))
        let report = exampleReport(program: .singleBolus(given, base: mcgPerDay(100)))
        #expect(judge(continuous(130_000), on: report).soft == [])
        #expect(judge(continuous(130_001), on: report).soft.count == 1)
    }

    @Test func everyLimitSaysWhatItIs() {
        let found = judge(continuous(1_300_010), on: exampleReport(concentration: 50))
        let words = found.hard.map(\.description) + found.soft.map(\.description)
        #expect(
            words == [
                "the site does not use 50 mcg/mL",
                "1300.01 mcg/day at 50 mcg/mL needs a flow outside 0.048 mL/day to 24 mL/day",
                "1300.01 mcg/day in 24 h is above the site's ceiling of 1000 mcg/day",
                "an increase of 1200.01 % is above 30 %",
            ])
    }
}
