import CommandQueue
import Dosing
import PumpModel
import WandProtocol

/// Values that the tests share: one pump on a bench, its program and a change that passes all limits.
enum Fixture {
    static let pump = PumpSerial(checked: "P-1")
    static let otherPump = PumpSerial(checked: "P-2")
    static let base = ProgramRevision(7)
    static let next = ProgramRevision(8)
    static let old = Program.simpleContinuous(DailyDose(checked: 100_000))
    static let new = Program.simpleContinuous(DailyDose(checked: 120_000))
    static let at = Timestamp(clamping: 1_700_000_000_000)
    static let policy = QueuePolicy(rules: .bench, confirmationMilliseconds: 60_000)
    static let lifetimeMilliseconds: Int64 = 600_000

    static func report(
        _ program: Program = old, revision: ProgramRevision = base, serial: PumpSerial = pump,
        concentration: Int64 = 500, bolusRemaining: Int64 = 0
    ) -> PumpReport {
        PumpReport(
            identity: PumpIdentity(
                serial: serial, model: "VP-20", firmware: "1", reservoirSize: Volume(checked: 20_000_000),
                calibrationConstant: 1),
            clock: at, drug: .baclofen, concentration: Concentration(checked: concentration), revision: revision,
            program: program, programmedAt: at, actualFlow: Flow(checked: 200_000),
            bolusRemaining: Dose(checked: bolusRemaining), reservoir: Volume(checked: 15_000_000),
            lowReservoirVolume: Volume(checked: 2_000_000), residualVolume: Volume(checked: 1_400_000),
            minimumFlow: Flow(checked: 6_000), serviceDaysRemaining: 900, stoppedSince: nil, staged: nil,
            lastApplied: nil, appliedCount: revision.number, newestEvent: 0, alarms: [], setUp: setUp)
    }

    static let setUp = PatientCode("A.B.").map { patient in
        PumpSetUp(
            patient: patient, patientClass: .adultSpinal, tubingVolume: Volume(checked: 200_000),
            catheterLength: Length(checked: 760_000), catheterVolume: Volume(checked: 167_200),
            lowReservoirVolume: Volume(checked: 2_000_000), calibrationConstant: 1)
    }

    static func status(_ serial: PumpSerial? = pump, isImplanted: Bool = false) -> Message {
        .wandStatus(
            WandStatus(
                uptimeSeconds: 1, clock: at,
                pump: serial.map { WandStatus.Pump(serial: $0, isImplanted: isImplanted, strengthPercent: 80) }))
    }

    static func staged(
        _ id: TransactionID, _ program: Program = new, base: ProgramRevision = base
    ) -> Message {
        .staged(
            StagedProgram(
                transaction: id, baseRevision: base, program: program, remaining: TimeSpan(checked: 50_000)))
    }

    static func applied(_ id: TransactionID, _ revision: ProgramRevision = next) -> AppliedTransaction {
        AppliedTransaction(transaction: id, revision: revision, at: at)
    }

    static func transaction(_ id: TransactionID, _ outcome: TransactionStatus.Outcome) -> Message {
        .transactionStatus(TransactionStatus(transaction: id, outcome: outcome))
    }

    static func fault(_ code: FaultCode) -> Message { .fault(Fault(requestType: 0, code: code, detail: "no")) }

    static func origin(_ key: String? = nil, override: String? = nil, userID: UInt32 = 1_000) -> Command.Origin {
        Command.Origin(
            userID: userID, operatorName: "Ada", reason: "spasm", overrideReason: override, idempotencyKey: key)
    }

    static func request(
        _ program: Program = new, pump: PumpSerial = pump, base: ProgramRevision = base, key: String? = nil,
        override: String? = nil, lifetimeMilliseconds: Int64 = lifetimeMilliseconds
    ) -> CommandRequest {
        CommandRequest(
            pump: pump, baseRevision: base, program: program, origin: origin(key, override: override),
            lifetimeMilliseconds: lifetimeMilliseconds)
    }
}

/// The name of a message without its content.
func name(_ message: Message) -> String { "\(message.type)" }
