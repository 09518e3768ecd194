import PumpModel
import WandProtocol

/// Random events, faults and pages of a log.
extension Seeded {
    mutating func eventKind() -> PumpEvent.Kind {
        one(of: [
            .alarmRaised(one(of: AlarmCause.allCases)), .alarmCleared(one(of: AlarmCause.allCases)),
            .programChanged(revision()), .stagedExpired(transaction()), .refilled(quantity()), .setUpChanged,
            .clockCorrected(clockCorrection()), .patientBolus(quantity()), .patientBolusRefused,
        ])
    }

    mutating func page() -> LogPage {
        let pump: PumpSerial = serial()
        var numbers: Set<UInt32> = []
        for _ in 0..<number(0...Limits.wireListEntries) { numbers.insert(number(1...UInt32.max)) }
        let listed = numbers.sorted()
        let oldest = listed.first.map { number(1...$0) } ?? any()
        let newest = number((listed.last ?? oldest)...UInt32.max)
        let entries: LogPage.Entries =
            Bool.random(using: &self)
            ? .events(listed.map { PumpEvent(pump: pump, number: $0, at: timestamp(), kind: eventKind()) })
            : .faults(listed.map { PumpFault(number: $0, at: timestamp(), kind: one(of: PumpFault.Kind.allCases)) })
        return LogPage(pump: pump, oldest: oldest, newest: newest, entries: entries)
    }
}
