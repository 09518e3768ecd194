import HTTPFixtures
import Access
import ControlAPI
import Glibc
import PumpModel
import Testing
import WandClient

@testable import CommandQueue
@testable import ControlServer

/// Therapy is changed by a clinician who is there.
@Suite(.timeLimit(.minutes(10)))
struct SignInRouteTests {
    private static let submission = CommandRouteTests.submission(API.Program(mode: .stopped))
    private static let confirmation = API.Confirmation(digest: Sample.digest, operator: "A")

    private func withServer(
        policy: AccessPolicy = .everything, isSignedIn: Bool = false, script: FakeBackend.Script = .init(),
        _ body: (ServerFixture, ControlClient) async throws -> Void
    ) async throws {
        try await ServerFixture.run(FakeBackend(script), policy: policy, isSignedIn: isSignedIn) { server in
            let client = server.client
            do { try await body(server, client) } catch {
                await client.close()
                throw error
            }
            await client.close()
        }
    }

    private func submit(_ client: ControlClient) async throws {
        _ = try await client.submit(Self.submission, idempotencyKey: nil)
    }

    @Test func therapyIsChangedAfterASignInOnly() async throws {
        try await withServer { server, client in
            await expectProblem(.signInRequired) { try await client.submit(Self.submission, idempotencyKey: nil) }
            await expectProblem(.signInRequired) {
                try await client.confirm(Sample.id.description, Self.confirmation)
            }
            #expect(server.backend.asked.isEmpty)
            #expect(
                server.backend.notes.map(\.event) == [
                    .refused(route: "submit", problem: "sign-in-required"),
                    .refused(route: "confirm", problem: "sign-in-required"),
                ])
            // what changes nothing, what takes back and what stops does not wait for it
            _ = try await client.propose(Self.submission)
            _ = try await client.cancel(Sample.id.description)
            _ = try await client.stop("ITB-4711", API.StopRequest(operator: "A", reason: "r"), idempotencyKey: nil)
            #expect(try await client.signIn().isSignedIn)
            try await submit(client)
            _ = try await client.confirm(Sample.id.description, Self.confirmation)
            #expect(server.backend.notes.last?.event == .signedIn)
            #expect(server.backend.asked.count == 5)
        }
    }

    @Test func itEndsWithItsUser() async throws {
        try await withServer(isSignedIn: true) { server, client in
            try await submit(client)
            let caller = try await client.signOut()
            #expect(!caller.isSignedIn && caller.signedInUntil == nil)
            #expect(server.backend.notes.last?.event == .signedOut(.signedOut))
            await expectProblem(.signInRequired) { try await client.submit(Self.submission, idempotencyKey: nil) }
        }
    }

    @Test func looksDoNotProlongIt() async throws {
        try await withServer(isSignedIn: true) { server, client in
            server.backend.clock.pass(seconds: 179)
            #expect(try await client.caller().isSignedIn)
            _ = try await client.pumps()
            server.backend.clock.pass(seconds: 1)
            #expect(try await client.caller().isSignedIn == false)
            await expectProblem(.signInRequired) { try await client.submit(Self.submission, idempotencyKey: nil) }
            // an act neither begins nor revives one
            _ = try await client.interrogate(wand: "bench")
            await expectProblem(.signInRequired) { try await client.submit(Self.submission, idempotencyKey: nil) }
            let ends = server.backend.notes.filter { $0.event == .signedOut(.inactive) }
            #expect(ends.count == 1)
        }
    }

    /// An emergency stop is an act like the others.
    @Test(arguments: [
        API.Route.interrogate, .stop, .discharge, .submit, .confirm, .cancel, .limits, .acknowledge, .silence, .reload,
    ])
    func actsProlongIt(route: API.Route) async throws {
        try await withServer(isSignedIn: true) { server, client in
            server.backend.clock.pass(seconds: 100)
            let asked = AccessMatrixTests.asked(route)
            let answer = try await HTTPAnswer.request(server.path, asked.line, json: asked.json)
            #expect(answer.status == asked.status)
            server.backend.clock.pass(seconds: 179)
            #expect(try await client.caller().isSignedIn)
            server.backend.clock.pass(seconds: 1)
            #expect(try await client.caller().isSignedIn == false)
        }
    }

    @Test func signingInAgainProlongsIt() async throws {
        try await withServer(isSignedIn: true) { server, client in
            server.backend.clock.pass(seconds: 100)
            let until = try await client.signIn().signedInUntil
            #expect(until == server.backend.clock.now().utc.advanced(byMilliseconds: 180_000).description)
            // it is one sign-in, told once
            #expect(server.backend.notes.filter { $0.event == .signedIn }.count == 1)
        }
    }

    @Test func anotherPolicyHoldsForOpenConnections() async throws {
        try await withServer(isSignedIn: true) { server, _ in
            try await RawConnection.open(server.path) { connection in
                let asked = AccessMatrixTests.asked(.submit)
                #expect(try await connection.ask(asked.line, json: asked.json).status == 202)
                server.gate.adopt(.giving([.observer]))
                #expect(server.backend.notes.last?.event == .signedOut(.notClinician))
                let refused = try await connection.ask(asked.line, json: asked.json)
                #expect(try refused.problem().type == API.ProblemType.notPermitted.urn)
                #expect(try await connection.ask("GET /v1/pumps").status == 200)
                server.gate.adopt(.giving([]))
                #expect(try await connection.ask("GET /v1/pumps").status == 403)
                // the role comes back, the sign-in does not
                server.gate.adopt(.everything)
                let unsigned = try await connection.ask(asked.line, json: asked.json)
                #expect(try unsigned.problem().type == API.ProblemType.signInRequired.urn)
            }
        }
    }

    // MARK: a second person

    private static func command(of user: UInt32, overrides: Bool) -> Command {
        var command = Sample.command()
        command.origin.userID = user
        command.origin.overrideReason = overrides ? "known" : nil
        return command
    }

    static let pairs: [(SecondPerson, same: Bool, overrides: Bool, isRefused: Bool)] = [
        (.never, true, true, false), (.never, true, false, false), (.overrides, true, true, true),
        (.overrides, true, false, false), (.overrides, false, true, false), (.always, true, false, true),
        (.always, true, true, true), (.always, false, false, false), (.always, false, true, false),
    ]

    @Test(arguments: pairs)
    func anotherUserConfirms(
        rule: SecondPerson, same: Bool, overrides: Bool, isRefused: Bool
    ) async throws {
        var script = FakeBackend.Script()
        script.commands = [Self.command(of: same ? getuid() : getuid() + 1, overrides: overrides)]
        let policy = AccessPolicy.giving(Role.allCases, secondPerson: rule)
        try await withServer(policy: policy, isSignedIn: true, script: script) { server, client in
            let confirm = FakeBackend.Asked.confirm(Sample.id, digest: Sample.digest, userID: getuid())
            if isRefused {
                await expectProblem(.secondPersonRequired) {
                    try await client.confirm(Sample.id.description, Self.confirmation)
                }
                #expect(
                    server.backend.notes.last?.event == .refused(route: "confirm", problem: "second-person-required"))
                // who submitted it may still take it back
                _ = try await client.cancel(Sample.id.description)
            } else {
                _ = try await client.confirm(Sample.id.description, Self.confirmation)
            }
            #expect(server.backend.asked.contains(confirm) == !isRefused)
        }
    }

    // MARK: break glass

    @Test(
        arguments: [
            ([Role.observer], true), ([.administrator], true), ([.clinician], nil), (Role.allCases, nil),
        ] as [([Role], Bool?)])
    func whoeverHasARoleMayStop(roles: [Role], breakGlass: Bool?) async throws {
        try await withServer(policy: .giving(roles)) { server, client in
            _ = try await client.stop("ITB-4711", API.StopRequest(operator: "A", reason: "r"), idempotencyKey: "k")
            let origin = Command.Origin(
                userID: getuid(), operatorName: "A", reason: "r", idempotencyKey: "k", breakGlass: breakGlass)
            #expect(server.backend.asked == [.stop(Sample.serial, origin)])
        }
    }
}
