import PumpModel
import WandProtocol

/// Random values of the model: any that the types allow, their extremes often.
extension Seeded {
    mutating func quantity<Value: Quantity>(_ type: Value.Type = Value.self) -> Value {
        // what stands on the wire has 32 bits
        Value(checked: number(Value.range.lowerBound...min(Value.range.upperBound, Int64(UInt32.max))))
    }

    mutating func timestamp() -> Timestamp { Timestamp(clamping: number(Timestamp.range)) }

    mutating func transaction() -> TransactionID { TransactionID(high: any(), low: any()) }

    mutating func revision() -> ProgramRevision { ProgramRevision(any()) }

    mutating func serial<Value: SerialNumber>() -> Value {
        let characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
        let count = number(1...20)
        return Value(checked: String((0..<count).map { _ in one(of: characters) }))
    }

    /// At most 64 bytes of characters of one to four bytes, none of them a control character.
    mutating func text() -> String {
        let limit = number(0...Limits.wireStringBytes)
        var text = ""
        while true {
            let range: ClosedRange<UInt32> =
                one(of: [0x20...0x7E, 0x20...0x7E, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF])
            guard let scalar = Unicode.Scalar(number(range)) else { continue }
            let longer = text + String(Character(scalar))
            if longer.utf8.count > limit { return text }
            text = longer
        }
    }

    mutating func staged() -> StagedProgram {
        StagedProgram(
            transaction: transaction(), baseRevision: revision(), change: change(), remaining: quantity())
    }

    mutating func applied() -> AppliedTransaction {
        AppliedTransaction(transaction: transaction(), revision: revision(), at: timestamp())
    }

    mutating func report() -> PumpReport {
        let identity = PumpIdentity(
            serial: serial(), model: text(), firmware: text(), reservoirSize: quantity(), calibrationConstant: any())
        let causes = AlarmCause.allCases.filter { _ in Bool.random(using: &self) }
        return PumpReport(
            identity: identity, clock: timestamp(), drug: .baclofen, concentration: quantity(), revision: revision(),
            program: program(), programmedAt: timestamp(), actualFlow: quantity(), bolusRemaining: quantity(),
            reservoir: quantity(), lowReservoirVolume: quantity(), residualVolume: quantity(), minimumFlow: quantity(),
            serviceDaysRemaining: any(), stoppedSince: optional { $0.timestamp() }, staged: optional { $0.staged() },
            lastApplied: optional { $0.applied() }, appliedCount: any(), newestEvent: any(),
            alarms: causes.map { Alarm(cause: $0, since: timestamp()) }, newestFault: any(),
            clockCorrection: clockCorrection(), setUp: optional { $0.setUp() },
            lastRefill: optional {
                AppliedRefill(refill: $0.refill(), revision: $0.revision(), at: $0.timestamp())
            }, patientBoluses: any(),
            deliveredByHour: (0..<number(0...PumpReport.deliveredHours)).map { _ in quantity() })
    }
}
