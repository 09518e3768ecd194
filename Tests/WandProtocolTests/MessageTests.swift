import PumpModel
import Testing
import WandProtocol

struct MessageTests {
    /// Section 8: after every fault but this one the change was certainly not made.
    @Test(arguments: FaultCode.allCases)
    func onlyALostPumpLeavesDoubt(_ code: FaultCode) {
        #expect(code.leavesOutcomeUnknown == (code == .telemetryLost))
    }

    @Test func faultCodesAreThoseOfTheDocument() {
        #expect(FaultCode.allCases.map(\.rawValue) == Array(1...12))
        #expect(FaultCode.telemetryLost.rawValue == 11)
    }

    /// A reply's type is its request's with the highest bit set.
    @Test func repliesAnswerTheirRequests() {
        let pairs: [(MessageType, MessageType)] = [
            (.readWandStatus, .wandStatus), (.interrogate, .pumpReport), (.stage, .staged), (.commit, .committed),
            (.queryTransaction, .transactionStatus), (.discard, .discarded), (.stop, .stopped),
            (.readLog, .logPage),
        ]
        for (request, reply) in pairs { #expect(reply.rawValue == request.rawValue | 0x8000) }
    }

    /// What a confirmation's digest covers is what a stage carries, to the byte.
    @Test(arguments: 0..<50)
    func changeBytesAreThoseOfAStage(seed: Int) {
        var seeded = Seeded(UInt64(seed))
        let change = seeded.change()
        let request = StageRequest(
            pump: seeded.serial(), transaction: seeded.transaction(), baseRevision: seeded.revision(),
            lifetime: seeded.quantity(), change: change)
        let body = Envelope(requestID: 1, message: .stage(request)).encoded()
        #expect(Array(body.suffix(change.wireBytes.count)) == change.wireBytes)
        #expect(change.wireBytes.count == body.count - 6 - 1 - request.pump.text.utf8.count - 24)
    }

    /// Two changes with the same bytes would share a digest.
    @Test func differentChangesDiffer() {
        var seeded = Seeded(3)
        let changes = Set((0..<2_000).map { _ in seeded.change() })
        #expect(Set(changes.map(\.wireBytes)).count == changes.count)
    }

    /// Section 4.1: what a change takes is what the session must have.
    @Test func capabilitiesOfAChange() throws {
        let bolus = try #require(Bolus(dose: Dose(checked: 1), duration: TimeSpan(checked: 1_000)))
        let timed = try #require(TimedVolume(volume: Volume(checked: 1), duration: TimeSpan(checked: 1_000)))
        let patient = try #require(PatientBolus(bolus: bolus, allottedPer24Hours: 1, lockoutMinutes: 1))
        let periodic = try #require(PeriodicBoluses(bolus: bolus, intervalMinutes: 1, firstAfterMinutes: 0))
        var seeded = Seeded(5)
        let programs: [(Program?, Capabilities)] = [
            (.stopped, .therapy), (.minimumRate, .therapy), (.simpleContinuous(.zero), .therapy),
            (.singleBolus(bolus, base: .zero), [.therapy, .bolus]), (.flex(seeded.schedule()), [.therapy, .schedules]),
            (Program(base: .periodicBoluses(periodic, .zero)), [.therapy, .schedules]),
            (Program(base: .minimumRate, patientBolus: patient), [.therapy, .schedules]),
            (Program(base: .minimumRate, once: .prime(timed)), [.therapy, .service]),
            (Program(base: .minimumRate, once: .bridge(timed)), [.therapy, .service]),
        ]
        for (program, needed) in programs {
            let program = try #require(program)
            #expect(Capabilities(neededFor: PumpChange(program: program)) == needed)
            let changes = [
                PumpChange(program: program, refill: seeded.refill()),
                PumpChange(program: program, setUp: seeded.setUp()),
                PumpChange(program: program, clock: seeded.clockCorrection()),
            ]
            for change in changes { #expect(Capabilities(neededFor: change) == needed.union(.service)) }
        }
    }
}
