extension API {
    /// Why a request was not carried out: an RFC 9457 problem document.
    ///
    /// Members that have no meaning for its type are left out.
    public struct Problem: Codable, Hashable, Sendable {
        /// Whether what was asked for may have happened all the same.
        public var leavesOutcomeUnknown: Bool {
            API.ProblemType.allCases.contains { $0.urn == type && $0.leavesOutcomeUnknown }
        }

        /// Stable: `urn:wandd:problem:...`.
        public var type: String
        public var title: String
        /// The HTTP status.
        public var status: Int
        /// For people.
        public var detail: String
        /// The next step, for people.
        public var whatToDo: String
        /// The member, header or parameter that is wrong.
        public var member: String?
        /// What it may be.
        public var allowed: String?
        public var limits: [LimitFinding]?
        /// The one that the client named.
        public var expectedRevision: UInt32?
        public var foundRevision: UInt32?
        public var askedSerial: String?
        public var foundSerial: String?
        public var ageMilliseconds: Int64?
        public var allowedMilliseconds: Int64?
        /// Of the command.
        public var state: String?
        /// The id of the command that is meant.
        public var command: String?
        /// The limit that is reached.
        public var maximum: Int?
        public var deviceCode: UInt8?

        public init(
            type: String, title: String, status: Int, detail: String, whatToDo: String, member: String? = nil,
            allowed: String? = nil, limits: [LimitFinding]? = nil, expectedRevision: UInt32? = nil,
            foundRevision: UInt32? = nil, askedSerial: String? = nil, foundSerial: String? = nil,
            ageMilliseconds: Int64? = nil, allowedMilliseconds: Int64? = nil, state: String? = nil,
            command: String? = nil, maximum: Int? = nil, deviceCode: UInt8? = nil
        ) {
            self.type = type
            self.title = title
            self.status = status
            self.detail = detail
            self.whatToDo = whatToDo
            self.member = member
            self.allowed = allowed
            self.limits = limits
            self.expectedRevision = expectedRevision
            self.foundRevision = foundRevision
            self.askedSerial = askedSerial
            self.foundSerial = foundSerial
            self.ageMilliseconds = ageMilliseconds
            self.allowedMilliseconds = allowedMilliseconds
            self.state = state
            self.command = command
            self.maximum = maximum
            self.deviceCode = deviceCode
        }
    }
}
