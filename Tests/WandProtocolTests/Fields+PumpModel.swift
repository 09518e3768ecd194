import PumpModel

extension Timestamp {
    var fields: JSONValue { .number(millisecondsSince1970) }
}

extension Program {
    var fields: JSONValue {
        switch self {
        case .stopped: .object(["tag": .text("stopped")])
        case .minimumRate: .object(["tag": .text("minimumRate")])
        case .simpleContinuous(let dose):
            .object(["tag": .text("simpleContinuous"), "dose": .number(dose.nanogramsPerDay)])
        case .singleBolus(let bolus, let base):
            .object([
                "tag": .text("singleBolus"), "bolusDose": .number(bolus.dose.nanograms),
                "bolusDuration": .number(bolus.duration.milliseconds / 1_000),
                "baseDose": .number(base.nanogramsPerDay),
            ])
        }
    }
}

extension StagedProgram {
    var fields: JSONValue {
        .object([
            "transaction": .text(transaction.description), "baseRevision": .number(baseRevision.number),
            "remaining": .number(remaining.milliseconds), "program": program.fields,
        ])
    }
}

extension AppliedTransaction {
    var fields: JSONValue {
        .object([
            "transaction": .text(transaction.description), "revision": .number(revision.number), "at": at.fields,
        ])
    }
}

extension PumpReport {
    var fields: JSONValue {
        .object([
            "pumpSerial": .text(identity.serial.text), "model": .text(identity.model),
            "firmware": .text(identity.firmware), "reservoirSize": .number(identity.reservoirSize.nanoliters),
            "calibrationConstant": .number(identity.calibrationConstant), "clock": clock.fields,
            "drug": .text("\(drug)"),
            "concentration": .number(concentration.microgramsPerMilliliter), "revision": .number(revision.number),
            "program": program.fields, "programmedAt": programmedAt.fields,
            "actualFlow": .number(actualFlow.nanolitersPerDay), "bolusRemaining": .number(bolusRemaining.nanograms),
            "reservoir": .number(reservoir.nanoliters), "lowReservoirVolume": .number(lowReservoirVolume.nanoliters),
            "residualVolume": .number(residualVolume.nanoliters), "minimumFlow": .number(minimumFlow.nanolitersPerDay),
            "serviceDaysRemaining": .number(serviceDaysRemaining), "stoppedSince": stoppedSince?.fields ?? .null,
            "staged": staged?.fields ?? .null, "lastApplied": lastApplied?.fields ?? .null,
            "appliedCount": .number(appliedCount), "newestEvent": .number(newestEvent),
            "alarms": .list(
                alarms.map { .object(["cause": .text($0.cause.name), "since": $0.since.fields]) }),
        ])
    }
}
