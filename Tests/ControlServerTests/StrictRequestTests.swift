import HTTPFixtures
import CommandQueue
import ControlAPI
import PumpModel
import Testing

/// A request that is nearly right is refused, and the answer names what is wrong; nothing reaches the backend.
@Suite(.timeLimit(.minutes(10)))
struct StrictRequestTests {
    private static let valid =
        #"{"pumpSerial":"ITB-4711","baseRevision":17,"operator":"R","reason":"r","program":{"mode":"minimumRate"}}"#

    /// The valid submission with one text replaced.
    private static func with(_ old: String, _ new: String) -> String {
        let parts = valid.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        precondition(parts.count == 2)
        return parts[0] + new + parts[1]
    }

    private static func program(_ members: String) -> String { with(#""mode":"minimumRate""#, members) }

    static let wrongMembers: [(String, String)] = [
        (with(#""reason""#, #""reeson":"x","reason""#), "reeson"),
        (with(#","reason":"r""#, ""), "reason"),
        (with(#""reason":"r""#, #""reason":7"#), "reason"),
        (with(#""reason":"r""#, #""reason":null"#), "reason"),
        (with(#""reason":"r""#, #""reason":"""#), "reason"),
        (with(#""reason":"r""#, #""reason":"  ""#), "reason"),
        (with(#""reason":"r""#, #""reason":"a\u0000b""#), "reason"),
        (with(#""reason":"r""#, "\"reason\":\"\(String(repeating: "x", count: 257))\""), "reason"),
        (with(#""operator":"R","#, ""), "operator"),
        (with(#""pumpSerial":"ITB-4711""#, #""pumpSerial":"itb""#), "pumpSerial"),
        (with("17", "17.0"), "baseRevision"), (with("17", "1e1"), "baseRevision"), (with("17", "-1"), "baseRevision"),
        (with("17", "4294967296"), "baseRevision"), (with("17", "\"17\""), "baseRevision"),
        (with("17", "99999999999999999999"), "baseRevision"),
        (with(#"{"mode":"minimumRate"}"#, "[]"), "program"),
        (program(#""mode":"dance""#), "program.mode"), (program(#""mode":"flex""#), "program.schedule"),
        (program(#""mode":true"#), "program.mode"),
        (program(#""mode":"minimumRate","doseNanogramsPerDay":1"#), "program.doseNanogramsPerDay"),
        (program(#""mode":"simpleContinuous""#), "program.doseMicrogramsPerDay"),
        (program(#""mode":"simpleContinuous","doseMicrogramsPerDay":120.5"#), "program.doseMicrogramsPerDay"),
        (program(#""mode":"simpleContinuous","doseMicrogramsPerDay":"1e3""#), "program.doseMicrogramsPerDay"),
        (program(#""mode":"simpleContinuous","doseMicrogramsPerDay":"-1""#), "program.doseMicrogramsPerDay"),
        (program(#""mode":"simpleContinuous","doseMicrogramsPerDay":"0.0001""#), "program.doseMicrogramsPerDay"),
        (
            program(#""mode":"simpleContinuous","doseMicrogramsPerDay":"1","doseNanogramsPerDay":1000"#),
            "program.doseMicrogramsPerDay"
        ),
        (program(#""mode":"simpleContinuous","doseNanogramsPerDay":0.5"#), "program.doseNanogramsPerDay"),
        (
            program(
                #""mode":"simpleContinuous","doseNanogramsPerDay":1,"#
                    + #""once":{"kind":"bolus","doseNanograms":0,"durationSeconds":60}"#),
            "program.once.doseMicrograms"
        ),
        (
            program(
                #""mode":"simpleContinuous","doseNanogramsPerDay":1,"#
                    + #""once":{"kind":"bolus","doseNanograms":5,"durationSeconds":86401}"#),
            "program.once.durationSeconds"
        ),
        (program(#""mode":"stopped","once":{"kind":"bolus","doseNanograms":5,"durationSeconds":60}"#), "program.once"),
        (program(#""mode":"simpleContinuous","doseNanogramsPerDay":1,"once":{"kind":"flush"}"#), "program.once.kind"),
        (program(#""mode":"flex","schedule":{"utcOffsetMinutes":7,"days":[]}"#), "program.schedule.utcOffsetMinutes"),
        (program(#""mode":"flex","schedule":{"utcOffsetMinutes":0,"days":[]}"#), "program.schedule.days"),
        (
            program(
                #""mode":"flex","schedule":{"utcOffsetMinutes":0,"days":[{"weekdays":["monday"],"totalNanograms":24,"#
                    + #""steps":[{"start":"00:00","nanogramsPerHour":1}]}]}"#),
            "program.schedule.days"
        ),
        (
            program(
                #""mode":"flex","schedule":{"utcOffsetMinutes":0,"days":[{"weekdays":["monday"],"totalNanograms":24,"#
                    + #""steps":[{"start":"0:00","nanogramsPerHour":1}]}]}"#),
            "program.schedule.days[0].steps[0].start"
        ),
        (
            program(
                #""mode":"periodicBoluses","doseNanogramsPerDay":1,"periodic":{"doseNanograms":5,"#
                    + #""durationSeconds":60,"intervalMinutes":7,"firstAfterMinutes":0}"#),
            "program.periodic.intervalMinutes"
        ),
        (
            program(
                #""mode":"simpleContinuous","doseNanogramsPerDay":1,"patientBolus":{"doseNanograms":5,"#
                    + #""durationSeconds":3600,"allottedPer24Hours":1,"lockoutMinutes":59}"#),
            "program.patientBolus.lockoutMinutes"
        ),
        (with(#""reason""#, #""lifetimeSeconds":14,"reason""#), "lifetimeSeconds"),
        (with(#""reason""#, #""lifetimeSeconds":3601,"reason""#), "lifetimeSeconds"),
    ]

    @Test(arguments: wrongMembers)
    func theMemberIsNamed(json: String, member: String) async throws {
        let problem = try await problem(json: json)
        #expect(problem.type == API.ProblemType.invalidMember.urn)
        #expect(problem.member == member)
        #expect(problem.allowed?.isEmpty == false)
        #expect(problem.detail.hasPrefix(member + ":"))
    }

    @Test func theBaseOfAllTheseIsAccepted() async throws {
        try await ServerFixture.run { server in
            let answer = try await HTTPAnswer.request(server.path, "POST /v1/commands", json: Self.valid)
            #expect(answer.status == 202)
        }
    }

    @Test(arguments: [
        "", "{", "[]", "null", "1", "{\"a\":1,\"a\":2}", "{\"reason\":\"\\ud800\"}", valid + "x",
        String(repeating: "[", count: 5_000),
    ])
    func whatIsNotOneObjectIsRefused(json: String) async throws {
        #expect(try await problem(json: json).type == API.ProblemType.malformedJSON.urn)
    }

    private func problem(
        _ line: String = "POST /v1/commands", headers: [String] = [], json: String? = nil
    ) async throws -> API.Problem {
        let backend = FakeBackend()
        var problem: API.Problem?
        try await ServerFixture.run(backend) { server in
            let answer = try await HTTPAnswer.request(server.path, line, headers: headers, json: json)
            problem = try answer.problem()
            #expect(problem?.status == answer.status)
        }
        #expect(backend.asked.isEmpty)
        return try #require(problem)
    }

    private static let withoutBase = with(#""baseRevision":17,"#, "")

    @Test func aCommandWithoutBaseIsRefused() async throws {
        #expect(try await problem(json: Self.withoutBase).type == API.ProblemType.baseRevisionMissing.urn)
    }

    @Test func twoBasesThatDifferAreRefused() async throws {
        let problem = try await problem(headers: ["If-Match: \"18\""], json: Self.valid)
        #expect(problem.type == API.ProblemType.baseRevisionConflict.urn)
    }

    @Test(arguments: ["17", "\"\"", "*", "W/\"17\"", "\"17\", \"18\"", "\"017\"", "\"-1\"", "\"4294967296\""])
    func anEntityTagThatIsNoRevisionIsRefused(value: String) async throws {
        let problem = try await problem(headers: ["If-Match: \(value)"], json: Self.withoutBase)
        #expect(problem.type == API.ProblemType.invalidHeader.urn)
        #expect(problem.member == "If-Match")
    }

    @Test(arguments: [
        ["Idempotency-Key: a b"], ["Idempotency-Key: "], ["Idempotency-Key: \(String(repeating: "k", count: 256))"],
        ["Idempotency-Key: a", "Idempotency-Key: b"],
    ])
    func aKeyThatIsNotAcceptableIsRefused(headers: [String]) async throws {
        let problem = try await problem(headers: headers, json: Self.valid)
        #expect(problem.type == API.ProblemType.invalidHeader.urn)
        #expect(problem.member == "Idempotency-Key")
    }

    @Test(arguments: [
        ("GET /v1/commands?limit=0", "limit"), ("GET /v1/commands?limit=x", "limit"),
        ("GET /v1/commands?limit=1&limit=2", "limit"), ("GET /v1/commands?page=1", "page"),
        ("GET /v1/commands?pump=lower", "pump"), ("GET /v1/commands?after=1", "after"),
        ("GET /v1/commands/xyz", "id"), ("GET /v1/health?x=1", "x"),
        ("GET /v1/commands/\(Sample.id)?waitMilliseconds=5", "waitMilliseconds"),
        ("GET /v1/commands/\(Sample.id)?afterVersion=1&waitMilliseconds=30001", "waitMilliseconds"),
        ("POST /v1/commands?dryRun=yes", "dryRun"), ("GET /v1/pumps/lower", "serial"),
    ])
    func aParameterIsNamed(line: String, parameter: String) async throws {
        let problem = try await problem(line)
        #expect(problem.type == API.ProblemType.invalidParameter.urn)
        #expect(problem.member == parameter)
    }

    @Test(arguments: [
        ("GET /", API.ProblemType.notFound), ("GET /v2/health", .notFound), ("GET /v1/pumps/A/B/C", .notFound),
        ("DELETE /v1/health", .methodNotAllowed), ("GET /v1/pumps/ITB-4711/stop", .methodNotAllowed),
        ("PROPFIND /v1/commands", .methodNotAllowed), ("PUT /v1/commands/\(Sample.id)", .methodNotAllowed),
        ("POST /v1/commands", .notJSON),
    ])
    func paths(line: String, type: API.ProblemType) async throws {
        #expect(try await problem(line).type == type.urn)
    }

    @Test func aPathNamesItsMethods() async throws {
        try await ServerFixture.run { server in
            let answer = try await HTTPAnswer.request(server.path, "DELETE /v1/commands")
            #expect(answer.headers["allow"] == "GET, HEAD, POST")
        }
    }

    @Test func aBodyThatIsTooLargeIsRefused() async throws {
        let large = #"{"reason":""# + String(repeating: "x", count: 70_000) + #""}"#
        #expect(try await problem(json: large).type == API.ProblemType.bodyTooLarge.urn)
    }

    @Test func aMovedRevisionIsAFailedPreconditionOfIfMatch() async throws {
        let moved = FakeBackend(refusing: .revisionMoved(asked: .init(17), found: .init(18)))
        try await ServerFixture.run(moved) { server in
            let byHeader = try await HTTPAnswer.request(
                server.path, "POST /v1/commands", headers: ["If-Match: \"17\""], json: Self.withoutBase)
            #expect(byHeader.status == 412)
            #expect(try byHeader.problem().status == 412)
            let byMember = try await HTTPAnswer.request(server.path, "POST /v1/commands", json: Self.valid)
            #expect(byMember.status == 409)
        }
    }
}
