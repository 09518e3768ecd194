import HTTPFixtures
import CommandQueue
import ControlAPI
import WandClient
import Dosing
import PumpModel
import Testing

@testable import ControlServer

@Suite(.timeLimit(.minutes(10)))
struct RefusalTests {
    /// The answer to each refusal, written out: a client relies on these.
    static let expected: [(Refusal, Int, String)] = [
        (.unknownCommand(Sample.id), 404, "unknown-command"), (.unknownPump(Sample.serial), 404, "unknown-pump"),
        (.staleReport(ageMilliseconds: 1, allowedMilliseconds: 2), 409, "stale-report"),
        (.wrongPump(asked: Sample.serial, found: nil), 409, "wrong-pump"),
        (.revisionMoved(asked: .init(1), found: .init(2)), 409, "revision-moved"),
        (.hardLimits([]), 422, "hard-limit"), (.softLimits([]), 422, "soft-limit"),
        (.queueFull(limit: 1), 429, "queue-full"),
        (.deadlineOutOfRange(milliseconds: 1, allowedMilliseconds: Int64(2)...3), 422, "deadline-out-of-range"),
        (.linkDown, 503, "link-down"), (.noPumpInRange, 503, "no-pump-in-range"),
        (.unsupported("x"), 501, "unsupported"), (.unpairedPatient, 403, "unpaired-patient"),
        (.digestMismatch(expected: ""), 409, "digest-mismatch"),
        (.notAwaitingConfirmation(state: ""), 409, "not-awaiting-confirmation"),
        (.tooLateToCancel(state: ""), 409, "too-late-to-cancel"), (.alreadyEnded(state: ""), 409, "already-ended"),
        (.idempotencyConflict(existing: Sample.id), 422, "idempotency-conflict"),
        (.device(code: 1, detail: ""), 502, "device"), (.noAnswer, 504, "no-answer"), (.journal(""), 503, "journal"),
        (.shuttingDown, 503, "shutting-down"), (.heldByOtherWand(""), 409, "held-by-other-wand"),
    ]

    @Test(arguments: expected)
    func eachRefusalHasItsStatusAndType(refusal: Refusal, status: Int, type: String) {
        let problem = ProblemError(refusal).problem
        #expect(problem.status == status)
        #expect(problem.type == "urn:wandd:problem:" + type)
    }

    @Test func noRefusalIsForgottenHere() {
        #expect(Set(Self.expected.map(\.0.problemType)) == Set(Sample.refusals.map(\.problemType)))
        #expect(Set(Self.expected.map(\.2)).count == Self.expected.count)
    }

    @Test(arguments: Sample.refusals)
    func eachRefusalReachesTheClient(refusal: Refusal) async throws {
        try await ServerFixture.withClient(FakeBackend(refusing: refusal)) { client, _ in
            let submission = CommandRouteTests.submission(API.Program(mode: .minimumRate))
            await expectProblem(refusal.problemType) { try await client.submit(submission, idempotencyKey: nil) }
            await expectProblem(refusal.problemType) { try await client.propose(submission) }
            await expectProblem(refusal.problemType) { try await client.command(Sample.id.description) }
            await expectProblem(refusal.problemType) { try await client.interrogate(wand: "bench") }
            await expectProblem(refusal.problemType) { try await client.cancel(Sample.id.description) }
            await expectProblem(refusal.problemType) {
                try await client.stop("ITB-4711", .init(operator: "R", reason: "r"), idempotencyKey: nil)
            }
        }
    }

    @Test func retriesAreAdvisedWhereTimeHelps() async throws {
        try await ServerFixture.run(FakeBackend(refusing: .shuttingDown)) { server in
            let answer = try await HTTPAnswer.request(server.path, "POST /v1/wands/bench/interrogations")
            #expect(answer.status == 503)
            #expect(answer.headers["retry-after"] == "5")
        }
    }

    @Test func theProblemCarriesTheNumbers() {
        let moved = ProblemError(.revisionMoved(asked: .init(17), found: .init(18))).problem
        #expect(moved.expectedRevision == 17)
        #expect(moved.foundRevision == 18)
        let soft = ProblemError(.softLimits([.increase(basisPoints: 4_000, allowedPercent: 30)])).problem
        #expect(soft.limits == [.init(code: "increase", text: "an increase of 40 % is above 30 %")])
        // the digest that would be right is not handed out: confirming means having read the proposal
        #expect(!"\(ProblemError(.digestMismatch(expected: Sample.digest)).problem)".contains(Sample.digest))
    }
}
