import PumpModel

extension Timestamp {
    var fields: JSONValue { .number(millisecondsSince1970) }
}

extension StagedProgram {
    var fields: JSONValue {
        .object([
            "transaction": .text(transaction.description), "baseRevision": .number(baseRevision.number),
            "remaining": .number(remaining.milliseconds), "change": change.fields,
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

extension PumpChange {
    var fields: JSONValue {
        .object([
            "program": program.fields, "refill": refill?.fields ?? .null, "setUp": setUp?.fields ?? .null,
            "clockCorrection": clock?.fields ?? .null,
        ])
    }
}

extension ClockCorrection {
    var fields: JSONValue { .number(milliseconds) }
}

extension Refill {
    var fields: JSONValue {
        .object([
            "withdrawn": .number(withdrawn.nanoliters), "filled": .number(filled.nanoliters), "drug": .text(drug.name),
            "concentration": .number(concentration.microgramsPerMilliliter),
        ])
    }
}

extension AppliedRefill {
    var fields: JSONValue {
        refill.fields.adding(["revision": .number(revision.number), "at": at.fields])
    }
}

extension PumpSetUp {
    var fields: JSONValue {
        .object([
            "patient": .text(patient.text), "patientClass": .text(patientClass.name),
            "tubingVolume": .number(tubingVolume.nanoliters), "catheterLength": .number(catheterLength.micrometers),
            "catheterVolume": .number(catheterVolume.nanoliters),
            "lowReservoirVolume": .number(lowReservoirVolume.nanoliters),
            "calibrationConstant": .number(calibrationConstant),
        ])
    }
}

extension PumpReport {
    var fields: JSONValue { stateFields.adding(identity.fields).adding(historyFields) }

    private var stateFields: JSONValue {
        .object([
            "clock": clock.fields, "drug": .text(drug.name),
            "concentration": .number(concentration.microgramsPerMilliliter), "revision": .number(revision.number),
            "program": program.fields, "programmedAt": programmedAt.fields,
            "actualFlow": .number(actualFlow.nanolitersPerDay), "bolusRemaining": .number(bolusRemaining.nanograms),
            "reservoir": .number(reservoir.nanoliters), "lowReservoirVolume": .number(lowReservoirVolume.nanoliters),
            "residualVolume": .number(residualVolume.nanoliters), "minimumFlow": .number(minimumFlow.nanolitersPerDay),
            "serviceDaysRemaining": .number(serviceDaysRemaining), "stoppedSince": stoppedSince?.fields ?? .null,
            "staged": staged?.fields ?? .null, "lastApplied": lastApplied?.fields ?? .null,
        ])
    }

    private var historyFields: [String: JSONValue] {
        [
            "appliedCount": .number(appliedCount), "newestEvent": .number(newestEvent),
            "alarms": .list(
                alarms.map { .object(["cause": .text($0.cause.name), "since": $0.since.fields]) }),
            "newestFault": .number(newestFault), "clockCorrection": clockCorrection.fields,
            "setUp": setUp?.fields ?? .null, "lastRefill": lastRefill?.fields ?? .null,
            "patientBoluses": .number(patientBoluses),
            "deliveredByHour": .list(deliveredByHour.map { .number($0.nanograms) }),
        ]
    }
}

extension PumpIdentity {
    fileprivate var fields: [String: JSONValue] {
        [
            "pumpSerial": .text(serial.text), "model": .text(model), "firmware": .text(firmware),
            "reservoirSize": .number(reservoirSize.nanoliters), "calibrationConstant": .number(calibrationConstant),
        ]
    }
}
