import ControlAPI
import WandClient

/// Where the pages of a trail come from: the daemon, or what a test makes up.
protocol AuditPages: Sendable {
    func auditBounds() async throws(ControlClientError) -> API.AuditBounds
    /// The records after number `after` that match, oldest first.
    func audit(
        after: Int64, limit: Int, _ filter: API.AuditFilter
    ) async throws(ControlClientError) -> API.AuditPage
}

extension ControlClient: AuditPages {}
