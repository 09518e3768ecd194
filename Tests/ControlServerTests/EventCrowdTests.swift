import HTTPFixtures
import Access
import AuditTrail
import ControlAPI
import Glibc
import NIOCore
import PumpModel
import Synchronization
import Testing
import WandClient

@testable import ControlServer

/// Listeners that are slow, vanish or are too many harm nobody else, and leave nothing behind.
@Suite(.timeLimit(.minutes(10)))
struct EventCrowdTests {
    private static let listen = "GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n"
    private static let here = Peer(userID: getuid(), groupIDs: [], processID: 0)

    /// Of which only the time for an answer is short.
    private static func timeouts(answer: TimeAmount) -> ConnectionTimeouts {
        ConnectionTimeouts(idle: .minutes(1), request: .minutes(1), answer: answer, grace: .milliseconds(300))
    }

    /// Appends far more than a listener's room and its socket hold, as fast as `reader` takes it.
    private func flood(_ server: ServerFixture, _ reader: inout EventListener, records: Int) async throws -> [Int64] {
        let name = String(repeating: "n", count: 8_192)
        var ids: [Int64] = []
        for _ in 0..<(records / 10) {
            server.append(10, name: name)
            ids += try await reader.ids(10)
        }
        return ids
    }

    @Test func aSlowReaderIsToldWhatWasQueuedAndThenWhyItEnds() async throws {
        let records: Int64 = 500
        // nobody is closed here for taking nothing
        let timeouts = Self.timeouts(answer: .minutes(5))
        try await ServerFixture.run(FakeBackend(alarms: 0), timeouts: timeouts) { server in
            try await EventListener.open(server) { slow in
                _ = try await slow.hello()
                try await EventListener.open(server) { good in
                    _ = try await good.hello()
                    let ids = try await flood(server, &good, records: Int(records))
                    #expect(ids == Array(1...records), "another reader was disturbed")
                    let (late, bye) = try await slow.rest()
                    #expect(bye == .tooSlow)
                    #expect(late == Array(1...Int64(late.count)) && Int64(late.count) < records)
                    // it comes back with its last id, and misses nothing
                    try await EventListener.open(server, after: "\(late.count)") { again in
                        #expect(try await again.hello().0.isContinuous)
                        let missed = try await again.ids(Int(records) - late.count)
                        #expect(missed == Array((Int64(late.count) + 1)...records))
                    }
                    server.append(1)
                    #expect(try await good.ids(1) == [records + 1])
                }
            }
        }
    }

    /// Two streams with the same short time for an answer: the idle one outlives the one that takes nothing.
    @Test func whoTakesNothingIsClosedAndWhoIsIdleIsNot() async throws {
        let timeouts = Self.timeouts(answer: .seconds(1))
        try await ServerFixture.run(FakeBackend(alarms: 0), timeouts: timeouts) { server in
            try await EventListener.open(server, kinds: [.session]) { idle in
                _ = try await idle.hello()
                for _ in 1...2 {
                    try await RawConnection.open(server.path, isReading: false) { deaf in
                        try await deaf.send(Self.listen)
                        // sending fails only because the server closes
                        await #expect(throws: (any Error).self) {
                            while true {
                                // far more than its socket holds, once it listens
                                if server.hub.listenerCount == 2 {
                                    server.append(60, name: String(repeating: "n", count: 8_192))
                                    while true { try await deaf.send(Self.listen) }
                                }
                                await Task.yield()
                            }
                        }
                    }
                    // the time for an answer has passed since the idle one was told anything
                    server.appendSession()
                    #expect(try await idle.next()?.lastID == "\(server.backend.head)")
                }
            }
        }
    }

    @Test func theHeadOfAStreamIsNoListener() async throws {
        try await ServerFixture.run { server in
            let others = (1..<Limits.eventListenersPerUser).compactMap { _ in
                server.hub.listen(EventFilter(), Self.here)
            }
            try await RawConnection.open(server.path) { connection in
                for round in 1...5 {
                    try await connection.send("HEAD /v1/events HTTP/1.1\r\nHost: x\r\n\r\n")
                    let isWhole = try await connection.read { $0.split(separator: "\r\n\r\n").count == round }
                    #expect(isWhole)
                }
                #expect(!connection.received.contains("429"))
            }
            withExtendedLifetime(others) {}
            try await EventListener.open(server) { events in _ = try await events.hello() }
        }
    }

    @Test func listenersAreLimitedByUserAndInAll() async throws {
        try await ServerFixture.run { server in
            func listen(_ user: UInt32, _ count: Int) -> [EventHub.Seat] {
                (0..<count).compactMap { _ in
                    server.hub.listen(EventFilter(), Peer(userID: user, groupIDs: [], processID: 0))
                }
            }
            var own = listen(getuid(), Limits.eventListenersPerUser + 1)
            #expect(own.count == Limits.eventListenersPerUser)
            let refused = try await HTTPAnswer.request(server.path, "GET /v1/events")
            #expect(try refused.problem().type == API.ProblemType.tooManyConnections.urn)
            #expect(refused.status == 429 && refused.headers["retry-after"] == "5")
            let others = listen(getuid() + 1, Limits.eventListeners)
            #expect(own.count + others.count == Limits.eventListeners)
            own.removeLast()
            #expect(listen(getuid() + 2, 2).count == 1)
            own = []
            try await EventListener.open(server) { events in _ = try await events.hello() }
            withExtendedLifetime(others) {}
        }
    }

    @Test func whoeverLeavesMakesRoom() async throws {
        try await ServerFixture.run { server in
            let others = (1..<Limits.eventListenersPerUser).compactMap { _ in
                server.hub.listen(EventFilter(), Self.here)
            }
            for _ in 0..<5 {
                try await RawConnection.open(server.path) { connection in
                    try await connection.send(Self.listen)
                    #expect(try await connection.read { $0.contains("event: hello") })
                    #expect(server.hub.listen(EventFilter(), Self.here) == nil)
                }
                #expect(await isThereRoom(server))
            }
            withExtendedLifetime(others) {}
        }
    }

    @Test func whoeverVanishesInTheMiddleOfTheReplayMakesRoom() async throws {
        let backend = FakeBackend(alarms: 350)
        let (pages, page) = AsyncStream<Void>.makeStream()
        let (goOns, goOn) = AsyncStream<Void>.makeStream()
        backend.rewrite { script in
            script.whilePaging = {
                page.yield()
                // ends when the test says so, not when the client leaves: a disk does not hear of that
                await Task.detached { for await _ in goOns { break } }.value
            }
        }
        try await ServerFixture.run(backend) { server in
            let others = (1..<Limits.eventListenersPerUser).compactMap { _ in
                server.hub.listen(EventFilter(), Self.here)
            }
            var paged = pages.makeAsyncIterator()
            try await RawConnection.open(server.path) { connection in
                try await connection.send("GET /v1/events?lastEventID=0 HTTP/1.1\r\nHost: x\r\n\r\n")
                await paged.next(isolation: #isolation)
                #expect(server.hub.listen(EventFilter(), Self.here) == nil)
            }
            backend.rewrite { $0.whilePaging = nil }
            goOn.finish()
            #expect(await isThereRoom(server))
            withExtendedLifetime(others) {}
        }
    }

    /// Closed connections free their places as the server sees them closed: asks until one is free.
    private func isThereRoom(_ server: ServerFixture) async -> Bool {
        for _ in 0..<1_000 {
            if server.hub.listen(EventFilter(), Self.here) != nil { return true }
            _ = try? await HTTPAnswer.request(server.path, "GET /v1/version")
            server.backend.clock.pass(seconds: 1)
        }
        return false
    }
}
