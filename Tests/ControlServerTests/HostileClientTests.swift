import HTTPFixtures
import ControlAPI
import ControlServer
import NIOCore
import PumpModel
import Testing

/// Whatever a client does, others are served, and its place is free again after a bounded time.
@Suite(.timeLimit(.minutes(10)))
struct HostileClientTests {
    /// Timeouts of which all are long but those that a test is about.
    private static func timeouts(
        idle: TimeAmount = .minutes(1), request: TimeAmount = .minutes(1), answer: TimeAmount = .minutes(1)
    ) -> ConnectionTimeouts {
        ConnectionTimeouts(idle: idle, request: request, answer: answer, grace: .milliseconds(300))
    }

    private func isServing(_ path: String) async throws -> Bool {
        try await HTTPAnswer.request(path, "GET /v1/version").status == 200
    }

    @Test(arguments: [
        "\0\u{1}\u{2}garbage\r\n\r\n", "GET\r\n\r\n", "GET /v1/health HTTP/9.9\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nBad Header: x\r\n\r\n",
        "POST /v1/commands HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        "POST /v1/commands HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "GET /v1/health HTTP/1.1\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n",
    ])
    func whatIsNotHTTPIsAnsweredAndClosed(bytes: String) async throws {
        try await ServerFixture.run { server in
            let answer = try await RawConnection.exchange(server.path, bytes)
            let status = HTTPAnswer(answer).status
            #expect(status == 400)
            let isServing = try await isServing(server.path)
            #expect(isServing)
        }
    }

    /// Its head was heard: whether there is still an answer depends on who is first.
    @Test func aBodyThatIsNotHTTPIsClosed() async throws {
        try await ServerFixture.run { server in
            let answer = try await RawConnection.exchange(
                server.path,
                "POST /v1/commands HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            )
            #expect(answer.isEmpty || HTTPAnswer(answer).status == 400)
            let isServing = try await isServing(server.path)
            #expect(isServing)
            #expect(server.backend.asked.isEmpty)
        }
    }

    @Test(arguments: [
        ("", timeouts(idle: .milliseconds(20))), ("GET /v1/health HTTP/1.1\r\n", timeouts(idle: .milliseconds(20))),
        (
            "POST /v1/commands HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{",
            timeouts(request: .milliseconds(20))
        ),
    ])
    func aClientThatStallsIsClosed(bytes: String, timeouts: ConnectionTimeouts) async throws {
        try await ServerFixture.run(timeouts: timeouts) { server in
            // reading to the end returns only because the server closes
            let answer = try await RawConnection.exchange(server.path, bytes)
            #expect(answer.isEmpty)
        }
    }

    @Test func aConnectionStaysForFurtherRequests() async throws {
        try await ServerFixture.run { server in
            try await RawConnection.open(server.path) { connection in
                for round in 1...3 {
                    try await connection.send("GET /v1/version HTTP/1.1\r\nHost: x\r\n\r\n")
                    #expect(try await connection.read { $0.split(separator: "apiVersion").count == round + 1 })
                }
            }
        }
    }

    @Test func aClientThatClosedItsSideIsAnswered() async throws {
        try await ServerFixture.run { server in
            try await RawConnection.open(server.path) { connection in
                try await connection.send("GET /v1/version HTTP/1.1\r\nHost: x\r\n\r\n")
                connection.finish()
                #expect(try await connection.readToEnd().contains("apiVersion"))
            }
        }
    }

    @Test func aClientThatTakesNothingIsClosed() async throws {
        var script = FakeBackend.Script()
        script.commands = (0..<100).map { Sample.command(id: TransactionID(high: 0, low: $0)) }
        let backend = FakeBackend(script)
        try await ServerFixture.run(backend, timeouts: Self.timeouts(answer: .milliseconds(50))) { server in
            try await RawConnection.open(server.path, isReading: false) { connection in
                // far more than a socket holds, so that the server has to wait for its client
                let request = "GET /v1/commands HTTP/1.1\r\nHost: x\r\n\r\n"
                await #expect(throws: (any Error).self) {
                    while true { try await connection.send(String(repeating: request, count: 100)) }
                }
            }
            let isServing = try await isServing(server.path)
            #expect(isServing)
        }
    }

    @Test func aWaitEndsWhenItsClientLeaves() async throws {
        try await ServerFixture.run { server in
            var waits = server.backend.waits.makeAsyncIterator()
            try await RawConnection.open(server.path) { connection in
                try await connection.send(Self.longPoll)
                await waits.next(isolation: #isolation)
            }
            // the fake's wait ends by cancellation only: without it the server could not stop below
        }
    }

    static let longPoll =
        "GET /v1/commands/\(Sample.id)?afterVersion=3&waitMilliseconds=30000 HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test func connectionsAreLimited() async throws {
        try await ServerFixture.run { server in
            try await holding(ServerFixture.room.perUser, server) {
                let refused = try await HTTPAnswer.request(server.path, "GET /v1/version")
                #expect(refused.status == 429)
                #expect(try refused.problem().type == API.ProblemType.tooManyConnections.urn)
            }
            let isServing = try await isServingSoon(server.path)
            #expect(isServing)
        }
    }

    /// The newest finds a place, where it can do nothing but stop a pump.
    @Test func whoeverComesToStopAPumpIsHeard() async throws {
        try await ServerFixture.run { server in
            try await holding(ServerFixture.room.perUser + ServerFixture.room.refused + 3, server) {
                let refused = try await HTTPAnswer.request(server.path, "GET /v1/version")
                #expect(refused.status == 429)
                let stop = try await HTTPAnswer.request(
                    server.path, "POST /v1/pumps/\(Sample.serial)/stop", json: #"{"operator":"A","reason":"r"}"#)
                #expect(stop.status == 202)
            }
        }
    }

    /// Runs `body` while `count` connections are open, each of them known to the server.
    private func holding(_ count: Int, _ server: ServerFixture, _ body: () async throws -> Void) async throws {
        guard count > 0 else { return try await body() }
        try await RawConnection.open(server.path) { connection in
            try await connection.send("GET /v1/version HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = try await connection.read { $0.contains("\r\n\r\n") }
            try await holding(count - 1, server, body)
        }
    }

    /// Closed connections free their places as the server sees them closed: asks until one is free.
    private func isServingSoon(_ path: String) async throws -> Bool {
        for _ in 0..<1_000 where try await isServing(path) { return true }
        return false
    }
}
