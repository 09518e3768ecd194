extension API {
    /// `POST /v1/commands`.
    public struct CommandSubmission: Codable, Hashable, Sendable {
        public var pumpSerial: String
        /// The revision that was read; or the header `If-Match`.
        public var baseRevision: UInt32?
        /// Absent: what the pump infuses goes on, without anything that is delivered once.
        public var program: Program?
        public var refill: Refill?
        public var setUp: SetUp?
        public var clockCorrectionMilliseconds: Int64?
        public var `operator`: String
        public var reason: String
        /// Passes soft limits.
        public var overrideReason: String?
        /// In which it may be applied; 900 when absent.
        public var lifetimeSeconds: Int64?

        public init(
            pumpSerial: String, baseRevision: UInt32? = nil, program: Program? = nil, refill: Refill? = nil,
            setUp: SetUp? = nil, clockCorrectionMilliseconds: Int64? = nil, `operator`: String, reason: String,
            overrideReason: String? = nil, lifetimeSeconds: Int64? = nil
        ) {
            self.pumpSerial = pumpSerial
            self.baseRevision = baseRevision
            self.program = program
            self.refill = refill
            self.setUp = setUp
            self.clockCorrectionMilliseconds = clockCorrectionMilliseconds
            self.`operator` = `operator`
            self.reason = reason
            self.overrideReason = overrideReason
            self.lifetimeSeconds = lifetimeSeconds
        }
    }

    /// `POST /v1/commands/{id}/confirmation`.
    public struct Confirmation: Codable, Hashable, Sendable {
        /// That of the command's proposal.
        public var digest: String
        /// Who confirms; for the log.
        public var `operator`: String?

        public init(digest: String, `operator`: String? = nil) {
            self.digest = digest
            self.`operator` = `operator`
        }
    }

    /// `POST /v1/pumps/{serial}/stop`.
    public struct StopRequest: Codable, Hashable, Sendable {
        public var `operator`: String
        public var reason: String

        public init(`operator`: String, reason: String) {
            self.`operator` = `operator`
            self.reason = reason
        }
    }
}
