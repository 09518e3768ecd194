import PumpModel
import Testing

struct FlowArithmeticTests {
    /// Q = D / C.
    @Test(arguments: [
        (300, 500, 600_000), (300, 2_000, 150_000), (100, 1_000, 100_000), (0, 500, 0), (24, 500, 48_000),
        (1_000, 500, 2_000_000),
    ])
    func flow(mcgPerDay dose: Int64, concentration: Int64, nanoliters: Int64) throws {
        let flow = try FlowArithmetic.flow(of: mcgPerDay(dose), at: Concentration(checked: concentration))
        #expect(flow.nanolitersPerDay == nanoliters)
    }

    /// A flow shown is never below the true one.
    @Test(arguments: [(1, 3, 334), (1, 1, 1_000), (1, 10_000, 1), (1, 1_000, 1), (1, 999, 2), (1_001, 1_000, 1_001)])
    func flowRoundsUp(nanograms: Int64, concentration: Int64, nanoliters: Int64) throws {
        let flow = try FlowArithmetic.flow(of: DailyDose(checked: nanograms), at: Concentration(checked: concentration))
        #expect(flow.nanolitersPerDay == nanoliters)
    }

    @Test func flowBeyondAnyPumpIsAnError() throws {
        let largest = DailyDose(checked: DailyDose.range.upperBound)
        #expect(throws: QuantityError.self) { try FlowArithmetic.flow(of: largest, at: Concentration(checked: 1)) }
        #expect(throws: QuantityError.self) {
            try FlowArithmetic.flow(of: DailyDose(checked: 100_001), at: Concentration(checked: 1))
        }
        #expect(
            try FlowArithmetic.flow(of: DailyDose(checked: 100_000), at: Concentration(checked: 1)).nanolitersPerDay
                == 100_000_000)
    }

    @Test(arguments: [
        (150_000, 2_000, 300_000), (6_000, 500, 3_000), (1, 1, 1), (1, 1_000, 1), (1, 1_001, 2), (0, 500, 0),
        (100_000_000, 10_000, 1_000_000_000),
    ])
    func dailyDoseRoundsUp(nanoliters: Int64, concentration: Int64, nanograms: Int64) {
        let dose = FlowArithmetic.dailyDose(
            of: Flow(checked: nanoliters), at: Concentration(checked: concentration))
        #expect(dose.nanogramsPerDay == nanograms)
    }

    /// 0.048 to 24 mL/day at 500 mcg/mL is 24 to 12000 mcg/day, to the nanogram.
    @Test(arguments: [(23_999, false), (24_000, true), (12_000_000, true), (12_000_001, false), (0, false)])
    func deliverableIsExact(nanograms: Int64, isDeliverable: Bool) {
        let range = Flow(checked: 48_000)...Flow(checked: 24_000_000)
        let found = FlowArithmetic.isDeliverable(
            DailyDose(checked: nanograms), at: Concentration(checked: 500), within: range)
        #expect(found == isDeliverable)
    }

    /// Worked: 0.4 mL of the old 500 mcg/mL at 300 mcg/day (0.6 mL/day) lasts 16 h.
    @Test func bridgeOfTheWorkedExample() {
        let time = FlowArithmetic.timeToDeliver(
            Volume(checked: 400_000), of: mcgPerDay(300), at: Concentration(checked: 500), worseByPerMille: 0)
        #expect(time == TimeSpan(checked: 57_600_000))  // 16 h
    }

    @Test func timeRoundsDownAndIsHeldInRange() {
        let third = FlowArithmetic.timeToDeliver(
            Volume(checked: 1), of: DailyDose(checked: 3), at: Concentration(checked: 1), worseByPerMille: 0)
        #expect(third?.milliseconds == 28_800)  // 1 nL * 1 ng/uL = 0.001 ng of 3 ng/day: a 3000th day
        let uneven = FlowArithmetic.timeToDeliver(
            Volume(checked: 1), of: DailyDose(checked: 7), at: Concentration(checked: 1), worseByPerMille: 0)
        #expect(uneven?.milliseconds == 12_342)  // 12342.857...
        let longest = FlowArithmetic.timeToDeliver(
            Volume(checked: 100_000_000), of: DailyDose(checked: 1), at: Concentration(checked: 10_000),
            worseByPerMille: 0)
        #expect(longest?.milliseconds == TimeSpan.range.upperBound)
        #expect(
            FlowArithmetic.timeToDeliver(
                Volume(checked: 1), of: .zero, at: Concentration(checked: 500), worseByPerMille: 25) == nil)
        #expect(
            FlowArithmetic.timeToDeliver(
                .zero, of: mcgPerDay(1), at: Concentration(checked: 500), worseByPerMille: 25) == .zero)
    }

    /// Hundredths of a percent, away from zero: a change shown is never smaller than the true one.
    @Test(arguments: [
        (100_000, 130_000, 3_000), (100_000, 130_001, 3_001), (100_000, 80_000, -2_000), (100_000, 79_999, -2_001),
        (100_000, 100_000, 0), (100_000, 0, -10_000), (3, 4, 3_334), (3, 2, -3_334), (60_000, 1_440_000, 230_000),
        (1, 4_000_000_000, 39_999_999_990_000), (4_000_000_000, 1, -10_000),
    ])
    func change(old: Int64, new: Int64, basisPoints: Int64) {
        #expect(
            FlowArithmetic.changeBasisPoints(from: DailyDose(checked: old), to: DailyDose(checked: new)) == basisPoints)
    }

    @Test func changeFromZeroHasNoRatio() {
        #expect(FlowArithmetic.changeBasisPoints(from: .zero, to: mcgPerDay(1)) == nil)
        #expect(FlowArithmetic.changeBasisPoints(from: .zero, to: .zero) == nil)
    }
}
