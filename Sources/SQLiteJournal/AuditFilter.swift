/// Which audit records are wanted: all that match every member that is set. Without any: all.
///
/// They are compared with the entry's top-level members `pump`, `command`, `kind`, `userID` and `atMilliseconds`; an
/// entry without such a member matches no filter on it.
package struct AuditFilter: Hashable, Sendable {
    package var pump: String?
    package var command: String?
    package var kind: String?
    /// The Unix user id of who did it.
    package var user: Int64?
    /// UTC milliseconds since 1970, itself included.
    package var since: Int64?
    /// UTC milliseconds since 1970, itself included.
    package var until: Int64?

    package init(
        pump: String? = nil, command: String? = nil, kind: String? = nil, user: Int64? = nil, since: Int64? = nil,
        until: Int64? = nil
    ) {
        self.pump = pump
        self.command = command
        self.kind = kind
        self.user = user
        self.since = since
        self.until = until
    }
}
