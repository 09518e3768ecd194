internal import PumpModel
internal import VirtualWand
internal import WandProtocol

/// What the pump logs, as it is heard or would be read.
extension Tale {
    mutating func add(_ event: PumpEvent, _ now: Int64, clock: Timestamp, _ memory: PumpMemory) {
        let late = late(event.at, clock)
        switch event.kind {
        case .alarmRaised(let cause): add(.pump, now, "ALARMS \(cause.name)\(late)")
        case .alarmCleared(let cause): add(.pump, now, "alarms no more of \(cause.name)\(late)")
        case .programChanged(let revision):
            add(.pump, now, "revision \(revision): \(memory.program)")
        case .stagedExpired: add(.pump, now, "forgets a change that was never confirmed")
        case .refilled(let volume): add(.pump, now, "holds \(volume) of \(memory.concentration)")
        case .setUpChanged:
            if let setUp = memory.setUp { add(.pump, now, "is set up for \(setUp.patient): line \(setUp.lineVolume)") }
        case .clockCorrected(let correction):
            add(.pump, now, "reads its schedule \(StoryText.signed(correction.milliseconds)) from its clock")
        case .patientBolus(let dose): add(.pump, now, "gives the patient a bolus of \(dose)")
        case .patientBolusRefused: add(.pump, now, "refuses the patient a bolus")
        }
    }

    mutating func add(_ fault: PumpFault, _ now: Int64, clock: Timestamp) {
        add(.pump, now, "fault log: \(fault.kind.name)\(late(fault.at, clock))")
    }

    /// What is logged later than it happened.
    private func late(_ at: Timestamp, _ clock: Timestamp) -> String {
        guard clock.milliseconds(since: at) >= 60_000 else { return "" }
        let time = local(at)
        return ", logged late: it was \(time.date) \(time.clock)"
    }
}
