import HTTPFixtures
import ControlAPI
import PumpModel
import Testing
import WandClient

@testable import CommandQueue

/// Which commands are told, which version of one is meant, and what the configuration's routes answer.
@Suite(.timeLimit(.minutes(10)))
struct CommandListTests {
    private static let commands = Sample.states.enumerated().map { index, state in
        let plain = Sample.command(id: TransactionID(high: 0, low: UInt64(index)), state: state)
        return Command(
            id: plain.id, pump: plain.pump, order: plain.order, origin: plain.origin,
            acceptedAt: Sample.readAt.advanced(byMilliseconds: Int64(index) * 1_000), deadline: plain.deadline,
            state: plain.state, proposal: nil, version: 3, history: plain.history)
    }

    private func listed(_ query: String) async throws -> API.CommandList {
        var script = FakeBackend.Script()
        script.commands = Self.commands
        var found: API.CommandList?
        try await ServerFixture.run(FakeBackend(script)) { server in
            let answer = try await HTTPAnswer.request(server.path, "GET /v1/commands?\(query)")
            try #require(answer.status == 200)
            found = try JSONText.decode(API.CommandList.self, from: answer.body.utf8)
        }
        return try #require(found)
    }

    private static func names(_ wanted: (CommandState) -> Bool) -> [String] {
        Sample.states.filter(wanted).map(\.name)
    }

    @Test(arguments: [
        ("state=queued", names { $0 == .queued }), ("state=open", names { !$0.isTerminal }),
        ("state=ended", names(\.isTerminal)), ("state=open,ended", names { _ in true }),
        ("state=failed", names { $0.name == "failed" }),
        ("state=expired,open", names { !$0.isTerminal || $0 == .expired }),
        ("state=committing,committing", names { $0 == .committing }), ("state=open&pump=NONE", []),
    ])
    func statesAreChosen(query: String, names: [String]) async throws {
        let list = try await listed(query)
        #expect(list.commands.map(\.state.rawValue) == names)
        #expect(list.next == nil)
    }

    @Test func timesAreOfTheAcceptanceAndBothEndsCount() async throws {
        let (first, last) = (Self.commands[2].acceptedAt.description, Self.commands[5].acceptedAt.description)
        let both = try await listed("since=\(first)&until=\(last)")
        #expect(both.commands.map(\.id) == Self.commands[2...5].map(\.id.description))
        #expect(try await listed("since=\(last)").commands.count == Self.commands.count - 5)
        #expect(try await listed("until=\(first)").commands.count == 3)
        #expect(try await listed("since=2030-01-01T00:00:00Z").commands.isEmpty)
    }

    @Test func pagesAreOfWhatIsWanted() async throws {
        let wanted = Self.commands.filter(\.state.isTerminal).map(\.id.description)
        let first = try await listed("state=ended&limit=3")
        #expect(first.commands.map(\.id) == Array(wanted.prefix(3)) && first.next == wanted[2])
        let second = try await listed("state=ended&limit=3&after=\(wanted[2])")
        #expect(second.commands.map(\.id) == Array(wanted[3..<6]))
    }

    @Test(arguments: [
        ("state=", "state"), ("state=done", "state"), ("state=open,", "state"), ("state=Open", "state"),
        ("since=yesterday", "since"), ("until=2026-02-30T00:00:00Z", "until"),
        ("since=2026-11-23T01:33:05Z&until=2026-11-23T01:33:04Z", "until"), ("state=open&state=ended", "state"),
        ("order=newest", "order"),
    ])
    func aWrongParameterIsNamed(query: String, parameter: String) async throws {
        try await ServerFixture.run { server in
            let answer = try await HTTPAnswer.request(server.path, "GET /v1/commands?\(query)")
            #expect(answer.status == 400)
            #expect(try answer.problem().member == parameter)
        }
    }

    // MARK: the version that is meant

    @Test func aCommandCarriesItsVersion() async throws {
        try await ServerFixture.run { server in
            let answer = try await HTTPAnswer.request(server.path, "GET /v1/commands/\(Sample.id)")
            #expect(answer.headers["etag"] == "\"3\"")
        }
    }

    @Test(arguments: [API.Route.confirm, .cancel])
    func whatMovedOnIsNotActedOn(route: API.Route) async throws {
        var script = FakeBackend.Script()
        script.commands = [Sample.command(state: .staged)]
        try await ServerFixture.run(FakeBackend(script)) { server in
            let asked = AccessMatrixTests.asked(route)
            let old = try await HTTPAnswer.request(
                server.path, asked.line, headers: ["If-Match: \"2\""], json: asked.json)
            let problem = try old.problem()
            #expect(old.status == 412 && problem.type == API.ProblemType.versionMoved.urn)
            #expect(problem.state == "staged")
            #expect(
                server.backend.asked == [.command(Sample.id, after: nil, waitMilliseconds: 0)],
                "it was asked for, and not acted on")
            let new = try await HTTPAnswer.request(
                server.path, asked.line, headers: ["If-Match: \"3\""], json: asked.json)
            #expect(new.status == 200 && new.headers["etag"] == "\"3\"")
        }
    }

    @Test(arguments: ["3", "*", "W/\"3\"", "\"03\"", "\"3\", \"4\"", "\"\"", "\"-3\"", "\"4294967296\""])
    func aVersionIsOneStrongTag(tag: String) async throws {
        try await ServerFixture.run { server in
            let asked = AccessMatrixTests.asked(.cancel)
            let answer = try await HTTPAnswer.request(server.path, asked.line, headers: ["If-Match: \(tag)"])
            #expect(answer.status == 400)
            #expect(try answer.problem().type == API.ProblemType.invalidHeader.urn)
            #expect(server.backend.asked.isEmpty)
        }
    }

    // MARK: configuration

    @Test func whatIsInForceIsTold() async throws {
        try await ServerFixture.withClient { client, _ in
            let settings = try await client.settings()
            #expect(settings.file == "/etc/wandd/wandd.yaml")
            #expect(settings.settings.map(\.key) == ["log.level"] && settings.settings.first?.line == 7)
            #expect(try await client.reload().applied == ["log.level"])
        }
    }

    @Test func aConfigurationWithMistakesIsRefusedWithAllOfThem() async throws {
        var script = FakeBackend.Script()
        script.mistakes = "wandd.yaml:3: no such key\nwandd.yaml:9: not a time"
        try await ServerFixture.run(FakeBackend(script)) { server in
            let answer = try await HTTPAnswer.request(server.path, "POST /v1/configuration/reload")
            let problem = try answer.problem()
            #expect(answer.status == 422 && problem.type == API.ProblemType.invalidConfiguration.urn)
            #expect(problem.detail == script.mistakes)
            // and takes no contents that would be lost
            let full = try await HTTPAnswer.request(
                server.path, "POST /v1/configuration/reload", json: #"{"log":"debug"}"#)
            #expect(full.status == 400)
        }
    }
}
