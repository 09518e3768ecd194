public import AuditTrail

extension API {
    /// The two ends of the audit trail, each as `SEQUENCE:HASH`.
    public struct AuditBounds: Codable, Hashable, Sendable {
        /// The record before the oldest one that is kept; number 0 while none was dropped.
        public var anchor: String
        /// The newest record. Kept elsewhere, it shows when the end is cut off later, or all is written anew.
        public var head: String

        public init(anchor: String, head: String) {
            self.anchor = anchor
            self.head = head
        }
    }

    /// A page of audit records, oldest first.
    public struct AuditPage: Codable, Hashable, Sendable {
        public var records: [AuditRecord]
        /// As in `AuditBounds`, after the records were read. One above the `after` that was asked for means that records
        /// after it were dropped.
        public var anchor: String
        public var head: String
        /// What `after` takes to get the next page; null on the last one.
        @Nullable public var next: Int64?

        public init(records: [AuditRecord], anchor: String, head: String, next: Int64?) {
            self.records = records
            self.anchor = anchor
            self.head = head
            self.next = next
        }

        /// The page as JSON. Each record stands in it exactly as on its line of an export.
        public var text: String {
            let records = records.map { $0.line() }.joined(separator: ",")
            let next = next.map { String($0) } ?? "null"
            return #"{"anchor":"\#(anchor)","head":"\#(head)","next":\#(next),"records":[\#(records)]}"#
        }
    }

    /// What an audit record tells of.
    public enum AuditKind: String, Codable, Hashable, Sendable, CaseIterable {
        /// A command for another program entered a state.
        case program
        /// The same, with a refill.
        case refill
        /// The same, with what the pump knows of its patient and its line.
        case setUp
        /// The same, with a correction of the clock for the day schedule.
        case clock
        /// Something happened to an alarm or a session, or somebody attended to it.
        case alarm
        /// An emergency stop entered a state.
        case stop
        /// A command was refused for what it asks.
        case refusal
        /// A confirmation named another digest.
        case digestRefusal
        /// A stop that is under way was asked for once more.
        case stopAskedAgain
        /// The pump was told to forget a program that nobody will confirm.
        case cleared
        /// A change that was called certainly not applied was applied.
        case appliedAfterAll
        /// The pump has passed revisions that no command known here produced.
        case changedElsewhere
        /// Records found no place while the journal took nothing.
        case lost
        /// Somebody asked for what his roles do not allow, or without what it needs.
        case access
        /// A clinician signed in.
        case signIn
        /// A clinician signed out, or was signed out.
        case signOut
        /// The configuration was read again.
        case configuration
        /// The daemon started.
        case start
        /// The daemon ended in order.
        case end
        /// The oldest records were dropped.
        case retention
    }

    /// Which audit records are wanted: those that match all that is set.
    public struct AuditFilter: Hashable, Sendable {
        public var pump: String?
        public var command: String?
        public var kind: AuditKind?
        /// The user id of who asked.
        public var userID: Int64?
        /// RFC 3339; both ends are included.
        public var since: String?
        public var until: String?

        public init(
            pump: String? = nil, command: String? = nil, kind: AuditKind? = nil, userID: Int64? = nil,
            since: String? = nil, until: String? = nil
        ) {
            self.pump = pump
            self.command = command
            self.kind = kind
            self.userID = userID
            self.since = since
            self.until = until
        }
    }
}
