internal import AuditTrail
internal import ControlAPI
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore
internal import PumpModel
internal import WandService

extension ControlRoutes {
    func addEvents(to table: inout RouteTable) {
        table.on(.events) { request, context in try await events(request, context) }
    }

    /// A stream: `hello`, how things are, what happened since the id that was given, then what happens.
    private func events(_ request: Request, _ context: ControlContext) async throws -> Response {
        let parameters = try request.parameters("wand", "pump", "kind", "lastEventID")
        let filter = try parameters.eventFilter()
        if let wand = filter.wand, await backend.wands().allSatisfy({ $0.name != wand }) { throw unknownWand(wand) }
        let after = try request.lastEventID() ?? parameters.integer("lastEventID", 0...Int64.max - 1)
        guard let seat = hub.listen(filter, context.peer) else {
            throw ProblemError(
                .init(
                    .tooManyConnections,
                    "\(Limits.eventListenersPerUser) event streams of this user, or \(Limits.eventListeners) in all, are open.",
                    "Close a stream that is not needed, or try again."),
                retryAfterSeconds: 5)
        }
        // a policy that came between the gate and here did not find this listener
        if !gate.mayListen(context.peer) { seat.subscription.end(.notPermitted) }
        let replay = try await Replay(after: after, until: seat.head, backend)
        let presence = context.presence
        return Response(
            status: .ok, headers: [.contentType: EventText.contentType, .cacheControl: "no-store"],
            body: ResponseBody { [version] writer in
                let subscription = seat.subscription
                guard presence.tellWhenGone({ subscription.leave() }) else { return try await writer.finish(nil) }
                defer { presence.tellNoMore() }
                let hello = API.Hello(
                    version: version, isContinuous: replay.isContinuous,
                    heartbeatMilliseconds: Limits.eventHeartbeatMilliseconds)
                try await writer.write(EventText.event("hello", id: replay.start, hello))
                for event in await seat.newest() { try await writer.write(event.text) }
                do {
                    var replay = replay
                    while let page = try await replay.page(backend) {
                        for event in page where filter.wants(event) { try await writer.write(event.text) }
                    }
                } catch is AuditUnavailable {
                    subscription.end(.auditUnavailable)
                }
                listening: while true {
                    switch await subscription.next() {
                    case .text(let text): try await writer.write(text)
                    case .ended(let reason):
                        try await writer.write(EventText.bye(reason))
                        break listening
                    case .left: break listening
                    }
                }
                try await writer.finish(nil)
            })
    }
}

/// What happened between two audit records, page by page.
private struct Replay {
    /// The id that the stream begins after.
    let start: Int64
    /// Whether nothing is missing between the id that was given and here.
    let isContinuous: Bool
    private var next: Int64
    private let until: Int64

    /// - Parameters:
    ///   - id: the newest that the client heard; nil for one that only listens from now on.
    ///   - head: where the live events begin.
    init(after id: Int64?, until head: Int64, _ backend: any ControlBackend) async throws(AuditUnavailable) {
        until = head
        guard let id else {
            (start, next, isContinuous) = (head, head, true)
            return
        }
        let anchor = try await backend.auditBounds().anchor.sequence
        isContinuous = (anchor...max(anchor, head)).contains(id)
        start = isContinuous ? id : head
        next = start
    }

    mutating func page(_ backend: any ControlBackend) async throws(AuditUnavailable) -> [OutgoingEvent]? {
        guard next < until else { return nil }
        let records = try await backend.audit(after: next, limit: Limits.pageRows, filter: AuditQuery())
            .filter { $0.sequence <= until }
        guard let first = records.first, let last = records.last else { return nil }
        // the oldest make room for new ones, and what is missing is not passed over
        guard first.sequence == next + 1 else { throw AuditUnavailable("the records after \(next) were dropped") }
        next = last.sequence
        return records.compactMap { try? OutgoingEvent($0.entry, sequence: $0.sequence) }
    }
}

extension Request {
    /// The id after which a stream goes on.
    fileprivate func lastEventID() throws(ProblemError) -> Int64? {
        guard let name = HTTPField.Name("Last-Event-ID"), let text = try single(name) else { return nil }
        guard let id = Int64(text), id >= 0, String(id) == text else {
            throw .header("Last-Event-ID", "'\(text.prefix(40))' is no id of an event.", allowed: "the id of an event")
        }
        return id
    }
}
