import AuditTrail
import ControlAPI
import Testing
import WandClient

@testable import ControlServer

/// One client of the event stream, for the length of one test.
struct EventListener {
    private let client: ControlClient
    private var events: EventStream.Iterator

    static func open<Value>(
        _ server: ServerFixture, after id: String? = nil, wand: String? = nil, pump: String? = nil,
        kinds: [API.EventKind]? = nil, _ body: (inout EventListener) async throws -> Value
    ) async throws -> Value {
        let client = server.client
        let result: Result<Value, any Error>
        do {
            let stream = try await client.events(after: id, wand: wand, pump: pump, kinds: kinds)
            var listener = EventListener(client: client, events: stream.makeAsyncIterator())
            result = .success(try await body(&listener))
        } catch { result = .failure(error) }
        await client.close()
        return try result.get()
    }

    /// Nil once the daemon has ended the stream.
    mutating func next() async throws -> ServerEvent? { try await events.next(isolation: #isolation) }

    /// The first event, which says where the stream begins.
    mutating func hello() async throws -> (API.Hello, id: String?) {
        let event = try #require(try await next())
        guard case .hello(let hello) = event.content else {
            throw ControlClientError.notUnderstood("\(event) instead of a hello")
        }
        return (hello, event.lastID)
    }

    /// The ids of so many events.
    mutating func ids(_ count: Int) async throws -> [Int64] {
        var ids: [Int64] = []
        while ids.count < count, let event = try await next() {
            ids.append(try #require(event.lastID.flatMap { Int64($0) }))
        }
        return ids
    }

    /// All until the end: the ids, and why it ended.
    mutating func rest() async throws -> (ids: [Int64], bye: API.Bye.Reason?) {
        var (ids, bye): ([Int64], API.Bye.Reason?) = ([], nil)
        while let event = try await next() {
            if case .bye(let last) = event.content {
                bye = last.reason
            } else {
                ids.append(try #require(event.lastID.flatMap { Int64($0) }))
            }
        }
        return (ids, bye)
    }
}

extension ServerFixture {
    /// So many more alarms are on the disk, and told.
    func append(_ count: Int, name: String = "motorStall") {
        backend.rewrite { script in
            let last = script.trail.last.map { AuditHead(sequence: $0.sequence, hash: $0.hash) }
            var chain = AuditChain(head: last ?? script.anchor)
            let records = Sample.alarmRecords(count, after: &chain, name: name)
            script.trail += records
            hub.appended(records)
        }
    }
}

extension ServerFixture {
    /// The session of the pump opened: one more record is on the disk, and told.
    func appendSession() {
        backend.rewrite { script in
            let last = script.trail.last.map { AuditHead(sequence: $0.sequence, hash: $0.hash) }
            var chain = AuditChain(head: last ?? script.anchor)
            let record = chain.append(Sample.alarmEntry("session opened"))
            script.trail.append(record)
            hub.appended([record])
        }
    }
}

extension FakeBackend {
    /// With a trail of so many alarms, after a beginning that was dropped.
    convenience init(alarms: Int, after anchor: AuditHead = .beginning) {
        var script = Script()
        var chain = AuditChain(head: anchor)
        script.anchor = anchor
        script.trail = Sample.alarmRecords(alarms, after: &chain)
        self.init(script)
    }
}
