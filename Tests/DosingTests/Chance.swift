import PumpModel

@testable import Dosing

/// Numbers from a seed (SplitMix64): a failing case comes again.
struct Chance {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    mutating func one<Value>(of values: [Value]) -> Value { values[Int(next() % UInt64(values.count))] }

    mutating func happens(oneIn count: UInt64) -> Bool { next() % count == 0 }
}

extension Chance {
    /// Mostly near the bounds of `DosingRules.strict`, sometimes at the ends of what a value can be.
    mutating func dailyDose() -> DailyDose {
        if happens(oneIn: 12) { return DailyDose(checked: one(of: [0, 1, DailyDose.range.upperBound])) }
        return DailyDose(checked: number(80_000...1_100_000))
    }

    mutating func bolus() -> Bolus {
        let dose: Int64 = happens(oneIn: 12) ? Dose.range.upperBound : number(1_000...120_000)
        let seconds: Int64 = happens(oneIn: 12) ? one(of: [1, 86_400]) : number(60...7_200)
        return Bolus(dose: Dose(checked: dose), duration: TimeSpan(checked: seconds * 1_000))!
    }

    mutating func timed() -> TimedVolume {
        let seconds: Int64 = happens(oneIn: 8) ? one(of: [1, 2_592_000]) : one(of: [3_600, 57_600, 115_200])
        return TimedVolume(
            volume: Volume(checked: one(of: [400_000, 410_000, 380_000, 500_000, 100_000_000])),
            duration: TimeSpan(checked: seconds * 1_000))!
    }

    mutating func program() -> Program {
        let base: BaseProgram =
            switch next() % 10 {
            case 0: .stopped
            case 1: .minimumRate
            case 2, 3, 4: .simpleContinuous(dailyDose())
            case 5, 6: .periodicBoluses(periodic(), dailyDose())
            default: .flex(schedule())
            }
        guard base != .stopped else { return .stopped }
        let once: OneTimeDelivery? =
            switch next() % 8 {
            case 0: .prime(timed())
            case 1: .bridge(timed())
            case 2, 3: .bolus(bolus())
            default: nil
            }
        return Program(base: base, once: once, patientBolus: happens(oneIn: 3) ? patientBolus() : nil)!
    }

    private mutating func periodic() -> PeriodicBoluses {
        let interval = one(of: [120, 240, 360, 720, 1_440, 60])
        return PeriodicBoluses(
            bolus: Bolus(dose: Dose(checked: number(1_000...60_000)), duration: minutes(number(1...60)))!,
            intervalMinutes: interval, firstAfterMinutes: Int(number(0...Int64(interval - 1))))!
    }

    private mutating func patientBolus() -> PatientBolus {
        let lockout = one(of: [60, 120, 180, 240, 1_440])
        return PatientBolus(
            bolus: Bolus(dose: Dose(checked: number(1_000...60_000)), duration: minutes(number(1...60)))!,
            allottedPer24Hours: Int(number(1...12)), lockoutMinutes: lockout)!
    }

    /// Steps begin on the hour, so that an oracle may count in hours.
    private mutating func schedule() -> FlexSchedule {
        func steps(_ chance: inout Chance) -> DaySchedule {
            var hours = Set<Int>([0])
            for _ in 0..<chance.number(0...5) { hours.insert(Int(chance.number(1...23))) }
            let highest: Int64 = chance.happens(oneIn: 6) ? 250_000 : 45_000
            return DaySchedule(
                steps: hours.sorted().map {
                    RateStep(startMinute: $0 * 60, rate: HourlyDose(checked: chance.number(4_000...highest)))
                })!
        }
        let days = [steps(&self), steps(&self)]
        let isSame = happens(oneIn: 2)
        return FlexSchedule(
            week: (0..<7).map { isSame ? days[0] : days[$0 < 5 ? 0 : 1] },
            utcOffsetMinutes: Int(number(-48...56)) * 15)!
    }

    mutating func report() -> PumpReport {
        var report = PumpReport.usual
        report.program = happens(oneIn: 2) ? .simpleContinuous(dailyDose()) : program()
        report.programmedAt = Timestamp.evening.advanced(byMilliseconds: -number(-3_600_000...400_000_000))
        report.clock = Timestamp.evening.advanced(byMilliseconds: number(0...3_599_999))
        if happens(oneIn: 20) { report.identity.model = "?" }
        if happens(oneIn: 20) { report.identity.reservoirSize = one(of: [.zero, microliters(18_000)]) }
        if happens(oneIn: 10) { report.concentration = mcgPerML(one(of: [1, 50, 1_000, 10_000])) }
        if happens(oneIn: 20) { report.bolusRemaining = mcg(1) }
        if happens(oneIn: 10) { report.setUp = nil }
        if happens(oneIn: 10) { report.setUp?.patientClass = one(of: PatientClass.allCases) }
        if happens(oneIn: 30) { report.clock = one(of: [Timestamp(clamping: 0), Timestamp(clamping: .max)]) }
        if happens(oneIn: 30) { report.minimumFlow = one(of: [.zero, Flow(checked: Flow.range.upperBound)]) }
        if happens(oneIn: 10) { report.alarms = [Alarm(cause: one(of: AlarmCause.allCases), since: .evening)] }
        report.reservoir = one(of: [.zero, microliters(10_000), microliters(100_000)])
        let hour = happens(oneIn: 20) ? Dose.range.upperBound : number(0...60_000)
        report.deliveredByHour = (0..<number(0...25)).map { _ in Dose(checked: number(0...hour)) }
        return report
    }

    mutating func change() -> PumpChange {
        var change = PumpChange(program: program())
        if happens(oneIn: 4) {
            change.refill = Refill(
                withdrawn: Volume(checked: number(0...12_000_000)),
                filled: microliters(one(of: [20_000, 18_000, 20_000, 18_000, 20_001, 1_500, 1_400])),
                drug: .baclofen, concentration: mcgPerML(one(of: [500, 1_000, 50, 77])))
        }
        if happens(oneIn: 5) {
            var setUp = PumpSetUp.usual.with(one(of: PatientClass.allCases))
            if happens(oneIn: 3) { setUp.calibrationConstant = 1 }
            if happens(oneIn: 3) { setUp.tubingVolume = one(of: [.zero, Volume(checked: Volume.range.upperBound)]) }
            if happens(oneIn: 3) { setUp.catheterVolume = one(of: [.zero, Volume(checked: Volume.range.upperBound)]) }
            if happens(oneIn: 3) {
                setUp.lowReservoirVolume = one(of: [.zero, microliters(20_000), microliters(5_000)])
            }
            if happens(oneIn: 5) { setUp.patient = PatientCode(checked: "C.D.") }
            change.setUp = setUp
        }
        if happens(oneIn: 8) {
            change.clock = ClockCorrection(
                milliseconds: one(of: [0, 3_600_001, -7_200_000, ClockCorrection.range.lowerBound]))
        }
        return change
    }

    mutating func history() -> TherapyHistory {
        func moment(_ chance: inout Chance) -> Timestamp? {
            guard chance.happens(oneIn: 2) else { return nil }
            return Timestamp.evening.advanced(byMilliseconds: -chance.number(-1_000...300_000_000))
        }
        return TherapyHistory(
            lastIncreaseAt: moment(&self), firstStartAt: moment(&self), lastBolusAt: moment(&self),
            isPastFirstIncrease: happens(oneIn: 8), isComplete: happens(oneIn: 2))
    }
}
