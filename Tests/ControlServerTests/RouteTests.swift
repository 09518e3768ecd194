import HTTPFixtures
import CommandQueue
import ControlAPI
import WandClient
import ControlServer
import Glibc
import PumpModel
import Testing
import WandService

@Suite(.timeLimit(.minutes(10)))
struct RouteTests {
    @Test func healthIsOkOnlyWithPairedSessions() async throws {
        try await ServerFixture.withClient { client, _ in
            let health = try await client.health()
            #expect(health.status == .ok)
            #expect(health.reasons.isEmpty)
            #expect(health.uptimeMilliseconds == 1_234)
            #expect(health.wands.map(\.pumpInRange) == ["ITB-4711"])
        }
    }

    @Test(arguments: [
        Sample.wand(isUnpaired: true), Sample.wand(hasSession: false),
        Sample.wand(port: .closed(configured: "/dev/x", reason: "unplugged", since: Sample.readAt)),
    ])
    func healthIsDegraded(by wand: WandSnapshot) async throws {
        var script = FakeBackend.Script()
        script.wands = [Sample.wand("good"), wand]
        try await ServerFixture.withClient(FakeBackend(script)) { client, _ in
            let health = try await client.health()
            #expect(health.status == .degraded)
            #expect(health.reasons.count == 1)
            #expect(health.reasons.first?.contains("bench") == true)
        }
    }

    @Test func aJournalThatTakesNothingDegrades() async throws {
        var script = FakeBackend.Script()
        try await ServerFixture.withClient(FakeBackend(script)) { client, _ in
            let health = try await client.health()
            #expect(health.journal == API.JournalHealth(writable: true, problem: nil))
        }
        script.journalProblem = "the disk is full: make room"
        try await ServerFixture.withClient(FakeBackend(script)) { client, _ in
            let health = try await client.health()
            #expect(health.journal == API.JournalHealth(writable: false, problem: "the disk is full: make room"))
            #expect(health.status == .degraded)
            #expect(health.reasons == ["journal: therapy is refused: the disk is full: make room"])
        }
    }

    @Test func versionIsTheOneGiven() async throws {
        try await ServerFixture.withClient { client, _ in
            let version = try await client.version()
            #expect(version == API.Version(version: "1.2.3", apiVersion: 1))
        }
    }

    @Test func wandsAreListedAndFoundByName() async throws {
        try await ServerFixture.withClient { client, _ in
            let wands = try await client.wands()
            #expect(wands.map(\.name) == ["bench"])
            let wand = try await client.wand("bench")
            #expect(wand == wands.first)
            #expect(wand.port.state == .open)
            #expect(wand.counters.framesCorrupt == .max)
            #expect(wand.status?.pumpInRange?.strengthPercent == 83)
            await expectProblem(.unknownWand) { try await client.wand("none") }
        }
    }

    @Test func interrogationAnswersThePump() async throws {
        try await ServerFixture.withClient { client, backend in
            let pump = try await client.interrogate(wand: "bench")
            #expect(pump.serial == "ITB-4711")
            #expect(backend.asked == [.interrogate("bench")])
            await expectProblem(.unknownWand) { try await client.interrogate(wand: "none") }
        }
    }

    @Test func aPumpIsShownExactly() async throws {
        try await ServerFixture.withClient { client, _ in
            let pump = try await client.pump("ITB-4711")
            #expect(try await client.pumps() == [pump])
            #expect(pump.revision == 17)
            #expect(pump.program.doseNanogramsPerDay == 100_000)
            #expect(pump.program.doseMicrogramsPerDay == "100")
            #expect(pump.total24HoursNanograms == 100_000)
            #expect(pump.pumpClockOffsetMilliseconds == 2_500)
            #expect(pump.ageMilliseconds == 4_000)
            #expect(pump.withdrawal == nil)
            #expect(!pump.hasCriticalAlarm)
            await expectProblem(.unknownPump) { try await client.pump("NONE-1") }
            await expectProblem(.invalidParameter) { try await client.pump("lower case") }
        }
    }

    @Test func theETagIsTheRevision() async throws {
        try await ServerFixture.run { server in
            let answer = try await HTTPAnswer.request(server.path, "GET /v1/pumps/ITB-4711")
            #expect(answer.headers["etag"] == "\"17\"")
            #expect(answer.headers["content-type"] == "application/json")
            // what has no value is null, not absent
            #expect(answer.body.contains("\"withdrawal\":null"))
        }
    }

    @Test func theCardHasItsDates() async throws {
        try await ServerFixture.withClient { client, _ in
            let card = try await client.card("ITB-4711")
            // 16.5 mL at 0.2 mL/day, 2.5 % fast: 80 days and some hours
            #expect(card.lowReservoirDate?.hasPrefix("2025-12-28") == true)
            #expect(card.refillBy?.hasPrefix("2025-12-25") == true)
            #expect(card.total24HoursMicrograms == "100")
        }
    }

    @Test(arguments: ["Ward 3, +00 000 000", nil])
    func theCardSaysWhoToCall(contact: String?) async throws {
        var script = FakeBackend.Script()
        script.contact = contact
        try await ServerFixture.withClient(FakeBackend(script)) { client, _ in
            let card = try await client.card("ITB-4711")
            #expect(card.contact == contact)
        }
    }

    @Test func theKernelSaysWhoAsks() async throws {
        try await ServerFixture.withClient { client, backend in
            _ = try await client.cancel(Sample.id.description)
            #expect(backend.asked == [.cancel(Sample.id, userID: getuid())])
        }
    }

    @Test func aStopIsAccepted() async throws {
        try await ServerFixture.withClient { client, backend in
            let request = API.StopRequest(operator: "R. Example", reason: "drowsy")
            _ = try await client.stop("ITB-4711", request, idempotencyKey: "s-1")
            let origin = Command.Origin(
                userID: getuid(), operatorName: "R. Example", reason: "drowsy", idempotencyKey: "s-1")
            #expect(backend.asked == [.stop(Sample.serial, origin)])
        }
    }
}

/// Expects the call to be answered with a problem of this type.
func expectProblem<Answer>(
    _ type: API.ProblemType, sourceLocation: SourceLocation = #_sourceLocation,
    _ call: () async throws -> Answer
) async {
    do {
        _ = try await call()
        Issue.record("no problem", sourceLocation: sourceLocation)
    } catch ControlClientError.problem(let problem) {
        #expect(problem.type == type.urn, sourceLocation: sourceLocation)
        #expect(problem.status == type.status, sourceLocation: sourceLocation)
        #expect(!problem.detail.isEmpty && !problem.whatToDo.isEmpty, sourceLocation: sourceLocation)
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
    }
}
