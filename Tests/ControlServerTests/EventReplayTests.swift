import HTTPFixtures
import AuditTrail
import ControlAPI
import Glibc
import PumpModel
import Synchronization
import Testing
import WandClient

@testable import ControlServer

/// Who comes back is told what happened meanwhile, each thing once and in order; or that it can not be told whole.
@Suite(.timeLimit(.minutes(10)))
struct EventReplayTests {
    private static let anchor = AuditHead(sequence: 2, hash: Sample.trail[1].hash)

    @Test(arguments: [(0, 0), (250, 20), (250, 249), (250, 250), (Limits.pageRows, 0), (Limits.pageRows + 1, 0)])
    func whatHappenedMeanwhileIsToldOverPages(alarms: Int, id: Int) async throws {
        try await ServerFixture.run(FakeBackend(alarms: alarms)) { server in
            try await EventListener.open(server, after: "\(id)") { events in
                let (hello, first) = try await events.hello()
                #expect(hello.isContinuous && first == "\(id)")
                server.append(2)
                let expected = (id + 1)...(alarms + 2)
                #expect(try await events.ids(expected.count) == expected.map(Int64.init))
            }
        }
    }

    @Test func whatHappensDuringTheReplayComesAfterItOnce() async throws {
        let backend = FakeBackend(alarms: 350)
        try await ServerFixture.run(backend) { server in
            backend.rewrite { $0.whilePaging = { server.append(5) } }
            try await EventListener.open(server, after: "20") { events in
                _ = try await events.hello()
                // four pages are read, and during each of them five more are appended
                let expected = Array(Int64(21)...370)
                #expect(try await events.ids(expected.count) == expected)
                backend.rewrite { $0.whilePaging = nil }
                server.append(1)
                #expect(try await events.ids(1) == [371])
            }
        }
    }

    @Test func aParameterDoesForTheFirstTime() async throws {
        try await ServerFixture.run(FakeBackend(alarms: 5)) { server in
            func beginning(_ query: String, _ headers: [String]) async throws -> String {
                try await RawConnection.open(server.path) { connection in
                    let head = ["GET /v1/events\(query) HTTP/1.1", "Host: x"] + headers
                    try await connection.send(head.joined(separator: "\r\n") + "\r\n\r\n")
                    _ = try await connection.read { $0.contains("event: hello\nid: ") && $0.contains("\ndata") }
                    return connection.received
                }
            }
            let first = try await beginning("?lastEventID=2", [])
            #expect(first.contains("id: 2\ndata"))
            // a browser that comes back asks for the same address, and knows better by then
            let later = try await beginning("?lastEventID=2", ["Last-Event-ID: 4"])
            #expect(later.contains("id: 4\ndata"))
        }
    }

    @Test(arguments: [
        ("0", false), ("1", false), ("2", true), ("3", true), ("6", true), ("7", false),
        ("9223372036854775807", false),
    ])
    func aGapIsSaid(id: String, isContinuous: Bool) async throws {
        try await ServerFixture.run(FakeBackend(alarms: 4, after: Self.anchor)) { server in
            try await EventListener.open(server, after: id) { events in
                let (hello, first) = try await events.hello()
                #expect(hello.isContinuous == isContinuous)
                #expect(first == (isContinuous ? id : "6"))
                server.append(1)
                let expected = Array(((isContinuous ? Int64(id) ?? 0 : 6) + 1)...7)
                #expect(try await events.ids(expected.count) == expected)
            }
        }
    }

    /// The oldest records make room while they are told: what is missing is not passed over.
    @Test func aGapThatOpensDuringTheReplayEndsIt() async throws {
        let backend = FakeBackend(alarms: 350)
        let pages = Mutex(0)
        try await ServerFixture.run(backend) { server in
            backend.rewrite { script in
                script.whilePaging = {
                    if pages.withLock({
                        $0 += 1; return $0
                    }) == 2 {
                        backend.rewrite { $0.trail.removeFirst(150) }
                    }
                }
            }
            try await EventListener.open(server, after: "0") { events in
                _ = try await events.hello()
                let (ids, bye) = try await events.rest()
                #expect(ids == Array(1...100) && bye == .auditUnavailable)
            }
        }
    }

    @Test func aTrailThatCanNotBeReadIsSaid() async throws {
        var script = FakeBackend.Script()
        script.unavailable = AuditUnavailable("/x/journal.db: record 7 is unreadable")
        try await ServerFixture.run(FakeBackend(script)) { server in
            let here = Peer(userID: getuid(), groupIDs: [], processID: 0)
            let others = (1..<Limits.eventListenersPerUser).compactMap { _ in
                server.hub.listen(EventFilter(), here)
            }
            try await RawConnection.open(server.path) { connection in
                // there is room for one more: none of these keeps it
                for _ in 1...4 {
                    let answer = try await connection.ask("GET /v1/events?lastEventID=1")
                    #expect(answer.status == 503)
                    #expect(try answer.problem().type == API.ProblemType.auditUnavailable.urn)
                }
            }
            // who asks for nothing that is past needs no trail
            try await EventListener.open(server) { events in
                server.append(1)
                let (hello, _) = try await events.hello()
                #expect(hello.isContinuous)
            }
            withExtendedLifetime(others) {}
        }
    }

    @Test func aTrailThatBreaksDuringTheReplayEndsIt() async throws {
        let backend = FakeBackend(alarms: 350)
        let pages = Mutex(0)
        try await ServerFixture.run(backend) { server in
            backend.rewrite { script in
                script.whilePaging = {
                    if pages.withLock({
                        $0 += 1; return $0
                    }) == 3 {
                        backend.rewrite { $0.unavailable = AuditUnavailable("gone") }
                    }
                }
            }
            try await EventListener.open(server, after: "0") { events in
                _ = try await events.hello()
                let (ids, bye) = try await events.rest()
                #expect(ids == Array(1...200) && bye == .auditUnavailable)
            }
        }
    }
}
