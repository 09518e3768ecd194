import HTTPFixtures
import Testing

@testable import Console

@Suite("Events", .timeLimit(.minutes(10))) struct StreamTests {
    private func request(_ console: ConsoleFixture, _ session: String) -> String {
        "GET /v1/events?pump=ITB-4711 HTTP/1.1\r\nHost: \(console.host)\r\nCookie: \(session)\r\n"
            + "Accept: text/event-stream\r\nLast-Event-ID: 41\r\nSec-Fetch-Site: same-origin\r\n\r\n"
    }

    @Test("they come as they happen, from where the page was; a page that leaves is told to the daemon at once")
    func passing() async throws {
        try await ConsoleFixture.run { console in
            let session = try await console.enter()
            try await RawConnection.open(try console.socket) { connection in
                try await connection.send(request(console, session))
                #expect(try await connection.read { $0.contains("event: hello\nid: 7\ndata: {}\n\n") })
                await console.daemon.untilStreams(1)
                let asked = try #require(console.daemon.asked.first)
                #expect(asked.target == "/v1/events?pump=ITB-4711")
                #expect(asked.headers["last-event-id"] == "41")
                console.daemon.tell(": heartbeat\n\n")
                #expect(try await connection.read { $0.contains(": heartbeat\n\n") })
                console.daemon.tell("event: alarm\nid: 8\ndata: {\"a\":1}\n\n")
                #expect(try await connection.read { $0.contains("data: {\"a\":1}\n\n") })
                let answer = HTTPAnswer(connection.received)
                #expect(answer.status == 200)
                #expect(answer.headers["content-type"] == "text/event-stream")
                #expect(answer.headers["cache-control"] == "no-store")
            }
            // nothing more happens at the daemon: the end of the page alone ends its stream
            await console.daemon.untilStreams(0)
        }
    }

    @Test("the daemon's end is the page's end")
    func ending() async throws {
        try await ConsoleFixture.run { console in
            let session = try await console.enter()
            try await RawConnection.open(try console.socket) { connection in
                try await connection.send(request(console, session))
                #expect(try await connection.read { $0.contains("event: hello") })
                await console.daemon.untilStreams(1)
                console.daemon.endStreams()
                #expect(try await connection.read { $0.hasSuffix("\r\n0\r\n\r\n") })
            }
        }
    }

    @Test("a page that listens does not hold up the end of the console")
    func consoleEnds() async throws {
        let (ends, ended) = AsyncStream<Void>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (consoles, started) = AsyncStream<ConsoleFixture>.makeStream()
            group.addTask {
                try await ConsoleFixture.run { console in
                    started.yield(console)
                    for await _ in ends { return }
                }
            }
            var iterator = consoles.makeAsyncIterator()
            let console = try #require(await iterator.next())
            let session = try await console.enter()
            try await RawConnection.open(try console.socket) { connection in
                try await connection.send(request(console, session))
                #expect(try await connection.read { $0.contains("event: hello") })
                ended.yield()
                // false: the other side closed
                #expect(try await connection.read { _ in false } == false)
            }
            try await group.waitForAll()
            await console.daemon.untilStreams(0)
        }
    }
}
