import HTTPFixtures
import Access
import AuditTrail
import ControlAPI
import Glibc
import NIOCore
import PumpModel
import Testing
import WandClient
import WandService

@testable import ControlServer

/// What happens is told as it happens: from a beginning that is known, in order, and to those who may hear it.
@Suite(.timeLimit(.minutes(10)))
struct EventRouteTests {
    @Test func aStreamBeginsWithHello() async throws {
        try await ServerFixture.run(FakeBackend(alarms: 5)) { server in
            try await EventListener.open(server) { events in
                let (hello, id) = try await events.hello()
                #expect(id == "5" && hello.isContinuous && hello.version == "1.2.3")
                #expect(hello.heartbeatMilliseconds == Limits.eventHeartbeatMilliseconds)
            }
        }
    }

    @Test func itIsAStreamOfEventsAsOthersKnowThem() async throws {
        try await ServerFixture.run(FakeBackend(alarms: 5)) { server in
            try await RawConnection.open(server.path) { connection in
                try await connection.send("GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(try await connection.read { $0.contains("\n\n") })
                let head = HTTPAnswer(connection.received)
                #expect(head.status == 200 && head.headers["content-type"] == "text/event-stream")
                #expect(head.headers["cache-control"] == "no-store")
                #expect(head.body.contains("event: hello\nid: 5\ndata: {"))
            }
        }
    }

    @Test func whatIsOnTheDiskIsToldInOrder() async throws {
        try await ServerFixture.run(FakeBackend(alarms: 5)) { server in
            try await EventListener.open(server) { events in
                _ = try await events.hello()
                server.append(2)
                server.append(1)
                #expect(try await events.ids(3) == [6, 7, 8])
                server.append(1)
                let event = try #require(try await events.next())
                #expect(event.lastID == "9")
                guard case .alarm(let alarm) = event.content else {
                    Issue.record("\(event)")
                    return
                }
                #expect(alarm.happening == .raised && alarm.pumpSerial == "ITB-4711")
            }
        }
    }

    @Test func whatTheDiskDoesNotTakeIsToldWithoutAnID() async throws {
        try await ServerFixture.run(FakeBackend(alarms: 5)) { server in
            try await EventListener.open(server) { events in
                _ = try await events.hello()
                server.hub.notDurable([Sample.alarmEntry("raised")])
                server.append(1)
                // the first has no id of its own: a client resumes after what it heard before
                #expect(try await events.ids(2) == [5, 6])
            }
            // and is not told to those who come later
            try await EventListener.open(server, after: "5") { events in
                _ = try await events.hello()
                server.append(1)
                #expect(try await events.ids(2) == [6, 7])
            }
        }
    }

    // MARK: how things are

    @Test func theNewestWandAndPumpAreToldAtTheBeginning() async throws {
        try await ServerFixture.run { server in
            try await EventListener.open(server) { first in
                _ = try await first.hello()
                server.hub.changed(.wand("bench"))
                let live = try #require(try await first.next())
                server.hub.changed(.pump(Sample.serial))
                let pump = try #require(try await first.next())
                // what nobody knows is not told
                server.hub.changed(.wand("none"))
                server.hub.changed(.pump(PumpSerial(checked: "NONE")))
                try await EventListener.open(server) { second in
                    _ = try await second.hello()
                    let told = [try await second.next()?.json, try await second.next()?.json]
                    #expect(Set(told) == [live.json, pump.json])
                    let wands = try await HTTPAnswer.request(server.path, "GET /v1/wands/bench").body
                    #expect(live.json + "\n" == wands, "an event is as GET gives it")
                    server.append(1)
                    #expect(try await second.ids(1) == [6])
                }
            }
        }
    }

    @Test func aChangeIsToldAsItIsByThen() async throws {
        try await ServerFixture.run { server in
            try await EventListener.open(server) { events in
                _ = try await events.hello()
                server.hub.changed(.wand("bench"))
                guard case .wand(let open) = try await events.next()?.content else {
                    Issue.record("no wand")
                    return
                }
                #expect(open.session != nil)
                server.backend.rewrite { $0.wands = [Sample.wand(hasSession: false)] }
                server.hub.changed(.wand("bench"))
                guard case .wand(let lost) = try await events.next()?.content else {
                    Issue.record("no wand")
                    return
                }
                #expect(lost.session == nil)
            }
        }
    }

    // MARK: what is asked for

    @Test func onlyWhatIsWantedIsTold() async throws {
        try await ServerFixture.run(FakeBackend(alarms: 0)) { server in
            func append(_ entry: CanonicalJSON) {
                server.backend.rewrite { script in
                    let last = script.trail.last.map { AuditHead(sequence: $0.sequence, hash: $0.hash) }
                    var chain = AuditChain(head: last ?? script.anchor)
                    let record = chain.append(entry)
                    script.trail.append(record)
                    server.hub.appended([record])
                }
            }
            func change(wand: String) -> CanonicalJSON {
                [
                    "kind": "changedElsewhere", "at": .string(Sample.readAt.description), "pump": "ITB-4711",
                    "wand": .string(wand),
                ]
            }
            try await EventListener.open(server, wand: "bench") { live in
                _ = try await live.hello()
                append(change(wand: "left"))
                append(Sample.alarmEntry("raised"))
                append(change(wand: "bench"))
                #expect(try await live.ids(2) == [2, 3])
            }
            try await EventListener.open(server, after: "0", kinds: [.change, .command]) { again in
                _ = try await again.hello()
                #expect(try await again.ids(2) == [1, 3])
            }
            try await EventListener.open(server, after: "0", pump: "OTHER", kinds: [.change]) { other in
                _ = try await other.hello()
                append(change(wand: "bench"))
                append([
                    "kind": "changedElsewhere", "at": .string(Sample.readAt.description), "pump": "OTHER",
                ])
                #expect(try await other.ids(1) == [5])
            }
        }
    }

    @Test(arguments: [
        ("kind=dose", [], "kind"), ("kind=", [], "kind"), ("kind=alarm,", [], "kind"), ("kind=Alarm", [], "kind"),
        ("pump=itb", [], "pump"), ("lastEventID=x", [], "lastEventID"), ("lastEventID=-1", [], "lastEventID"),
        ("lastEventID=9223372036854775807", [], "lastEventID"), ("since=1", [], "since"),
        ("kind=alarm&kind=alarm", [], "kind"), ("", ["Last-Event-ID: x"], "Last-Event-ID"),
        ("", ["Last-Event-ID: -1"], "Last-Event-ID"), ("", ["Last-Event-ID: 01"], "Last-Event-ID"),
        ("", ["Last-Event-ID: 9223372036854775808"], "Last-Event-ID"),
        ("lastEventID=1", ["Last-Event-ID: 1", "Last-Event-ID: 1"], "Last-Event-ID"),
    ])
    func whatIsNotUnderstoodIsRefused(query: String, headers: [String], name: String) async throws {
        try await ServerFixture.run { server in
            let answer = try await HTTPAnswer.request(server.path, "GET /v1/events?\(query)", headers: headers)
            let problem = try answer.problem()
            #expect(answer.status == 400)
            #expect(problem.member == name && problem.allowed?.isEmpty == false)
        }
    }

    // MARK: why it ends

    @Test func whoLosesTheRoleHearsNoMore() async throws {
        try await ServerFixture.run(FakeBackend(alarms: 5)) { server in
            try await EventListener.open(server) { events in
                _ = try await events.hello()
                server.append(1)
                server.gate.adopt(.giving([.administrator]))
                server.hub.turnAway(by: server.gate)
                server.append(1)
                server.gate.adopt(.giving([]))
                server.hub.turnAway(by: server.gate)
                server.append(1)
                let (ids, bye) = try await events.rest()
                #expect(ids == [6, 7] && bye == .notPermitted)
            }
        }
    }

    /// A pump may come later; a wand that is not configured never does.
    @Test func aWandThatIsNotThereIsSaid() async throws {
        try await ServerFixture.run(FakeBackend()) { server in
            let answer = try await HTTPAnswer.request(server.path, "GET /v1/events?wand=bench2")
            #expect(answer.status == 404)
            #expect(try answer.problem().type == API.ProblemType.unknownWand.urn)
        }
    }

    @Test func aConnectionServesOnAfterAStream() async throws {
        try await ServerFixture.run(FakeBackend(alarms: 5)) { server in
            try await RawConnection.open(server.path) { connection in
                for round in 1...3 {
                    try await connection.send("GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n")
                    #expect(try await connection.read { $0.split(separator: "event: hello").count == round + 1 })
                    server.gate.adopt(.giving([]))
                    server.hub.turnAway(by: server.gate)
                    server.gate.adopt(.everything)
                    #expect(
                        try await connection.read {
                            $0.split(separator: "event: bye").count == round + 1 && $0.hasSuffix("\r\n0\r\n\r\n")
                        })
                }
                // a wait is one again, and does not end at once
                var waits = server.backend.waits.makeAsyncIterator()
                try await connection.send(HostileClientTests.longPoll)
                await waits.next(isolation: #isolation)
                #expect(!connection.received.contains("queued"))
            }
        }
    }

    @Test func theEndOfTheDaemonIsTold() async throws {
        let (began, begin) = AsyncStream<Void>.makeStream()
        var listening: Task<(ids: [Int64], bye: API.Bye.Reason?), any Error>?
        let duration = try await ServerFixture.run(FakeBackend(alarms: 5)) { server in
            listening = Task {
                try await EventListener.open(server) { events in
                    _ = try await events.hello()
                    begin.yield()
                    return try await events.rest()
                }
            }
            var beginnings = began.makeAsyncIterator()
            await beginnings.next(isolation: #isolation)
        }
        let last = try await listening?.value
        #expect(last?.bye == .shuttingDown && last?.ids == [])
        // far below the time between two signs of life
        #expect(duration < .seconds(10))
    }

    @Test func afterTheEndNobodyBeginsToListen() async throws {
        try await ServerFixture.run { server in
            server.hub.close()
            try await EventListener.open(server) { events in
                _ = try await events.hello()
                #expect(try await events.rest().bye == .shuttingDown)
            }
        }
    }
}
