internal import AuditTrail
internal import ControlAPI
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import PumpModel

extension ControlRoutes {
    func addAudit(to table: inout RouteTable) {
        table.on(.audit) { request, _ in try await auditPage(request) }
        table.on(.auditHead) { request, _ in
            _ = try request.parameters()
            let (anchor, head) = try await backend.auditBounds()
            return try .json(API.AuditBounds(anchor: anchor.text, head: head.text))
        }
    }

    private func auditPage(_ request: Request) async throws -> Response {
        let parameters = try request.parameters(
            "after", "limit", "pump", "command", "kind", "user", "since", "until")
        let after = try parameters.integer("after", 0...Int64.max - 1) ?? 0
        let limit = Int(try parameters.integer("limit", 1...Int64(Limits.auditPageRecords)) ?? Int64(Limits.pageRows))
        let query = try AuditQuery(parameters)
        // one more than asked for tells whether there is a next page
        let rows = try await backend.audit(after: after, limit: limit + 1, filter: query)
        // asked for after the records: none of them lies beyond the head, and an anchor that passed `after` shows
        let (anchor, head) = try await backend.auditBounds()
        let page = API.AuditPage(
            records: Array(rows.prefix(limit)), anchor: anchor.text, head: head.text,
            next: rows.count > limit ? rows[limit - 1].sequence : nil)
        return .text(page.text.utf8)
    }
}

extension AuditQuery {
    init(_ parameters: [String: String]) throws(ProblemError) {
        self.init(
            pump: try parameters.pumpSerial("pump")?.text,
            command: try parameters.transactionID("command")?.description,
            kind: try parameters.auditKind("kind")?.rawValue,
            userID: try parameters.integer("user", 0...Int64(UInt32.max)), since: try parameters.time("since"),
            until: try parameters.time("until"))
        if let since, let until, until < since {
            throw .parameter("until", "It lies before 'since'.", allowed: "'since' or later")
        }
    }
}

extension [String: String] {
    func auditKind(_ name: String) throws(ProblemError) -> API.AuditKind? {
        guard let text = self[name] else { return nil }
        guard let kind = API.AuditKind(rawValue: text) else {
            throw .parameter(
                name, "There is no kind '\(text.prefix(40))'.",
                allowed: API.AuditKind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return kind
    }

    /// A time in UTC, with or without milliseconds.
    func time(_ name: String) throws(ProblemError) -> Timestamp? {
        guard let text = self[name] else { return nil }
        let isWhole = text.utf8.count == 20 && text.hasSuffix("Z")
        guard let time = Timestamp(isWhole ? text.dropLast() + ".000Z" : text) else {
            throw .parameter(
                name, "'\(text.prefix(40))' is not a time.", allowed: "RFC 3339 in UTC such as 2026-11-23T10:00:00Z")
        }
        return time
    }
}

extension ProblemError {
    init(_ unavailable: AuditUnavailable) {
        self = .problem(
            .auditUnavailable, unavailable.description,
            "Check the disk under the daemon's state directory and the daemon's log; copy the journal's files before "
                + "anything is repaired.")
    }
}
