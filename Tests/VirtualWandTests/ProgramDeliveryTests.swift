import PumpModel
import Testing
import VirtualWand
import WandProtocol

/// Delivered is what was programmed, to the last part, whatever happens in between.
@Suite struct ProgramDeliveryTests {
    /// A pump, and the oracle that follows it.
    private struct Pair {
        var pump: VirtualPump
        var oracle: DeliveryOracle
        var therapy: RandomTherapy
        /// What was filled in, in parts.
        var filled: Int128
        var transaction: UInt64 = 0

        init(seed: UInt64) {
            therapy = RandomTherapy(seed: seed)
            let kept = memory(continuous(100), nanoliters: 20_000_000)
            pump = VirtualPump(kept)
            oracle = DeliveryOracle(program: kept.program)
            filled = kept.reservoirParts
        }

        /// Minutes as milliseconds after the start.
        var now: Int64 { Int64(oracle.minute) * 60_000 }

        /// Both go on, the pump in steps of any length, now and then over a power cut.
        mutating func run(minutes: Int64) throws {
            let end = now + minutes * 60_000
            while therapy.happens(oneIn: 2) {
                _ = pump.advance(to: at(therapy.number(now...end)))
                if therapy.happens(oneIn: 3) {
                    pump = VirtualPump(try PumpMemory(decoding: pump.memory.encoded()))
                }
            }
            _ = pump.advance(to: at(end))
            oracle.run(to: oracle.minute + Int(minutes))
        }

        mutating func apply(_ change: PumpChange) {
            transaction += 1
            let base = pump.memory.revision.number
            let staged = pump.stage(transaction, change, base: base, at: now)
            #expect(staged?.faultCode == nil, "\(change)")
            #expect(pump.commit(transaction, base: base, at: now)?.applied != nil)
            oracle.apply(change.program)
            if let refill = change.refill {
                filled =
                    oracle.delivered
                    + Int128(refill.filled.nanoliters * refill.concentration.microgramsPerMilliliter) * 86_400_000
                oracle.concentration = refill.concentration.microgramsPerMilliliter
            }
            if let clock = change.clock { oracle.correctionMinutes = Int(clock.milliseconds / 60_000) }
        }

        mutating func patientAsks() {
            let before = pump.memory.recentPatientBoluses
            _ = pump.askForBolus(at: at(now))
            #expect((pump.memory.recentPatientBoluses > before) == oracle.patientAsks())
        }

        func check() {
            #expect(pump.memory.reservoirParts == filled - oracle.delivered)
            let hours = Array(oracle.hours.reversed().prefix(25))
            #expect(pump.memory.hours.parts == hours)
        }
    }

    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func deliveredIsProgrammed(seed: UInt64) throws {
        var pair = Pair(seed: seed)
        for _ in 0..<8 {
            // full again each time: never empty, and now and then of another concentration
            let refill = Refill(
                withdrawn: .zero, filled: Volume(checked: 20_000_000), drug: .baclofen,
                concentration: Concentration(checked: 500))
            let clock = ClockCorrection(milliseconds: 60_000 * pair.therapy.number(-20_000...20_000))
            pair.apply(
                PumpChange(
                    program: pair.therapy.program(), refill: refill,
                    clock: pair.therapy.happens(oneIn: 3) ? clock : nil))
            for _ in 0..<pair.therapy.number(1...5) {
                try pair.run(minutes: pair.therapy.number(1...2_500))
                pair.check()
                switch pair.therapy.number(1...4) {
                case 1: pair.patientAsks()
                case 2:
                    let isStalled = !pair.oracle.isStalled
                    _ = pair.pump.set(.motorStall, isStalled, at: at(pair.now))
                    pair.oracle.isStalled = isStalled
                default: break
                }
            }
        }
    }

    /// Eight weeks of the same program: the ends of weeks, and none of it twice.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func weeksWrap(seed: UInt64) throws {
        var therapy = RandomTherapy(seed: seed)
        var program = therapy.program()
        while program.rates.count < 2 { program = therapy.program() }
        var pump = VirtualPump(memory(program, nanoliters: 100_000_000))
        var oracle = DeliveryOracle(program: program)
        _ = pump.advance(to: at(56 * day))
        oracle.run(to: 56 * 1_440)
        #expect(
            memory(program, nanoliters: 100_000_000).reservoirParts - pump.memory.reservoirParts == oracle.delivered)
    }

    /// Seconds that divide nothing evenly: the same whatever the steps, and whole at the end.
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func anyPartitionIsTheSame(seed: UInt64) throws {
        var therapy = RandomTherapy(seed: seed)
        let odd = try #require(
            Bolus(
                dose: Dose(checked: therapy.number(1...9_999)),
                duration: TimeSpan(checked: 1_000 * therapy.number(601...3_179))))
        let periodic = try #require(PeriodicBoluses(bolus: odd, intervalMinutes: 60, firstAfterMinutes: 7))
        let patient = try #require(PatientBolus(bolus: odd, allottedPer24Hours: 3, lockoutMinutes: 61))
        let program = try #require(
            Program(
                base: .periodicBoluses(periodic, DailyDose(checked: therapy.number(50_000...99_999))),
                once: .bolus(odd), patientBolus: patient))
        var whole = VirtualPump(memory(program, concentration: 700))
        _ = whole.askForBolus(at: at(0))
        var cut = whole
        _ = whole.advance(to: at(2 * day))
        var time: Int64 = 0
        while time < 2 * day {
            time += therapy.number(1...900_000)
            _ = cut.advance(to: at(min(time, 2 * day)))
        }
        #expect(cut.memory == whole.memory)
        // the single one, the patient's, and 48 of each hour: the last ended 53 min ago at the latest
        let boluses = Int128(50 * odd.dose.nanograms) * 1_000 * DeliveryRate.partsPerPicogram
        let base = Int128(program.rates[0].nanogramsPerDay) * 1_000 * Int128(2 * day)
        let before = memory(program, concentration: 700).reservoirParts
        #expect(before - whole.memory.reservoirParts == base + boluses)
    }

    @Test func aFlexScheduleFollowsItsOffsetAndTheClocksCorrection() throws {
        let schedule = try #require(
            DaySchedule(steps: [
                RateStep(startMinute: 0, rate: HourlyDose(checked: 4_000)),
                RateStep(startMinute: 360, rate: HourlyDose(checked: 8_000)),
            ]).flatMap { FlexSchedule(everyDay: $0, utcOffsetMinutes: 120) })
        var pump = VirtualPump(memory(.flex(schedule)))
        // 06:00 local is 04:00 UTC
        #expect(pump.nextChange == at(4 * hour).utc)
        #expect(pump.report.actualFlow.nanolitersPerDay == 192_000)
        _ = pump.advance(to: at(4 * hour))
        #expect(pump.report.actualFlow.nanolitersPerDay == 384_000)
        // a clock that was 3 h ahead of the truth: it is 03:00 local again
        let back = PumpChange(
            program: .flex(schedule), clock: ClockCorrection(milliseconds: -3 * hour))
        _ = pump.stage(1, back, at: 4 * hour)
        _ = pump.commit(1, at: 4 * hour)
        #expect(pump.report.clock == at(4 * hour).utc)
        #expect(pump.report.actualFlow.nanolitersPerDay == 192_000)
        #expect(pump.nextChange == at(7 * hour).utc)
    }
}
