import PumpModel
import Testing
import VirtualWand

@Suite struct DeliveryTests {
    static let programs: [Program] = [
        continuous(100), .simpleContinuous(DailyDose(checked: 123_457)), .minimumRate, .stopped,
    ]

    @Test(arguments: programs, [1, 37, 1_000, 7_919, 3_600_000, 86_399_999])
    func oneStepEqualsAnyPartition(program: Program, step: Int64) {
        compare(program, step: step, steps: 2_000)
    }

    @Test(arguments: [(1, 2_000), (7_919, 2_000), (10_000, 8_640), (3_600_000, 24)] as [(Int64, Int64)])
    func aBolusToo(step: Int64, steps: Int64) throws {
        // neither a whole number of parts a millisecond nor of nanoliters
        compare(try bolus(33, seconds: 7_777, base: 71), step: step, steps: steps)
    }

    /// One day in one step against `steps` small ones and a last one.
    private func compare(_ program: Program, step: Int64, steps: Int64) {
        let finest = min(day, step * steps)
        var whole = VirtualPump(memory(program, concentration: 700))
        var cut = whole
        _ = whole.advance(to: at(day))
        for time in stride(from: step, through: finest, by: Int(step)) { _ = cut.advance(to: at(time)) }
        _ = cut.advance(to: at(day))
        #expect(whole.memory == cut.memory)
    }

    @Test func aDayTakesExactlyTheDailyVolume() {
        var pump = VirtualPump(memory(continuous(100)))
        _ = pump.advance(to: at(10 * day))
        // 100 mcg/day at 500 mcg/mL is 0.2 mL/day
        #expect(pump.memory.reservoir.nanoliters == 16_000_000)
        #expect(pump.report.actualFlow.nanolitersPerDay == 200_000)
    }

    @Test func aBolusComesOnTopOfItsBaseAndEnds() throws {
        var pump = VirtualPump(memory(try bolus(50, seconds: 3_600, base: 100)))
        _ = pump.advance(to: at(hour / 2))
        #expect(pump.report.bolusRemaining.nanograms == 25_000)
        // 0.2 mL/day and 0.1 mL in an hour
        #expect(pump.report.actualFlow.nanolitersPerDay == 200_000 + 2_400_000)
        _ = pump.advance(to: at(hour - 1))
        #expect(pump.report.bolusRemaining > .zero)
        _ = pump.advance(to: at(day))
        #expect(pump.report.bolusRemaining == .zero)
        #expect(pump.report.actualFlow.nanolitersPerDay == 200_000)
        #expect(pump.memory.reservoir.nanoliters == 18_000_000 - 200_000 - 100_000)
        #expect(pump.report.program == (try bolus(50, seconds: 3_600, base: 100)))
    }

    @Test func minimumRateFlowsByTheModelsFlow() {
        var pump = VirtualPump(memory(.minimumRate))
        _ = pump.advance(to: at(100 * day))
        #expect(pump.memory.reservoir.nanoliters == 18_000_000 - 600_000)
        #expect(pump.report.actualFlow.nanolitersPerDay == 6_000)
    }

    @Test func nothingFlowsBelowTheResidualVolume() {
        var pump = VirtualPump(memory(continuous(110), nanoliters: 1_500_002))
        _ = pump.advance(to: at(1_000 * day))
        #expect(pump.memory.reservoir.nanoliters == 1_400_000)
        #expect(pump.report.actualFlow == .zero)
        // 100002 nL at 220000 nL a day: 39273512.7 ms, of which the last one gives only what is there
        #expect(pump.report.stoppedSince == start.advanced(byMilliseconds: 39_273_513))
    }

    @Test func stoppedAndStalledTakeNothing() {
        var stopped = VirtualPump(memory(.stopped))
        _ = stopped.advance(to: at(day))
        #expect(stopped.memory.reservoir.nanoliters == 18_000_000)
        #expect(stopped.report.stoppedSince == start)
        var stalled = VirtualPump(memory())
        _ = stalled.set(.motorStall, true, at: at(0))
        _ = stalled.advance(to: at(day))
        #expect(stalled.memory.reservoir.nanoliters == 18_000_000)
        _ = stalled.set(.motorStall, false, at: at(day))
        _ = stalled.advance(to: at(2 * day))
        #expect(stalled.memory.reservoir.nanoliters == 17_800_000)
        #expect(stalled.report.stoppedSince == nil)
    }

    @Test func aBolusGoesOnInAStallAndIsNotMadeUp() throws {
        var pump = VirtualPump(memory(try bolus(50, seconds: 3_600, base: 100)))
        _ = pump.set(.motorStall, true, at: at(0))
        _ = pump.set(.motorStall, false, at: at(hour / 2))
        #expect(pump.report.bolusRemaining.nanograms == 25_000)
        _ = pump.advance(to: at(day / 2))
        #expect(pump.report.bolusRemaining == .zero)
        // 11.5 h of 0.2 mL/day are 95833.3 nL, and half of the bolus 50000
        #expect(pump.memory.reservoir.nanoliters == 18_000_000 - 95_834 - 50_000)
    }

    @Test func aRemainderSurvivesAChangeOfProgram() throws {
        // a third of a nanoliter in each of three parts makes a whole one
        var pump = VirtualPump(memory(continuous(100), concentration: 600))
        for number in 1...3 as ClosedRange<UInt32> {
            let time = Int64(number) * day
            #expect(pump.stage(UInt64(number), continuous(100), base: number, at: time)?.faultCode == nil)
            #expect(pump.commit(UInt64(number), base: number, at: time)?.applied != nil)
        }
        // 3 days of 166666 2/3 nL
        #expect(pump.memory.reservoir.nanoliters == 18_000_000 - 500_000)
    }
}
