import HTTPFixtures
import AuditTrail
import ControlAPI
import WandClient
import ControlServer
import PumpModel
import Testing

@Suite(.timeLimit(.minutes(10)))
struct AuditRouteTests {
    private static func head(_ record: AuditRecord) -> AuditHead {
        AuditHead(sequence: record.sequence, hash: record.hash)
    }

    @Test func theHeadIsTold() async throws {
        try await ServerFixture.withClient { client, _ in
            let bounds = try await client.auditBounds()
            #expect(bounds.anchor == AuditHead.beginning.text)
            #expect(bounds.head == Self.head(Sample.trail[4]).text)
        }
    }

    @Test func recordsStandAsInAnExport() async throws {
        try await ServerFixture.run { server in
            let answer = try await HTTPAnswer.request(server.path, "GET /v1/audit")
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.headers["cache-control"] == "no-store")
            for record in Sample.trail { #expect(answer.body.contains(record.line())) }
            let page = try JSONText.decode(API.AuditPage.self, from: answer.body.utf8)
            #expect(page.records == Sample.trail)
            #expect(page.next == nil)
            #expect(answer.body == page.text + "\n")
        }
    }

    static let pages: [(Int64, Int, [Int64], Int64?)] = [
        (0, 2, [1, 2], 2), (2, 2, [3, 4], 4), (4, 2, [5], nil), (5, 2, [], nil), (0, 5, [1, 2, 3, 4, 5], nil),
        (0, 4, [1, 2, 3, 4], 4), (.max - 1, 1, [], nil),
    ]

    @Test(arguments: pages)
    func pagesFollowEachOther(after: Int64, limit: Int, numbers: [Int64], next: Int64?) async throws {
        try await ServerFixture.withClient { client, backend in
            let page = try await client.audit(after: after, limit: limit, API.AuditFilter())
            #expect(page.records.map(\.sequence) == numbers)
            #expect(page.next == next)
            #expect(page.head == Self.head(Sample.trail[4]).text)
            // one more than the page has, to know whether there is another
            #expect(backend.asked == [.audit(after: after, limit: limit + 1, AuditQuery())])
        }
    }

    @Test func aTrailThatLostItsBeginningSaysSo() async throws {
        var script = FakeBackend.Script()
        script.anchor = Self.head(Sample.trail[1])
        script.trail.removeFirst(2)
        try await ServerFixture.withClient(FakeBackend(script)) { client, _ in
            let page = try await client.audit(after: 0, limit: 100, API.AuditFilter())
            #expect(page.anchor == Self.head(Sample.trail[1]).text)
            #expect(page.records.map(\.sequence) == [3, 4, 5])
        }
    }

    @Test func everyFilterReachesTheStore() async throws {
        try await ServerFixture.withClient { client, backend in
            let filter = API.AuditFilter(
                pump: "ITB-4711", command: Sample.id.description, kind: .digestRefusal, userID: 1_001,
                since: "2026-11-23T01:33:05.120Z", until: "2026-11-23T01:33:05.121Z")
            _ = try await client.audit(after: 7, limit: 1_000, filter)
            let since = try #require(Timestamp("2026-11-23T01:33:05.120Z"))
            let query = AuditQuery(
                pump: "ITB-4711", command: Sample.id.description, kind: "digestRefusal", userID: 1_001, since: since,
                until: since.advanced(byMilliseconds: 1))
            #expect(backend.asked == [.audit(after: 7, limit: 1_001, query)])
        }
    }

    @Test func withoutParametersAHundredAreAskedFor() async throws {
        try await ServerFixture.run { server in
            _ = try await HTTPAnswer.request(server.path, "GET /v1/audit?since=2026-11-23T01:33:05Z")
            let query = AuditQuery(since: Timestamp("2026-11-23T01:33:05.000Z"))
            #expect(server.backend.asked == [.audit(after: 0, limit: 101, query)])
        }
    }

    @Test(arguments: [
        ("after=-1", "after"), ("after=x", "after"), ("after=9223372036854775807", "after"), ("limit=0", "limit"),
        ("limit=1001", "limit"), ("limit=", "limit"), ("pump=itb", "pump"), ("command=12", "command"),
        ("kind=dose", "kind"), ("kind=Stop", "kind"), ("user=rex", "user"), ("user=4294967296", "user"),
        ("user=-1", "user"), ("since=yesterday", "since"), ("since=2026-02-30T00:00:00Z", "since"),
        ("since=2026-11-23", "since"), ("until=2026-11-23T01:33:05%2B01:00", "until"),
        ("since=2026-11-23T01:33:05Z&until=2026-11-23T01:33:04.999Z", "until"), ("order=newest", "order"),
        ("kind=stop&kind=stop", "kind"),
    ])
    func aWrongParameterIsNamed(query: String, parameter: String) async throws {
        try await ServerFixture.run { server in
            let answer = try await HTTPAnswer.request(server.path, "GET /v1/audit?\(query)")
            let problem = try answer.problem()
            #expect(answer.status == 400)
            #expect(problem.type == API.ProblemType.invalidParameter.urn)
            #expect(problem.member == parameter)
            #expect(problem.allowed?.isEmpty == false)
            #expect(server.backend.asked.isEmpty)
        }
    }

    @Test(arguments: ["/v1/audit/head?after=1", "/v1/audit/5", "/v1/audit/head/x"])
    func nothingElseIsThere(path: String) async throws {
        try await ServerFixture.run { server in
            let answer = try await HTTPAnswer.request(server.path, "GET \(path)")
            #expect([400, 404].contains(answer.status))
        }
    }

    @Test func theTrailTakesNoWrites() async throws {
        try await ServerFixture.run { server in
            for method in ["POST", "PUT", "DELETE", "PATCH"] {
                let answer = try await HTTPAnswer.request(server.path, "\(method) /v1/audit")
                #expect(answer.status == 405)
                #expect(answer.headers["allow"] == "GET or HEAD" || answer.headers["allow"] == "GET, HEAD")
            }
        }
    }

    @Test func aTrailThatCanNotBeReadIsSaid() async throws {
        var script = FakeBackend.Script()
        script.unavailable = AuditUnavailable("/x/journal.db: record 7 is unreadable")
        try await ServerFixture.withClient(FakeBackend(script)) { client, _ in
            await expectProblem(.auditUnavailable) { try await client.auditBounds() }
            await expectProblem(.auditUnavailable) {
                try await client.audit(after: 0, limit: 1, API.AuditFilter())
            }
            let error = await #expect(throws: ControlClientError.self) { try await client.auditBounds() }
            guard case .problem(let problem) = error else { return }
            #expect(problem.status == 503)
            #expect(problem.detail == "/x/journal.db: record 7 is unreadable")
        }
    }
}
