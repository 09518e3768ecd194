import HTTPFixtures
import Access
import ControlAPI
import Glibc
import PumpModel
import Testing

@testable import ControlServer

/// Who asks too often waits, and nobody else; who stops a pump never does.
@Suite(.timeLimit(.minutes(10)))
struct RequestRateTests {
    private static let here = Peer(userID: getuid(), groupIDs: [], processID: 0)

    private func exhaust(_ gate: AccessGate, _ peer: Peer = here) throws {
        for _ in 0..<Limits.requestBurst { try gate.admit(peer, to: .version) }
    }

    /// Who may do nothing may not ask without end either; and an emergency stop counts against nothing.
    @Test func whoIsRefusedIsBoundedAsWell() {
        let gate = AccessGate(policy: .giving([]), now: TestClock().now, userName: { _ in nil }, note: { _ in })
        func refusal(_ route: API.Route) -> String? {
            do throws(ProblemError) { try gate.admit(Self.here, to: route) } catch { return error.problem.type }
            return nil
        }
        let first = (0..<Limits.requestBurst).map { _ in refusal(.pumps) }
        #expect(Set(first) == [API.ProblemType.notPermitted.urn])
        #expect(refusal(.pumps) == API.ProblemType.tooManyRequests.urn)
        #expect(refusal(.stop) == API.ProblemType.notPermitted.urn)
    }

    @Test func moreThanTheBurstIsTurnedAway() async throws {
        try await ServerFixture.run { server in
            try exhaust(server.gate)
            let refused = try await HTTPAnswer.request(server.path, "GET /v1/version")
            #expect(try refused.problem().type == API.ProblemType.tooManyRequests.urn)
            #expect(refused.status == 429 && refused.headers["retry-after"] == "1")
            #expect(try await HTTPAnswer.request(server.path, "GET /v1/events").status == 429)
            let stop = AccessMatrixTests.asked(.stop)
            for _ in 0..<3 {
                #expect(try await HTTPAnswer.request(server.path, stop.line, json: stop.json).status == 202)
            }
            #expect(server.backend.asked.count == 3)
            // it is no refusal for the audit trail
            #expect(server.backend.notes.map(\.event) == [.signedIn])
            server.backend.clock.pass(seconds: 1)
            for _ in 0..<Limits.requestsPerSecond {
                try server.gate.admit(Self.here, to: .version)
            }
            #expect(try await HTTPAnswer.request(server.path, "GET /v1/version").status == 429)
        }
    }

    @Test func usersAreCountedApart() async throws {
        try await ServerFixture.run { server in
            try exhaust(server.gate, Peer(userID: getuid() + 1, groupIDs: [], processID: 0))
            #expect(try await HTTPAnswer.request(server.path, "GET /v1/version").status == 200)
        }
    }

    @Test func aStopCostsNothing() async throws {
        try await ServerFixture.run { server in
            for _ in 0..<Limits.requestBurst * 2 { try server.gate.admit(Self.here, to: .stop) }
            try exhaust(server.gate)
            #expect(throws: ProblemError.self) { try server.gate.admit(Self.here, to: .version) }
        }
    }

    /// Nobody fills the trail by asking for what he may not have.
    @Test func refusalsAreToldOneByOneOnlySoOften() async throws {
        try await ServerFixture.run(policy: .giving([.observer])) { server in
            func refused() {
                #expect(throws: ProblemError.self) { try server.gate.admit(Self.here, to: .settings) }
            }
            for _ in 0..<Limits.refusalNotesPerMinute + 12 { refused() }
            #expect(server.backend.notes.count == Limits.refusalNotesPerMinute)
            server.backend.clock.pass(seconds: 60)
            refused()
            let later = server.backend.notes.dropFirst(Limits.refusalNotesPerMinute).map(\.event)
            #expect(later == [.moreRefused(count: 12), .refused(route: "settings", problem: "not-permitted")])
        }
    }
}
