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
        ]
        for (request, reply) in pairs { #expect(reply.rawValue == request.rawValue | 0x8000) }
    }

    /// What a confirmation's digest covers is what a stage carries, to the byte.
    @Test(arguments: 0..<50)
    func programBytesAreThoseOfAStage(seed: Int) {
        var seeded = Seeded(UInt64(seed))
        let program = seeded.program()
        let request = StageRequest(
            pump: seeded.serial(), transaction: seeded.transaction(), baseRevision: seeded.revision(),
            lifetime: seeded.quantity(), program: program)
        let body = Envelope(requestID: 1, message: .stage(request)).encoded()
        #expect(Array(body.suffix(program.wireBytes.count)) == program.wireBytes)
        #expect(program.wireBytes.count == body.count - 6 - 1 - request.pump.text.utf8.count - 24)
    }

    /// Two programs with the same bytes would share a digest.
    @Test func differentProgramsDiffer() {
        var seeded = Seeded(3)
        let programs = Set((0..<2_000).map { _ in seeded.program() })
        #expect(Set(programs.map(\.wireBytes)).count == programs.count)
    }
}
