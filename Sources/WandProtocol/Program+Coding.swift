internal import PumpModel

extension [UInt8] {
    mutating func write(_ program: Program) {
        write(program.base)
        // a pump that is stopped has nothing on top: one encoding of each program
        guard program.base != .stopped else { return }
        write(program.once)
        write(optional: program.patientBolus) { out, patient in
            out.write(patient.bolus)
            out.append(UInt8(patient.allottedPer24Hours))
            out.write(UInt16(patient.lockoutMinutes))
        }
    }

    private mutating func write(_ base: BaseProgram) {
        switch base {
        case .stopped: append(0)
        case .minimumRate: append(1)
        case .simpleContinuous(let dose):
            append(2)
            write32(dose)
        case .flex(let schedule):
            append(3)
            write(schedule)
        case .periodicBoluses(let boluses, let dose):
            append(4)
            write(boluses.bolus)
            write(UInt16(boluses.intervalMinutes))
            write(UInt16(boluses.firstAfterMinutes))
            write32(dose)
        }
    }

    private mutating func write(_ once: OneTimeDelivery?) {
        switch once {
        case nil: append(0)
        case .bolus(let bolus):
            append(1)
            write(bolus)
        case .prime(let timed):
            append(2)
            write(timed)
        case .bridge(let timed):
            append(3)
            write(timed)
        }
    }

    private mutating func write(_ bolus: Bolus) {
        write32(bolus.dose)
        write(seconds: bolus.duration)
    }

    private mutating func write(_ timed: TimedVolume) {
        write32(timed.volume)
        write(seconds: timed.duration)
    }

    private mutating func write(seconds span: TimeSpan) { write(UInt32(span.milliseconds / 1_000)) }

    /// The different days in the order of their first use, then which of them each weekday has.
    private mutating func write(_ schedule: FlexSchedule) {
        write(UInt16(bitPattern: Int16(schedule.utcOffsetMinutes)))
        var days: [DaySchedule] = []
        for day in schedule.week where !days.contains(day) { days.append(day) }
        append(UInt8(days.count))
        for day in days {
            append(UInt8(day.steps.count))
            for step in day.steps {
                write(UInt16(step.startMinute))
                write32(step.rate)
            }
        }
        for day in schedule.week { append(UInt8(days.firstIndex(of: day) ?? 0)) }
    }
}

extension WireReader {
    mutating func program() throws(MessageError) -> Program {
        let base = try baseProgram()
        guard base != .stopped else { return .stopped }
        let once = try oneTimeDelivery()
        let patientBolus = try optional("patientBolus") { reader throws(MessageError) in try reader.patientBolus() }
        guard let program = Program(base: base, once: once, patientBolus: patientBolus) else {
            throw .invalid(field: "program")
        }
        return program
    }

    private mutating func baseProgram() throws(MessageError) -> BaseProgram {
        switch try integer("program") as UInt8 {
        case 0: return .stopped
        case 1: return .minimumRate
        case 2: return .simpleContinuous(try quantity("dose"))
        case 3: return .flex(try schedule())
        case 4:
            let bolus = try bolus()
            let interval = Int(try integer("interval") as UInt16)
            // each field is judged before the next one is read
            guard PeriodicBoluses(bolus: bolus, intervalMinutes: interval, firstAfterMinutes: 0) != nil else {
                throw .invalid(field: "interval")
            }
            let first = Int(try integer("firstAfter") as UInt16)
            guard let boluses = PeriodicBoluses(bolus: bolus, intervalMinutes: interval, firstAfterMinutes: first)
            else {
                throw .invalid(field: "firstAfter")
            }
            return .periodicBoluses(boluses, try quantity("dose"))
        default: throw .invalid(field: "program")
        }
    }

    private mutating func oneTimeDelivery() throws(MessageError) -> OneTimeDelivery? {
        switch try integer("once") as UInt8 {
        case 0: nil
        case 1: .bolus(try bolus())
        case 2: .prime(try timedVolume())
        case 3: .bridge(try timedVolume())
        default: throw .invalid(field: "once")
        }
    }

    private mutating func bolus() throws(MessageError) -> Bolus {
        let dose: Dose = try quantity("bolusDose")
        guard dose > .zero else { throw .invalid(field: "bolusDose") }
        guard let duration = try seconds("bolusDuration"), let bolus = Bolus(dose: dose, duration: duration) else {
            throw .invalid(field: "bolusDuration")
        }
        return bolus
    }

    private mutating func timedVolume() throws(MessageError) -> TimedVolume {
        let volume: Volume = try quantity("volume")
        guard volume > .zero else { throw .invalid(field: "volume") }
        guard let duration = try seconds("duration"), let timed = TimedVolume(volume: volume, duration: duration)
        else { throw .invalid(field: "duration") }
        return timed
    }

    private mutating func patientBolus() throws(MessageError) -> PatientBolus {
        let bolus = try bolus()
        let allotted: UInt8 = try integer("allotted")
        guard PatientBolus.allotment.contains(Int(allotted)) else { throw .invalid(field: "allotted") }
        let lockout: UInt16 = try integer("lockout")
        guard
            let patient = PatientBolus(
                bolus: bolus, allottedPer24Hours: Int(allotted), lockoutMinutes: Int(lockout))
        else { throw .invalid(field: "lockout") }
        return patient
    }

    /// - Returns: nil when it is more than a time span can be.
    private mutating func seconds(_ field: String) throws(MessageError) -> TimeSpan? {
        let seconds: UInt32 = try integer(field)
        return try? TimeSpan(raw: Int64(seconds) * 1_000)
    }

    private mutating func schedule() throws(MessageError) -> FlexSchedule {
        let offset: UInt16 = try integer("utcOffset")
        let utcOffset = Int(Int16(bitPattern: offset))
        guard FlexSchedule.utcOffsets.contains(utcOffset), utcOffset % 15 == 0 else {
            throw .invalid(field: "utcOffset")
        }
        let days = try differentDays()
        var week: [DaySchedule] = []
        var used = 0
        for _ in 0..<7 {
            let index: UInt8 = try integer("weekday")
            // each day when it is first used is the next one
            guard index < days.count, Int(index) <= used else { throw .invalid(field: "weekday") }
            if Int(index) == used { used += 1 }
            week.append(days[Int(index)])
        }
        guard used == days.count, let schedule = FlexSchedule(week: week, utcOffsetMinutes: utcOffset) else {
            throw .invalid(field: "weekday")
        }
        return schedule
    }

    private mutating func differentDays() throws(MessageError) -> [DaySchedule] {
        let count: UInt8 = try integer("dayCount")
        guard (1...7).contains(count) else { throw .invalid(field: "dayCount") }
        var days: [DaySchedule] = []
        for _ in 0..<count {
            let day = try day()
            guard !days.contains(day) else { throw .invalid(field: "dayCount") }
            days.append(day)
        }
        return days
    }

    private mutating func day() throws(MessageError) -> DaySchedule {
        let count: UInt8 = try integer("stepCount")
        guard (1...DaySchedule.stepLimit).contains(Int(count)) else { throw .invalid(field: "stepCount") }
        var steps: [RateStep] = []
        for _ in 0..<count {
            let start: UInt16 = try integer("stepStart")
            let isNext = steps.last.map { Int(start) > $0.startMinute } ?? (start == 0)
            guard isNext, start < 1_440 else { throw .invalid(field: "stepStart") }
            steps.append(RateStep(startMinute: Int(start), rate: try quantity("stepRate")))
        }
        guard let day = DaySchedule(steps: steps) else { throw .invalid(field: "stepCount") }
        return day
    }
}
