internal import PumpModel

/// A program on one line: its base, then what stands on top of it, each announced by a word, all in raw units.
///
/// A day of a schedule is one field, `0:4000,390:7500`: minutes of the day and nanograms per hour.
extension Program {
    var fields: String {
        ([base.fields, once?.fields].compactMap { $0 } + (patientBolus.map { ["patient \($0.fields)"] } ?? []))
            .joined(separator: " ")
    }
}

extension BaseProgram {
    var fields: String {
        switch self {
        case .stopped: "stopped"
        case .minimumRate: "minimumRate"
        case .simpleContinuous(let dose): "simpleContinuous \(dose.rawValue)"
        case .flex(let schedule):
            "flex \(schedule.utcOffsetMinutes) " + schedule.week.map(\.fields).joined(separator: " ")
        case .periodicBoluses(let boluses, let dose):
            "periodicBoluses \(boluses.bolus.fields) \(boluses.intervalMinutes) \(boluses.firstAfterMinutes) "
                + "\(dose.rawValue)"
        }
    }
}

extension DaySchedule {
    fileprivate var fields: String {
        steps.map { "\($0.startMinute):\($0.rate.rawValue)" }.joined(separator: ",")
    }

    fileprivate init?(fields: Substring) {
        let steps = fields.split(separator: ",", omittingEmptySubsequences: false).map { text -> RateStep? in
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let minute = Int(parts[0]), let raw = Int64(parts[1]),
                let rate = try? HourlyDose(raw: raw)
            else { return nil }
            return RateStep(startMinute: minute, rate: rate)
        }
        guard steps.allSatisfy({ $0 != nil }) else { return nil }
        self.init(steps: steps.compactMap { $0 })
    }
}

extension OneTimeDelivery {
    fileprivate var fields: String {
        switch self {
        case .bolus(let bolus): "bolus \(bolus.fields)"
        case .prime(let timed): "prime \(timed.fields)"
        case .bridge(let timed): "bridge \(timed.fields)"
        }
    }
}

extension Bolus {
    fileprivate var fields: String { "\(dose.rawValue) \(duration.rawValue)" }
}

extension TimedVolume {
    fileprivate var fields: String { "\(volume.rawValue) \(duration.rawValue)" }
}

extension PatientBolus {
    fileprivate var fields: String { "\(bolus.fields) \(allottedPer24Hours) \(lockoutMinutes)" }
}

extension FieldReader {
    mutating func program() -> Program? {
        guard let base = baseProgram(), let once = once(), let patient = optional("patient", { $0.patientBolus() })
        else { return nil }
        return Program(base: base, once: once, patientBolus: patient)
    }

    private mutating func baseProgram() -> BaseProgram? {
        switch text() {
        case "stopped": return .stopped
        case "minimumRate": return .minimumRate
        case "simpleContinuous": return quantity().map { .simpleContinuous($0) }
        case "flex": return schedule().map { .flex($0) }
        case "periodicBoluses":
            guard let boluses = periodicBoluses(), let dose: DailyDose = quantity() else { return nil }
            return .periodicBoluses(boluses, dose)
        default: return nil
        }
    }

    private mutating func once() -> OneTimeDelivery?? {
        if skip("bolus") { return bolus().map { .some(.bolus($0)) } }
        if skip("prime") { return timedVolume().map { .some(.prime($0)) } }
        if skip("bridge") { return timedVolume().map { .some(.bridge($0)) } }
        return .some(nil)
    }

    private mutating func schedule() -> FlexSchedule? {
        guard let offset: Int = number() else { return nil }
        let week = (0..<7).compactMap { _ in text().flatMap { DaySchedule(fields: $0) } }
        return FlexSchedule(week: week, utcOffsetMinutes: offset)
    }

    private mutating func periodicBoluses() -> PeriodicBoluses? {
        guard let bolus = bolus(), let interval: Int = number(), let first: Int = number() else { return nil }
        return PeriodicBoluses(bolus: bolus, intervalMinutes: interval, firstAfterMinutes: first)
    }

    private mutating func patientBolus() -> PatientBolus? {
        guard let bolus = bolus(), let allotted: Int = number(), let lockout: Int = number() else { return nil }
        return PatientBolus(bolus: bolus, allottedPer24Hours: allotted, lockoutMinutes: lockout)
    }

    private mutating func bolus() -> Bolus? {
        guard let dose: Dose = quantity(), let duration: TimeSpan = quantity() else { return nil }
        return Bolus(dose: dose, duration: duration)
    }

    private mutating func timedVolume() -> TimedVolume? {
        guard let volume: Volume = quantity(), let duration: TimeSpan = quantity() else { return nil }
        return TimedVolume(volume: volume, duration: duration)
    }
}
