import HTTPFixtures
import Access
import ControlAPI
import Glibc
import PumpModel
import Testing
import WandProtocol

@testable import ControlServer

/// Every route against every set of roles: what is refused reaches nobody but the audit trail.
@Suite(.timeLimit(.minutes(10)))
struct AccessMatrixTests {
    /// One request that succeeds for whoever may make it.
    struct Asked: Sendable {
        var line: String
        var json: String?
        var status = 200
        /// Nil for anybody who may connect.
        var roles: Set<Role>?
    }

    private static let everyRole = Set(Role.allCases)
    private static let change =
        #"{"pumpSerial":"ITB-4711","baseRevision":17,"program":{"mode":"stopped"},"operator":"A","reason":"r"}"#

    /// Written out here a second time: the daemon's own table is what is tested.
    static func asked(_ route: API.Route) -> Asked {
        switch route {
        case .description: Asked(line: "GET /openapi.json")
        case .version: Asked(line: "GET /v1/version")
        case .caller: Asked(line: "GET /v1/caller")
        case .health: Asked(line: "GET /v1/health", roles: everyRole)
        case .wands: Asked(line: "GET /v1/wands", roles: everyRole)
        case .wand: Asked(line: "GET /v1/wands/bench", roles: everyRole)
        case .interrogate: Asked(line: "POST /v1/wands/bench/interrogations", roles: [.clinician])
        case .pumps: Asked(line: "GET /v1/pumps", roles: everyRole)
        case .pump: Asked(line: "GET /v1/pumps/ITB-4711", roles: everyRole)
        case .card: Asked(line: "GET /v1/pumps/ITB-4711/card", roles: everyRole)
        case .pumpLog: Asked(line: "GET /v1/pumps/ITB-4711/log", roles: [.clinician])
        case .stop:
            Asked(
                line: "POST /v1/pumps/ITB-4711/stop", json: #"{"operator":"A","reason":"r"}"#, status: 202,
                roles: everyRole)
        case .discharge: Asked(line: "POST /v1/pumps/ITB-4711/discharge", roles: [.clinician])
        case .commands: Asked(line: "GET /v1/commands", roles: everyRole)
        case .submit: Asked(line: "POST /v1/commands", json: change, status: 202, roles: [.clinician])
        case .command: Asked(line: "GET /v1/commands/\(Sample.id)", roles: everyRole)
        case .confirm:
            Asked(
                line: "POST /v1/commands/\(Sample.id)/confirmation", json: #"{"digest":"\#(Sample.digest)"}"#,
                roles: [.clinician])
        case .cancel: Asked(line: "POST /v1/commands/\(Sample.id)/cancellation", roles: [.clinician])
        case .limits: Asked(line: "POST /v1/limits", json: change, roles: [.clinician])
        case .library: Asked(line: "GET /v1/library", roles: everyRole)
        case .alarms: Asked(line: "GET /v1/alarms", roles: everyRole)
        case .acknowledge: Asked(line: "POST /v1/alarms/5/acknowledgement", roles: [.clinician])
        case .silence: Asked(line: "POST /v1/alarms/5/silence", roles: [.clinician])
        // a stream has no end to wait for; its head is asked for in the same way
        case .events: Asked(line: "HEAD /v1/events", roles: everyRole)
        case .audit: Asked(line: "GET /v1/audit", roles: [.clinician, .administrator])
        case .auditHead: Asked(line: "GET /v1/audit/head", roles: [.clinician, .administrator])
        case .signIn: Asked(line: "POST /v1/sign-in", roles: [.clinician])
        case .signOut: Asked(line: "POST /v1/sign-out", roles: [.clinician])
        case .settings: Asked(line: "GET /v1/configuration", roles: [.administrator])
        case .reload: Asked(line: "POST /v1/configuration/reload", roles: [.administrator])
        }
    }

    static let roleSets: [[Role]] = [
        [], [.observer], [.clinician], [.administrator], [.observer, .clinician], [.observer, .administrator],
        [.clinician, .administrator], Role.allCases,
    ]

    private static var backend: FakeBackend {
        var script = FakeBackend.Script()
        script.logPage = LogPage(pump: Sample.serial, oldest: 0, newest: 0, entries: .events([]))
        return FakeBackend(script)
    }

    @Test(arguments: roleSets)
    func everyRouteIsForItsRoles(roles: [Role]) async throws {
        try await ServerFixture.run(Self.backend, policy: .giving(roles)) { server in
            for route in API.Route.allCases {
                let asked = Self.asked(route)
                let (before, noted) = (server.backend.asked.count, server.backend.notes.count)
                let answer = try await HTTPAnswer.request(server.path, asked.line, json: asked.json)
                guard let needed = asked.roles, needed.isDisjoint(with: roles) else {
                    #expect(answer.status == asked.status, "\(route) for \(roles)")
                    continue
                }
                #expect(answer.status == 403, "\(route) for \(roles)")
                if !asked.line.hasPrefix("HEAD") {
                    #expect(try answer.problem().type == API.ProblemType.notPermitted.urn)
                }
                #expect(server.backend.asked.count == before, "\(route) reached the daemon for \(roles)")
                let refusal = AccessNote.Event.refused(route: route.rawValue, problem: "not-permitted")
                #expect(server.backend.notes.dropFirst(noted).map(\.event) == [refusal])
                #expect(server.backend.notes.last?.userID == getuid())
            }
        }
    }

    @Test func aRoleMayBeThatOfAGroup() async throws {
        let policy = AccessPolicy([.administrator: .init(groups: [getgid()])])
        try await ServerFixture.run(policy: policy) { server in
            let settings = try await HTTPAnswer.request(server.path, "GET /v1/configuration").status
            let interrogation = try await HTTPAnswer.request(server.path, "POST /v1/wands/bench/interrogations").status
            #expect(settings == 200 && interrogation == 403)
        }
        let others = AccessPolicy([.administrator: .init(users: [getuid() + 1], groups: [getgid() + 1])])
        try await ServerFixture.run(policy: others) { server in
            let settings = try await HTTPAnswer.request(server.path, "GET /v1/configuration").status
            #expect(settings == 403)
        }
    }

    @Test func whoAsksIsTold() async throws {
        try await ServerFixture.run(policy: .giving([.clinician, .observer])) { server in
            let text = try await HTTPAnswer.request(server.path, "GET /v1/caller").body
            let caller = try JSONText.decode(API.Caller.self, from: text.utf8)
            #expect(caller.userID == getuid() && caller.user == "user-\(getuid())")
            #expect(caller.roles == [.observer, .clinician])
            #expect(caller.isSignedIn && caller.inactivitySeconds == 180 && caller.secondPerson == .never)
            let end = server.backend.clock.now().utc.advanced(byMilliseconds: 180_000)
            #expect(caller.signedInUntil == end.description)
        }
    }

    @Test func theHeadOfAnAnswerIsForTheSameRoles() async throws {
        try await ServerFixture.run(policy: .giving([])) { server in
            let pumps = try await HTTPAnswer.request(server.path, "HEAD /v1/pumps").status
            let version = try await HTTPAnswer.request(server.path, "HEAD /v1/version").status
            #expect(pumps == 403 && version == 200)
        }
    }

    @Test func aRefusalSaysWhatWouldBeNeeded() async throws {
        try await ServerFixture.run(policy: .giving([.observer])) { server in
            let answer = try await HTTPAnswer.request(server.path, "POST /v1/wands/bench/interrogations")
            let problem = try answer.problem()
            #expect(problem.detail.contains("takes clinician") && problem.detail.contains("the role observer"))
            #expect(problem.whatToDo.contains("access:"))
        }
    }
}
