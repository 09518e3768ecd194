import AuditTrail
import Dosing
import PumpModel
import WandService

@testable import CommandQueue

/// One of everything, with numbers that differ from each other so that a mix-up shows.
enum Sample {
    static let serial = PumpSerial(checked: "ITB-4711")
    static let id = TransactionID(high: 0x0123_4567_89ab_cdef, low: 0xfedc_ba98_7654_3210)
    static let readAt = Timestamp(clamping: 1_760_000_000_000)
    static let digest = String(repeating: "5a", count: 32)

    static func daily(_ nanogramsPerDay: Int64) -> DailyDose { DailyDose(checked: nanogramsPerDay) }

    static func report(
        program: Program = .simpleContinuous(daily(100_000)), stoppedSince: Timestamp? = nil, alarms: [Alarm] = []
    ) -> PumpReport {
        PumpReport(
            identity: PumpIdentity(
                serial: serial, model: "Model 40", firmware: "2.1", reservoirSize: Volume(checked: 40_000_000),
                calibrationConstant: 987),
            clock: readAt.advanced(byMilliseconds: 2_500), drug: .baclofen, concentration: Concentration(checked: 500),
            revision: ProgramRevision(17), program: program, programmedAt: readAt.advanced(byMilliseconds: -86_400_000),
            actualFlow: Flow(checked: 200_000), bolusRemaining: .zero, reservoir: Volume(checked: 18_500_000),
            lowReservoirVolume: Volume(checked: 2_000_000), residualVolume: Volume(checked: 1_400_000),
            minimumFlow: Flow(checked: 6_000), serviceDaysRemaining: 900, stoppedSince: stoppedSince, staged: nil,
            lastApplied: AppliedTransaction(transaction: id, revision: ProgramRevision(17), at: readAt),
            appliedCount: 16, newestEvent: 44, alarms: alarms)
    }

    static func pump(_ report: PumpReport = report(), ageMilliseconds: Int64 = 4_000) -> PumpSnapshot {
        PumpSnapshot(
            known: KnownPump(report: report, readAt: Moment(uptimeMilliseconds: 50, utc: readAt)),
            ageMilliseconds: ageMilliseconds, wand: "bench")
    }

    static func wand(
        _ name: String = "bench", port: WandSnapshot.Port = .open(path: "/dev/ttyUSB0"), isUnpaired: Bool = false,
        hasSession: Bool = true, stoppedPumps: [WandSnapshot.StoppedPump] = []
    ) -> WandSnapshot {
        var counters = WandSnapshot.Counters()
        counters.framesReceived = 21
        counters.framesCorrupt = .max
        return WandSnapshot(
            name: name, port: port,
            session: hasSession
                ? .init(wand: WandSerial(checked: "W-1"), model: "Wand", firmware: "1.0", openedAt: readAt) : nil,
            status: .init(
                readAt: readAt, uptimeSeconds: 77,
                pump: .init(serial: serial, isImplanted: true, strengthPercent: 83)),
            isUnpaired: isUnpaired, counters: counters, stoppedPumps: stoppedPumps)
    }

    /// Five audit records, with text that JSON can spell in more than one way.
    static let trail: [AuditRecord] = {
        var chain = AuditChain(head: .beginning)
        return (1...5).map { number in
            chain.append([
                "at": .string(readAt.description), "kind": "stop", "reason": "drowsy / \u{7F} \"é\"", "user": "rex",
                "userID": .integer(1_000 + number),
            ])
        }
    }()

    /// So many audit records that each tell of an alarm, after those of `chain`.
    static func alarmRecords(
        _ count: Int, after chain: inout AuditChain, name: String = "motorStall"
    ) -> [AuditRecord] {
        (0..<count).map { _ in chain.append(alarmEntry("raised", name: name)) }
    }

    /// What the trail says of an alarm of the pump.
    static func alarmEntry(_ event: String, name: String = "motorStall") -> CanonicalJSON {
        [
            "kind": "alarm", "event": .string(event), "at": .string(readAt.description), "alarm": .string(name),
            "priority": "high", "number": "7", "pump": .string(serial.text),
        ]
    }

    static let origin = Command.Origin(
        userID: 1_001, operatorName: "R. Example", reason: "spasticity", idempotencyKey: "k-1")

    static func command(
        id: TransactionID = id,
        order: Command.Order = .change(
            PumpChange(program: .simpleContinuous(daily(120_500))), base: ProgramRevision(17)),
        state: CommandState = .queued, proposal: Proposal? = nil
    ) -> Command {
        Command(
            id: id, pump: serial, order: order, origin: origin, acceptedAt: readAt,
            deadline: Command.Deadline(after: 900_000, from: Moment(uptimeMilliseconds: 0, utc: readAt)), state: state,
            proposal: proposal, version: 3, history: [.init(state: state, at: readAt)])
    }

    static let proposal = Proposal(
        PumpChange(program: .simpleContinuous(daily(120_500))), on: report(), softLimits: [.startFromZero])

    /// At least one of every kind of refusal; the test of the kinds compares them with the answers written out there.
    static let refusals: [Refusal] = [
        .unknownCommand(id), .unknownPump(serial), .staleReport(ageMilliseconds: 400_000, allowedMilliseconds: 300_000),
        .wrongPump(asked: serial, found: PumpSerial(checked: "OTHER-1")), .wrongPump(asked: serial, found: nil),
        .revisionMoved(asked: ProgramRevision(17), found: ProgramRevision(18)), .hardLimits([.totalOverflow]),
        .softLimits([.increase(basisPoints: 4_000, allowedPercent: 30)]), .queueFull(limit: 16),
        .deadlineOutOfRange(milliseconds: 1, allowedMilliseconds: Int64(2)...3), .linkDown, .noPumpInRange,
        .unsupported("bolus"),
        .unpairedPatient, .digestMismatch(expected: digest), .notAwaitingConfirmation(state: "queued"),
        .tooLateToCancel(state: "committing"), .alreadyEnded(state: "expired"), .idempotencyConflict(existing: id),
        .device(code: 9, detail: "busy"), .noAnswer, .journal("disk full"), .shuttingDown, .heldByOtherWand("left"),
    ]

    /// Every state there is.
    static let states: [CommandState] = [
        .queued, .validated, .staged, .awaitingConfirmation(until: readAt), .committing, .inDoubt,
        .verifying(revision: ProgramRevision(18)), .succeeded(revision: ProgramRevision(18)), .rejected(.linkDown),
        .failed(.noAnswer), .failed(.notApplied), .failed(.stagedDifferently), .failed(.journal("full")),
        .failed(.device(code: 3, detail: "no")), .cancelled(by: .client(userID: 5)), .cancelled(by: .stop(id)),
        .cancelled(by: .restart),
        .expired,
        .superseded(revision: ProgramRevision(18), by: ProgramRevision(19)),
        .mismatched(revision: ProgramRevision(18), found: .stopped),
    ]
}
