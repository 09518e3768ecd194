internal import PumpModel
internal import WandProtocol

extension LogPage {
    /// Its entries by name, whichever log it is of.
    var named: [(number: UInt32, name: String, at: Timestamp)] {
        switch entries {
        case .events(let events): events.map { ($0.number, $0.kind.name, $0.at) }
        case .faults(let faults): faults.map { ($0.number, $0.kind.name, $0.at) }
        }
    }
}

extension PumpEvent.Kind {
    fileprivate var name: String {
        switch self {
        case .alarmRaised(let cause): "raised \(cause.name)"
        case .alarmCleared(let cause): "cleared \(cause.name)"
        case .programChanged: "programChanged"
        case .stagedExpired: "stagedExpired"
        case .refilled: "refilled"
        case .setUpChanged: "setUpChanged"
        case .clockCorrected: "clockCorrected"
        case .patientBolus: "patientBolus"
        case .patientBolusRefused: "patientBolusRefused"
        }
    }
}
