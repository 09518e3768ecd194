import PumpModel
import Testing

struct ProgramTests {
    @Test(arguments: [(1, 1, true), (0, 1, false), (1, 0, false), (1, 86_400, true), (1, 86_401, false)])
    func bolusBounds(mcg: Int64, seconds: Int64, isValid: Bool) {
        #expect((bolus(mcg: mcg, seconds: seconds) != nil) == isValid)
    }

    @Test func bolusLastsWholeSeconds() {
        #expect(Bolus(dose: Dose(checked: 1), duration: TimeSpan(checked: 1_500)) == nil)
        #expect(Bolus(dose: Dose(checked: 1), duration: TimeSpan(checked: 999)) == nil)
    }

    @Test func totalsAreExact() throws {
        let minimum = DailyDose(checked: 3_000)
        let given = try #require(bolus(mcg: 25, seconds: 1_800))
        let programs: [(Program, total: Int64, base: Int64)] = [
            (.stopped, 0, 0), (.minimumRate, 3_000, 3_000), (.simpleContinuous(mcgPerDay(300)), 300_000, 300_000),
            (.singleBolus(given, base: mcgPerDay(300)), 325_000, 300_000),
            (.singleBolus(given, base: .zero), 25_000, 0),
        ]
        for (program, total, base) in programs {
            #expect(try program.total24Hours(minimumRateDose: minimum).nanogramsPerDay == total)
            #expect(try program.baseDose(minimumRateDose: minimum).nanogramsPerDay == base)
        }
    }

    @Test func theLowestAndTheHighestRateLeaveBolusesOut() throws {
        let minimum = DailyDose(checked: 3_000)
        let steps = [(0, Int64(5_000)), (60, 4_200), (120, 25_000)].map {
            RateStep(startMinute: $0.0, rate: HourlyDose(checked: $0.1))
        }
        let day = try #require(DaySchedule(steps: steps))
        let flat = try #require(DaySchedule(steps: [steps[0], RateStep(startMinute: 7, rate: steps[0].rate)]))
        let given = try #require(bolus(mcg: 25, seconds: 1_800))
        let periodic = try #require(PeriodicBoluses(bolus: given, intervalMinutes: 240, firstAfterMinutes: 0))
        let programs: [(Program, lowest: Int64, highest: Int64, hasOne: Bool)] = [
            (.stopped, 0, 0, true), (.minimumRate, 3_000, 3_000, true),
            (.singleBolus(given, base: mcgPerDay(300)), 300_000, 300_000, true),
            (.flex(try #require(FlexSchedule(everyDay: day, utcOffsetMinutes: 0))), 100_800, 600_000, false),
            (.flex(try #require(FlexSchedule(everyDay: flat, utcOffsetMinutes: 0))), 120_000, 120_000, true),
            (try #require(Program(base: .periodicBoluses(periodic, mcgPerDay(90)))), 90_000, 90_000, false),
        ]
        for (program, lowest, highest, hasOne) in programs {
            #expect(program.lowestRate(minimumRateDose: minimum).nanogramsPerDay == lowest)
            #expect(program.highestRate(minimumRateDose: minimum).nanogramsPerDay == highest)
            #expect(program.hasOneRate == hasOne)
        }
    }

    @Test func totalBeyondAnyDailyDoseIsAnError() throws {
        let one = try #require(Bolus(dose: Dose(checked: 1), duration: TimeSpan(checked: 1_000)))
        let program = Program.singleBolus(one, base: DailyDose(checked: DailyDose.range.upperBound))
        #expect(throws: QuantityError.self) { try program.total24Hours(minimumRateDose: .zero) }
    }

    @Test func serialNumbers() {
        #expect(PumpSerial("SP40-0012345") != nil)
        #expect(PumpSerial(String(repeating: "A", count: 20)) != nil)
        for refused in ["", String(repeating: "A", count: 21), "sp40", "SP 40", "SP_40", "É", "SP40\n", "４０"] {
            #expect(PumpSerial(refused) == nil && WandSerial(refused) == nil)
        }
    }
}
