internal import AuditTrail
internal import CommandQueue
internal import PumpModel

/// How the trail tells a program: in words, and in numbers of whole smallest units that are named with their unit.
extension Program {
    var json: CanonicalJSON {
        var members = base.members
        members["text"] = .string(description)
        if let once { members["once"] = once.json }
        if let patientBolus {
            members["patientBolus"] = [
                "bolus": patientBolus.bolus.json,
                "allottedPer24Hours": .integer(Int64(patientBolus.allottedPer24Hours)),
                "lockoutMinutes": .integer(Int64(patientBolus.lockoutMinutes)),
            ]
        }
        return .object(members)
    }
}

extension BaseProgram {
    fileprivate var members: [String: CanonicalJSON] {
        switch self {
        case .stopped: ["mode": "stopped"]
        case .minimumRate: ["mode": "minimumRate"]
        case .simpleContinuous(let dose):
            ["mode": "simpleContinuous", "doseNanogramsPerDay": .integer(dose.nanogramsPerDay)]
        case .flex(let schedule):
            [
                "mode": "flex", "utcOffsetMinutes": .integer(Int64(schedule.utcOffsetMinutes)),
                "week": .array(schedule.week.map(\.json)),
            ]
        case .periodicBoluses(let boluses, let dose):
            [
                "mode": "periodicBoluses", "doseNanogramsPerDay": .integer(dose.nanogramsPerDay),
                "bolus": boluses.bolus.json, "intervalMinutes": .integer(Int64(boluses.intervalMinutes)),
                "firstAfterMinutes": .integer(Int64(boluses.firstAfterMinutes)),
            ]
        }
    }
}

extension DaySchedule {
    fileprivate var json: CanonicalJSON {
        .array(
            steps.map { step in
                [
                    "startMinute": .integer(Int64(step.startMinute)),
                    "nanogramsPerHour": .integer(step.rate.nanogramsPerHour),
                ]
            })
    }
}

extension Bolus {
    fileprivate var json: CanonicalJSON {
        ["nanograms": .integer(dose.nanograms), "milliseconds": .integer(duration.milliseconds)]
    }
}

extension TimedVolume {
    fileprivate var json: CanonicalJSON {
        ["nanoliters": .integer(volume.nanoliters), "milliseconds": .integer(duration.milliseconds)]
    }
}

extension OneTimeDelivery {
    fileprivate var json: CanonicalJSON {
        switch self {
        case .bolus(let bolus): ["bolus": bolus.json]
        case .prime(let timed): ["prime": timed.json]
        case .bridge(let timed): ["bridge": timed.json]
        }
    }
}

extension Refill {
    var json: CanonicalJSON {
        [
            "withdrawnNanoliters": .integer(withdrawn.nanoliters), "filledNanoliters": .integer(filled.nanoliters),
            "drug": .string(drug.name),
            "concentrationMicrogramsPerMilliliter": .integer(concentration.microgramsPerMilliliter),
        ]
    }
}

extension PumpSetUp {
    var json: CanonicalJSON {
        [
            "patient": .string(patient.text), "patientClass": .string(patientClass.name),
            "tubingNanoliters": .integer(tubingVolume.nanoliters),
            "catheterMicrometers": .integer(catheterLength.micrometers),
            "catheterNanoliters": .integer(catheterVolume.nanoliters),
            "lowReservoirNanoliters": .integer(lowReservoirVolume.nanoliters),
            "calibrationConstant": .integer(Int64(calibrationConstant)),
        ]
    }
}

extension Command.Order {
    /// What sets this order apart from others: a program that changes beside a refill is told as a refill.
    var kind: String {
        switch self {
        case .stop: "stop"
        case .change(let change, _):
            change.refill != nil
                ? "refill" : change.setUp != nil ? "setUp" : change.clock != nil ? "clock" : "program"
        }
    }
}
