import PumpModel
import Testing
import WandProtocol

/// The largest that each large message can be: it must fit what any peer takes, or it could never be sent.
struct LargestMessageTests {
    let serial = PumpSerial(checked: String(repeating: "9", count: 20))
    let id = TransactionID(high: .max, low: .max)
    let revision = ProgramRevision(.max)
    let text = String(repeating: "m", count: Limits.wireStringBytes)

    /// A different day of 13 steps for each weekday, a one-time delivery and a bolus on request.
    private func program() throws -> Program {
        let week = (0..<7).compactMap { day in
            DaySchedule(
                steps: (0..<DaySchedule.stepLimit).map { RateStep(startMinute: $0, rate: HourlyDose(checked: day)) })
        }
        let schedule = try #require(FlexSchedule(week: week, utcOffsetMinutes: 0))
        let bolus = try #require(Bolus(dose: Dose(checked: 1), duration: TimeSpan(checked: 1_000)))
        let patientBolus = try #require(PatientBolus(bolus: bolus, allottedPer24Hours: 1, lockoutMinutes: 1))
        return try #require(Program(base: .flex(schedule), once: .bolus(bolus), patientBolus: patientBolus))
    }

    private func change() throws -> PumpChange {
        PumpChange(
            program: try program(), refill: refill, setUp: try setUp(), clock: ClockCorrection.none)
    }

    private var refill: Refill {
        Refill(withdrawn: .zero, filled: .zero, drug: .baclofen, concentration: Concentration(checked: 1))
    }

    private func setUp() throws -> PumpSetUp {
        PumpSetUp(
            patient: try #require(PatientCode(String(repeating: "Z", count: 16))), patientClass: .child,
            tubingVolume: .zero, catheterLength: .zero, catheterVolume: .zero, lowReservoirVolume: .zero,
            calibrationConstant: 0)
    }

    private func report() throws -> PumpReport {
        PumpReport(
            identity: PumpIdentity(
                serial: serial, model: text, firmware: text, reservoirSize: .zero, calibrationConstant: 0),
            clock: .init(clamping: 0), drug: .baclofen, concentration: Concentration(checked: 1), revision: revision,
            program: try program(), programmedAt: .init(clamping: 0), actualFlow: .zero, bolusRemaining: .zero,
            reservoir: .zero, lowReservoirVolume: .zero, residualVolume: .zero, minimumFlow: .zero,
            serviceDaysRemaining: 0, stoppedSince: .init(clamping: 0),
            staged: StagedProgram(transaction: id, baseRevision: revision, change: try change(), remaining: .zero),
            lastApplied: AppliedTransaction(transaction: id, revision: revision, at: .init(clamping: 0)),
            appliedCount: 0, newestEvent: 0,
            alarms: AlarmCause.allCases.map { Alarm(cause: $0, since: .init(clamping: 0)) }, setUp: try setUp(),
            lastRefill: AppliedRefill(refill: refill, revision: revision, at: .init(clamping: 0)),
            deliveredByHour: Array(repeating: .zero, count: PumpReport.deliveredHours))
    }

    private func page() -> LogPage {
        // the event with the longest content
        let events = (1...Limits.wireListEntries).map {
            PumpEvent(pump: serial, number: UInt32($0), at: .init(clamping: 0), kind: .stagedExpired(id))
        }
        return LogPage(pump: serial, oldest: 1, newest: 32, entries: .events(events))
    }

    private func bytes(_ message: Message) -> Int { Envelope(requestID: 1, message: message).encoded().count }

    /// The numbers of section 6.3, which the document states.
    @Test func sizesAreThoseOfTheDocument() throws {
        let stage = StageRequest(
            pump: serial, transaction: id, baseRevision: revision, lifetime: .zero, change: try change())
        #expect(bytes(.stage(stage)) == 698)
        #expect(bytes(.logPage(page())) == 965)
        #expect(bytes(.pumpReport(try report())) == 1_771)
    }

    /// No random message is larger than what is held for the largest, and the largest fits a peer's smallest limit.
    @Test func largestFits() throws {
        let largest = bytes(.pumpReport(try report()))
        #expect(largest <= Limits.minimumPeerBodyBytes)
        var seeded = Seeded(8)
        for type in MessageType.allCases {
            let limit =
                switch type {
                case .stage: 698
                case .logPage: 965
                default: largest
                }
            for _ in 0..<500 { #expect(seeded.envelope(type).encoded().count <= limit) }
        }
    }
}
