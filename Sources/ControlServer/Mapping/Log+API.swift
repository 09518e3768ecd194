internal import ControlAPI
internal import PumpModel
internal import WandProtocol

extension API.LogPage {
    init(_ page: LogPage) {
        let entries: [API.LogEntry] =
            switch page.entries {
            case .events(let events): events.map(API.LogEntry.init)
            case .faults(let faults): faults.map(API.LogEntry.init)
            }
        self.init(
            pumpSerial: page.pump.text, log: API.LogName(page.log), oldest: page.oldest, newest: page.newest,
            entries: entries)
    }
}

extension API.LogName {
    init(_ name: PumpLogName) {
        self =
            switch name {
            case .events: .events
            case .faults: .faults
            }
    }

    var name: PumpLogName {
        switch self {
        case .events: .events
        case .faults: .faults
        }
    }
}

extension API.LogEntry {
    init(_ event: PumpEvent) {
        let (kind, text) = event.kind.told
        self.init(number: event.number, at: event.at.description, kind: kind, text: text)
    }

    init(_ fault: PumpFault) {
        self.init(number: fault.number, at: fault.at.description, kind: fault.kind.name, text: fault.kind.text)
    }
}

extension PumpEvent.Kind {
    /// The stable name, and a few words.
    fileprivate var told: (kind: String, text: String) {
        switch self {
        case .alarmRaised(let cause): ("alarmRaised", "\(cause.name) raised")
        case .alarmCleared(let cause): ("alarmCleared", "\(cause.name) cleared")
        case .programChanged(let revision): ("programChanged", "revision \(revision) applied")
        case .stagedExpired(let id): ("stagedExpired", "the change \(id) was held and never confirmed")
        case .refilled(let volume): ("refilled", "reservoir filled to \(volume)")
        case .setUpChanged: ("setUpChanged", "set up for its patient")
        case .clockCorrected(let clock): ("clockCorrected", "schedule clock corrected by \(clock.milliseconds) ms")
        case .patientBolus(let dose): ("patientBolus", "the patient gave himself \(dose)")
        case .patientBolusRefused: ("patientBolusRefused", "a bolus that the patient asked for was refused")
        }
    }
}

extension PumpFault.Kind {
    fileprivate var text: String {
        switch self {
        case .motorStalled: "the motor stood still"
        case .motorRecovered: "the motor turned again"
        case .memoryCorrected: "a memory error was corrected"
        case .memoryLost: "memory was lost: the rate fell to the minimum"
        case .telemetryHang: "interference held the pump in its telemetry mode"
        case .batteryLow: "the battery was low"
        case .powerLost: "the power was lost"
        case .selfTestFailed: "the self-test failed"
        case .limitRefused: "a request was refused by the pump's own limits"
        }
    }
}
