import HTTPFixtures
import ControlServer
import NIOCore
import PumpModel
import Testing

/// The daemon is told to stop: nobody may hold it up.
@Suite(.timeLimit(.minutes(10)))
struct ShutdownTests {
    /// Far below what any of these clients could wait for (30 s and more), and far above what a busy machine loses.
    private static let limit = Duration.seconds(15)

    @Test func theGraceLeavesTimeToStop() {
        #expect(Limits.controlGraceMilliseconds * 2 < Limits.shutdownMilliseconds)
        #expect(ConnectionTimeouts.customary.grace == .milliseconds(Limits.controlGraceMilliseconds))
    }

    @Test func idleConnectionsAndLongPollsDoNotHoldItUp() async throws {
        let answers = Answers()
        var pending: [Task<Void, any Error>] = []
        let duration = try await ServerFixture.run { server in
            var waits = server.backend.waits.makeAsyncIterator()
            let path = server.path
            let (idleIsOpen, opened) = AsyncStream<Void>.makeStream()
            pending.append(
                Task {
                    try await RawConnection.open(path) { connection in
                        try await connection.send("GET /v1/version HTTP/1.1\r\nHost: x\r\n\r\n")
                        _ = try await connection.read { $0.contains("apiVersion") }
                        opened.yield()
                        await answers.add(try await connection.readToEnd())
                    }
                })
            pending.append(
                Task {
                    try await RawConnection.open(path) { connection in
                        try await connection.send(HostileClientTests.longPoll)
                        await answers.add(try await connection.readToEnd())
                    }
                })
            var idle = idleIsOpen.makeAsyncIterator()
            await idle.next(isolation: #isolation)
            await waits.next(isolation: #isolation)
        }
        for task in pending { try await task.value }
        #expect(duration < Self.limit)
        // the long poll was answered with what is known, not cut off
        #expect(await answers.all.contains { $0.contains("\"state\":\"queued\"") })
    }

    @Test func aRequestThatNeverEndsIsCutOff() async throws {
        let (isOpen, opened) = AsyncStream<Void>.makeStream()
        var pending: Task<String, any Error>?
        let patient = ConnectionTimeouts(
            idle: .minutes(1), request: .minutes(1), answer: .minutes(1), grace: .milliseconds(50))
        let duration = try await ServerFixture.run(timeouts: patient) { server in
            let path = server.path
            pending = Task {
                try await RawConnection.open(path) { connection in
                    try await connection.send(
                        "POST /v1/commands HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 9\r\n\r\n{")
                    opened.yield()
                    return try await connection.readToEnd()
                }
            }
            var open = isOpen.makeAsyncIterator()
            await open.next(isolation: #isolation)
        }
        _ = try await pending?.value
        #expect(duration < Self.limit)
    }

    private actor Answers {
        var all: [String] = []
        func add(_ answer: String) { all.append(answer) }
    }
}
