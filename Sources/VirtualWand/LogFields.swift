internal import PumpModel
internal import WandProtocol

/// Alarms and log entries on one line each.
extension Alarm {
    var fields: String { "\(cause.rawValue) \(since.fields)" }
}

extension PumpEvent {
    var fields: String { "\(number) \(at.fields) \(kind.fields)" }
}

extension PumpFault {
    var fields: String { "\(number) \(at.fields) \(kind.name)" }
}

extension PumpEvent.Kind {
    fileprivate var fields: String {
        switch self {
        case .alarmRaised(let cause): "alarmRaised \(cause.rawValue)"
        case .alarmCleared(let cause): "alarmCleared \(cause.rawValue)"
        case .programChanged(let revision): "programChanged \(revision)"
        case .stagedExpired(let id): "stagedExpired \(id)"
        case .refilled(let volume): "refilled \(volume.rawValue)"
        case .setUpChanged: "setUpChanged"
        case .clockCorrected(let clock): "clockCorrected \(clock.milliseconds)"
        case .patientBolus(let dose): "patientBolus \(dose.rawValue)"
        case .patientBolusRefused: "patientBolusRefused"
        }
    }
}

extension FieldReader {
    mutating func alarm() -> Alarm? {
        guard let cause: AlarmCause = code(), let since = timestamp() else { return nil }
        return Alarm(cause: cause, since: since)
    }

    mutating func event(of pump: PumpSerial) -> PumpEvent? {
        guard let number: UInt32 = number(), let at = timestamp(), let kind = eventKind() else { return nil }
        return PumpEvent(pump: pump, number: number, at: at, kind: kind)
    }

    mutating func fault() -> PumpFault? {
        guard let number: UInt32 = number(), let at = timestamp(), let name = text(),
            let kind = PumpFault.Kind.allCases.first(where: { $0.name == name })
        else { return nil }
        return PumpFault(number: number, at: at, kind: kind)
    }

    private mutating func eventKind() -> PumpEvent.Kind? {
        switch text() {
        case "alarmRaised": code().map { .alarmRaised($0) }
        case "alarmCleared": code().map { .alarmCleared($0) }
        case "programChanged": revision().map { .programChanged($0) }
        case "stagedExpired": text().flatMap { TransactionID(String($0)) }.map { .stagedExpired($0) }
        case "refilled": quantity().map { .refilled($0) }
        case "setUpChanged": .setUpChanged
        case "clockCorrected": clockCorrection().map { .clockCorrected($0) }
        case "patientBolus": quantity().map { .patientBolus($0) }
        case "patientBolusRefused": .patientBolusRefused
        default: nil
        }
    }
}
