public import ControlAPI
internal import NIOHTTP1

/// The audit trail. Whether it is intact is for the caller to check.
extension ControlClient {
    public func auditBounds() async throws(ControlClientError) -> API.AuditBounds {
        try await send(.GET, "/v1/audit/head")
    }

    /// The records after number `after` that match, oldest first.
    public func audit(
        after: Int64, limit: Int, _ filter: API.AuditFilter
    ) async throws(ControlClientError) -> API.AuditPage {
        let parameters = [
            ("pump", filter.pump), ("command", filter.command), ("kind", filter.kind?.rawValue),
            ("user", filter.userID.map { String($0) }), ("since", filter.since), ("until", filter.until),
        ]
        let query = parameters.compactMap { name, value in value.map { "&\(name)=\(Self.encoded($0))" } }
        // a search in all of a long trail takes a while
        return try await send(
            .GET, "/v1/audit?after=\(after)&limit=\(limit)\(query.joined())", waitMilliseconds: 15_000)
    }
}
