import PumpModel
import WandProtocol

extension PumpEvent {
    /// Without the pump, which a page says once.
    var entryFields: JSONValue {
        .object(["number": .number(number), "at": at.fields, "event": kind.fields])
    }
}

extension PumpEvent.Kind {
    fileprivate var fields: JSONValue {
        switch self {
        case .alarmRaised(let cause): .object(["tag": .text("alarmRaised"), "cause": .text(cause.name)])
        case .alarmCleared(let cause): .object(["tag": .text("alarmCleared"), "cause": .text(cause.name)])
        case .programChanged(let revision):
            .object(["tag": .text("programChanged"), "revision": .number(revision.number)])
        case .stagedExpired(let id): .object(["tag": .text("stagedExpired"), "transaction": .text(id.description)])
        case .refilled(let volume): .object(["tag": .text("refilled"), "filled": .number(volume.nanoliters)])
        case .setUpChanged: .object(["tag": .text("setUpChanged")])
        case .clockCorrected(let clock): .object(["tag": .text("clockCorrected"), "clockCorrection": clock.fields])
        case .patientBolus(let dose): .object(["tag": .text("patientBolus"), "bolusDose": .number(dose.nanograms)])
        case .patientBolusRefused: .object(["tag": .text("patientBolusRefused")])
        }
    }
}

extension PumpFault {
    fileprivate var fields: JSONValue {
        .object(["number": .number(number), "at": at.fields, "fault": .text(kind.name)])
    }
}

extension LogPage {
    var fields: JSONValue {
        let listed: [JSONValue] =
            switch entries {
            case .events(let events): events.map(\.entryFields)
            case .faults(let faults): faults.map(\.fields)
            }
        return .object([
            "pumpSerial": .text(pump.text), "oldest": .number(oldest), "newest": .number(newest),
            "log": .text(log.name), "entries": .list(listed),
        ])
    }
}
