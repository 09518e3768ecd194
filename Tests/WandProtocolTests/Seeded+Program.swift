import PumpModel
import WandProtocol

/// Random programs and changes of every shape, each choice as often as the others.
extension Seeded {
    mutating func program() -> Program {
        let base = baseProgram()
        if base == .stopped { return .stopped }
        return made(
            Program(base: base, once: optional { $0.oneTimeDelivery() }, patientBolus: optional { $0.patientBolus() }))
    }

    mutating func change() -> PumpChange {
        PumpChange(
            program: program(), refill: optional { $0.refill() }, setUp: optional { $0.setUp() },
            clock: optional { $0.clockCorrection() })
    }

    private mutating func baseProgram() -> BaseProgram {
        switch UInt8.random(in: 0..<5, using: &self) {
        case 0: .stopped
        case 1: .minimumRate
        case 2: .simpleContinuous(quantity())
        case 3: .flex(schedule())
        default: .periodicBoluses(periodicBoluses(), quantity())
        }
    }

    private mutating func oneTimeDelivery() -> OneTimeDelivery {
        switch UInt8.random(in: 0..<3, using: &self) {
        case 0: .bolus(bolus(within: Bolus.durationSeconds.upperBound))
        case 1: .prime(timedVolume())
        default: .bridge(timedVolume())
        }
    }

    /// A week of one to seven different days, each used at least once, in any order.
    mutating func schedule() -> FlexSchedule {
        var days: [DaySchedule] = []
        for _ in 0..<number(1...7) {
            let day = self.day()
            if !days.contains(day) { days.append(day) }
        }
        let rest = (days.count..<7).map { _ in one(of: days) }
        let week = (days + rest).shuffled(using: &self)
        return made(FlexSchedule(week: week, utcOffsetMinutes: number(-48...56) * 15))
    }

    private mutating func day() -> DaySchedule {
        var starts: Set<Int> = [0]
        let count = number(1...DaySchedule.stepLimit)
        while starts.count < count { starts.insert(number(1...1_439)) }
        let steps = starts.sorted().map { RateStep(startMinute: $0, rate: quantity()) }
        return made(DaySchedule(steps: steps))
    }

    private mutating func periodicBoluses() -> PeriodicBoluses {
        let interval = one(of: (1...1_440).filter { 1_440 % $0 == 0 })
        return made(
            PeriodicBoluses(
                bolus: bolus(within: Int64(interval) * 60), intervalMinutes: interval,
                firstAfterMinutes: number(0...(interval - 1))))
    }

    private mutating func patientBolus() -> PatientBolus {
        let lockout = number(1...1_440)
        return made(
            PatientBolus(
                bolus: bolus(within: Int64(lockout) * 60), allottedPer24Hours: number(PatientBolus.allotment),
                lockoutMinutes: lockout))
    }

    private mutating func bolus(within seconds: Int64) -> Bolus {
        made(
            Bolus(
                dose: Dose(checked: number(1...Dose.range.upperBound)),
                duration: TimeSpan(checked: number(1...seconds) * 1_000)))
    }

    private mutating func timedVolume() -> TimedVolume {
        made(
            TimedVolume(
                volume: Volume(checked: number(1...Volume.range.upperBound)),
                duration: TimeSpan(checked: number(TimedVolume.durationSeconds) * 1_000)))
    }

    mutating func refill() -> Refill {
        Refill(withdrawn: quantity(), filled: quantity(), drug: one(of: Drug.allCases), concentration: quantity())
    }

    mutating func setUp() -> PumpSetUp {
        let characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-")
        let code = String((0..<number(1...16)).map { _ in one(of: characters) })
        return PumpSetUp(
            patient: made(PatientCode(code)), patientClass: one(of: PatientClass.allCases), tubingVolume: quantity(),
            catheterLength: quantity(), catheterVolume: quantity(), lowReservoirVolume: quantity(),
            calibrationConstant: any())
    }

    mutating func clockCorrection() -> ClockCorrection {
        made(ClockCorrection(milliseconds: number(ClockCorrection.range)))
    }

    /// What was drawn within its bounds, and is therefore never nil.
    private func made<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("drawn outside its bounds") }
        return value
    }
}
