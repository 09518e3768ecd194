package import PumpModel

/// Which audit records are wanted: all that match every member that is set. Without any: all.
///
/// An entry without such a member matches no query for it.
package struct AuditQuery: Hashable, Sendable {
    package var pump: String?
    /// The id of a command.
    package var command: String?
    /// What happened: `program`, `stop`, `refusal`...
    package var kind: String?
    /// The user id of who asked.
    package var userID: Int64?
    /// Both ends are included.
    package var since: Timestamp?
    package var until: Timestamp?

    package init(
        pump: String? = nil, command: String? = nil, kind: String? = nil, userID: Int64? = nil, since: Timestamp? = nil,
        until: Timestamp? = nil
    ) {
        self.pump = pump
        self.command = command
        self.kind = kind
        self.userID = userID
        self.since = since
        self.until = until
    }
}

/// The audit trail can not be read now.
package struct AuditUnavailable: Error, Hashable, Sendable, CustomStringConvertible {
    /// Why, as a sentence.
    package let description: String
    package init(_ description: String) { self.description = description }
}
