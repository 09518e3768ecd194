extension API {
    /// What a user may do. Nobody has a role that the configuration does not give; each of them may look.
    public enum Role: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
        /// Looks at wands, pumps, commands and alarms.
        case observer
        /// Reads pumps, changes their therapy, attends to alarms.
        case clinician
        /// Reads and reloads the configuration; has no say over therapy.
        case administrator

        public static func < (left: Role, right: Role) -> Bool {
            allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
        }
    }

    /// Who is at the other end of this connection, by the kernel's word, and what that user may do.
    public struct Caller: Codable, Hashable, Sendable {
        public var userID: UInt32
        /// The name of that user on the daemon's machine.
        @Nullable public var user: String?
        /// In their order; empty: this user may do nothing here.
        public var roles: [Role]
        /// Whether a clinician has signed in and was not inactive for too long since.
        public var isSignedIn: Bool
        /// When the sign-in ends unless something is done before, RFC 3339.
        @Nullable public var signedInUntil: String?
        /// After so long without a request that asks for something, a sign-in ends.
        public var inactivitySeconds: Int64
        /// When another user than the one who submitted it has to confirm a command.
        public var secondPerson: SecondPerson

        public init(
            userID: UInt32, user: String?, roles: [Role], isSignedIn: Bool, signedInUntil: String?,
            inactivitySeconds: Int64, secondPerson: SecondPerson
        ) {
            self.userID = userID
            self.user = user
            self.roles = roles
            self.isSignedIn = isSignedIn
            self.signedInUntil = signedInUntil
            self.inactivitySeconds = inactivitySeconds
            self.secondPerson = secondPerson
        }
    }

    /// When another user than the one who submitted it has to confirm a command.
    public enum SecondPerson: String, Codable, Hashable, Sendable, CaseIterable {
        case never
        /// Where a soft limit was overridden.
        case overrides
        case always
    }
}
