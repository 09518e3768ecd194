import PumpModel
import Testing
import VirtualWand
import WandProtocol

func setUp(low: Int64 = 4_000_000, calibration: UInt32 = 113, catheter: Int64 = 200_000) throws -> PumpSetUp {
    PumpSetUp(
        patient: try #require(PatientCode("A.B.")), patientClass: .adultSpinal, tubingVolume: Volume(checked: 200_000),
        catheterLength: Length(checked: 760_000), catheterVolume: Volume(checked: catheter),
        lowReservoirVolume: Volume(checked: low), calibrationConstant: calibration)
}

func refill(milliliters: Int64 = 18, concentration: Int64 = 500) -> Refill {
    Refill(
        withdrawn: Volume(checked: 3_000_000), filled: Volume(checked: milliliters * 1_000_000), drug: .baclofen,
        concentration: Concentration(checked: concentration))
}

/// Everything that a transaction can change, and what the pump refuses of it.
@Suite struct ChangeTests {
    @Test func oneCommitChangesItAll() throws {
        var pump = VirtualPump(memory(nanoliters: 3_500_000))
        let clock = try #require(ClockCorrection(milliseconds: -5_000))
        let change = PumpChange(
            program: continuous(120), refill: refill(milliliters: 19, concentration: 1_000), setUp: try setUp(),
            clock: clock)
        #expect(pump.stage(1, change, at: hour)?.faultCode == nil)
        #expect(pump.report.staged?.change == change)
        #expect(pump.report.concentration.microgramsPerMilliliter == 500)
        #expect(pump.commit(1, at: hour)?.applied?.revision == ProgramRevision(2))
        let report = pump.report
        #expect(report.shows(change))
        #expect(report.reservoir.nanoliters == 19_000_000)
        #expect(
            report.lastRefill
                == AppliedRefill(
                    refill: refill(milliliters: 19, concentration: 1_000), revision: ProgramRevision(2),
                    at: at(hour).utc))
        #expect(report.lowReservoirVolume.nanoliters == 4_000_000)
        #expect(report.clockCorrection == clock)
        #expect(report.actualFlow.nanolitersPerDay == 120_000)
        #expect(report.appliedCount == 1)
        #expect(
            pump.memory.events.map(\.kind) == [
                .programChanged(ProgramRevision(2)), .refilled(Volume(checked: 19_000_000)), .setUpChanged,
                .clockCorrected(clock),
            ])
        #expect(pump.memory.history.last?.change == change)
        #expect(try PumpMemory(decoding: pump.memory.encoded()) == pump.memory)
    }

    @Test func aRefillClearsTheAlarmAndASetUpMovesIt() throws {
        var pump = VirtualPump(memory(nanoliters: 3_500_000))
        _ = pump.stage(1, PumpChange(program: continuous(100), setUp: try setUp()))
        _ = pump.commit(1)
        #expect(pump.alarmCauses == [.lowReservoir])
        _ = pump.stage(2, PumpChange(program: continuous(100), refill: refill()), base: 2)
        _ = pump.commit(2, base: 2)
        #expect(pump.alarmCauses.isEmpty)
    }

    @Test func theStageOfAnotherChangeUnderTheSameIdIsRefused() throws {
        var pump = VirtualPump(memory())
        _ = pump.stage(1, PumpChange(program: continuous(100), refill: refill()))
        #expect(
            pump.stage(1, PumpChange(program: continuous(100), refill: refill(milliliters: 17)))?.faultCode
                == .transactionReused)
    }

    @Test func refusalsAreLogged() throws {
        let refused: [PumpChange] = [
            PumpChange(program: continuous(100), setUp: try setUp(calibration: 114)),
            PumpChange(program: continuous(100), setUp: try setUp(low: 1_399_999)),
            PumpChange(program: continuous(100), setUp: try setUp(low: 20_000_001)),
            PumpChange(program: continuous(100), refill: refill(milliliters: 21)),
            // 24 mcg/day is the least at 500 mcg/mL, and 96 at 2000
            PumpChange(program: continuous(95), refill: refill(concentration: 2_000)),
            PumpChange(program: try bridge(nanoliters: 1_000_001, hours: 16)),
            PumpChange(program: try bridge(nanoliters: 400_001, hours: 16), setUp: try setUp()),
            PumpChange(program: try bridge(nanoliters: 400_000, hours: 16), refill: small(1_799_999)),
            PumpChange(program: try bridge(nanoliters: 400_000, hours: 201)),
            PumpChange(program: try prime(hours: 1)),
        ]
        var pump = VirtualPump(memory())
        for (number, change) in refused.enumerated() {
            #expect(pump.stage(UInt64(number + 1), change)?.faultCode == .limitExceeded, "\(change)")
        }
        #expect(pump.stagedTransaction == nil)
        #expect(pump.memory.faults.map(\.kind) == Array(repeating: .limitRefused, count: refused.count))
        #expect(pump.report.newestFault == UInt32(refused.count))
        let accepted = PumpChange(
            program: try bridge(nanoliters: 400_000, hours: 200), refill: small(1_800_000), setUp: try setUp())
        #expect(pump.stage(99, accepted)?.faultCode == nil)
    }

    @Test(
        arguments: [(Program.stopped, nil), (.minimumRate, nil), (continuous(100), .limitExceeded)]
            as [(Program, FaultCode?)])
    func aPrimeOnlyWhereNoTherapyRuns(program: Program, fault: FaultCode?) throws {
        var pump = VirtualPump(memory(program))
        #expect(pump.stage(1, PumpChange(program: try prime(hours: 1)))?.faultCode == fault)
    }

    @Test func aModelThatKnowsNoSchedulesRefusesThem() throws {
        var pump = VirtualPump(memory: memory(), at: at(0), capabilities: [.therapy, .bolus])
        let bolus = try #require(Bolus(dose: Dose(checked: 1_000), duration: TimeSpan(checked: 60_000)))
        let periodic = try #require(PeriodicBoluses(bolus: bolus, intervalMinutes: 60, firstAfterMinutes: 0))
        let program = try #require(Program(base: .periodicBoluses(periodic, dose(100))))
        #expect(pump.stage(1, program)?.faultCode == .limitExceeded)
        #expect(pump.stage(2, continuous(120))?.faultCode == nil)
    }

    @Test func aBridgeFlowsInPlaceOfTheBase() throws {
        var pump = VirtualPump(memory())
        _ = pump.stage(
            1, PumpChange(program: try bridge(nanoliters: 400_000, hours: 16), refill: refill(concentration: 2_000)))
        _ = pump.commit(1)
        #expect(pump.report.actualFlow.nanolitersPerDay == 600_000)
        #expect(pump.report.bolusRemaining.nanograms == 800_000)
        _ = pump.advance(to: at(8 * hour))
        #expect(pump.report.bolusRemaining.nanograms == 400_000)
        #expect(pump.report.reservoir.nanoliters == 17_800_000)
        _ = pump.advance(to: at(16 * hour))
        #expect(pump.report.bolusRemaining == .zero)
        #expect(pump.report.actualFlow.nanolitersPerDay == 150_000)
        _ = pump.advance(to: at(40 * hour))
        #expect(pump.report.reservoir.nanoliters == 17_600_000 - 150_000)
    }

    @Test func theLastHoursAreReported() {
        var pump = VirtualPump(memory(continuous(240)))
        #expect(pump.report.deliveredByHour == [.zero])
        _ = pump.advance(to: at(hour * 5 / 2))
        #expect(pump.report.deliveredByHour.map(\.nanograms) == [5_000, 10_000, 10_000])
        _ = pump.stop(1, at: hour * 5 / 2)
        _ = pump.advance(to: at(27 * hour + 1))
        #expect(pump.report.deliveredByHour.map(\.nanograms) == Array(repeating: 0, count: 25))
        _ = pump.stage(2, .simpleContinuous(DailyDose(checked: 24_001)), base: 2, at: 27 * hour + 1)
        _ = pump.commit(2, base: 2, at: 27 * hour + 1)
        _ = pump.advance(to: at(28 * hour + 1))
        // rounded up: 1000.04 ng less a millisecond, and a millisecond
        #expect(pump.report.deliveredByHour.prefix(2).map(\.nanograms) == [1, 1_001])
    }

    private func small(_ nanoliters: Int64) -> Refill {
        Refill(
            withdrawn: .zero, filled: Volume(checked: nanoliters), drug: .baclofen,
            concentration: Concentration(checked: 500))
    }

    private func bridge(nanoliters: Int64, hours: Int64) throws -> Program {
        let timed = try #require(
            TimedVolume(volume: Volume(checked: nanoliters), duration: TimeSpan(checked: hours * hour)))
        return try #require(Program(base: .simpleContinuous(dose(300)), once: .bridge(timed)))
    }

    private func prime(hours: Int64) throws -> Program {
        let timed = try #require(
            TimedVolume(volume: Volume(checked: 300_000), duration: TimeSpan(checked: hours * hour)))
        return try #require(Program(base: .simpleContinuous(dose(100)), once: .prime(timed)))
    }
}
