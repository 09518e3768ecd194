extension API {
    /// Why a request was not carried out: an RFC 9457 problem document.
    ///
    /// Members that have no meaning for its type are left out.
    package struct Problem: Codable, Hashable, Sendable {
        /// Stable: `urn:wandd:problem:...`.
        package var type: String
        package var title: String
        /// The HTTP status.
        package var status: Int
        /// For people.
        package var detail: String
        /// The next step, for people.
        package var whatToDo: String
        /// The member, header or parameter that is wrong.
        package var member: String?
        /// What it may be.
        package var allowed: String?
        package var limits: [LimitFinding]?
        /// The one that the client named.
        package var expectedRevision: UInt32?
        package var foundRevision: UInt32?
        package var askedSerial: String?
        package var foundSerial: String?
        package var ageMilliseconds: Int64?
        package var allowedMilliseconds: Int64?
        /// Of the command.
        package var state: String?
        /// The id of the command that is meant.
        package var command: String?
        /// The limit that is reached.
        package var maximum: Int?
        package var deviceCode: UInt8?

        package init(
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
