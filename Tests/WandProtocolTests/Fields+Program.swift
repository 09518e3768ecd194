import PumpModel

extension Program {
    /// The base's fields; with them, unless it is stopped, what stands on top.
    var fields: JSONValue {
        guard base != .stopped else { return base.fields }
        return base.fields.adding([
            "once": once?.fields ?? .object(["tag": .text("none")]), "patientBolus": patientBolus?.fields ?? .null,
        ])
    }
}

extension BaseProgram {
    fileprivate var fields: JSONValue {
        switch self {
        case .stopped: .object(["tag": .text("stopped")])
        case .minimumRate: .object(["tag": .text("minimumRate")])
        case .simpleContinuous(let dose):
            .object(["tag": .text("simpleContinuous"), "dose": .number(dose.nanogramsPerDay)])
        case .flex(let schedule): schedule.fields
        case .periodicBoluses(let boluses, let dose):
            .object(boluses.bolus.fields).adding([
                "tag": .text("periodicBoluses"), "interval": .number(Int64(boluses.intervalMinutes)),
                "firstAfter": .number(Int64(boluses.firstAfterMinutes)), "dose": .number(dose.nanogramsPerDay),
            ])
        }
    }
}

extension FlexSchedule {
    /// The different days in the order of their first use, and which of them each weekday has.
    fileprivate var fields: JSONValue {
        let days = week.reduce(into: [DaySchedule]()) { days, day in if !days.contains(day) { days.append(day) } }
        return .object([
            "tag": .text("flex"), "utcOffset": .number(Int64(utcOffsetMinutes)), "days": .list(days.map(\.fields)),
            "week": .list(week.map { .number(Int64(days.firstIndex(of: $0) ?? -1)) }),
        ])
    }
}

extension DaySchedule {
    fileprivate var fields: JSONValue {
        .list(
            steps.map {
                .object(["start": .number(Int64($0.startMinute)), "rate": .number($0.rate.nanogramsPerHour)])
            })
    }
}

extension OneTimeDelivery {
    fileprivate var fields: JSONValue {
        switch self {
        case .bolus(let bolus): .object(bolus.fields).adding(["tag": .text("bolus")])
        case .prime(let timed): .object(timed.fields).adding(["tag": .text("prime")])
        case .bridge(let timed): .object(timed.fields).adding(["tag": .text("bridge")])
        }
    }
}

extension PatientBolus {
    fileprivate var fields: JSONValue {
        .object(bolus.fields).adding([
            "allotted": .number(Int64(allottedPer24Hours)), "lockout": .number(Int64(lockoutMinutes)),
        ])
    }
}

extension Bolus {
    fileprivate var fields: [String: JSONValue] {
        ["bolusDose": .number(dose.nanograms), "bolusDuration": .number(duration.milliseconds / 1_000)]
    }
}

extension TimedVolume {
    fileprivate var fields: [String: JSONValue] {
        ["volume": .number(volume.nanoliters), "duration": .number(duration.milliseconds / 1_000)]
    }
}
