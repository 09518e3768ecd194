extension API {
    /// `POST /v1/commands`.
    package struct CommandSubmission: Codable, Hashable, Sendable {
        package var pumpSerial: String
        /// The revision that was read; or the header `If-Match`.
        package var baseRevision: UInt32?
        /// Absent: what the pump infuses goes on, without anything that is delivered once.
        package var program: Program?
        package var refill: Refill?
        package var setUp: SetUp?
        package var clockCorrectionMilliseconds: Int64?
        package var `operator`: String
        package var reason: String
        /// Passes soft limits.
        package var overrideReason: String?
        /// In which it may be applied; 900 when absent.
        package var lifetimeSeconds: Int64?

        package init(
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
    package struct Confirmation: Codable, Hashable, Sendable {
        /// That of the command's proposal.
        package var digest: String
        /// Who confirms; for the log.
        package var `operator`: String?

        package init(digest: String, `operator`: String? = nil) {
            self.digest = digest
            self.`operator` = `operator`
        }
    }

    /// `POST /v1/pumps/{serial}/stop`.
    package struct StopRequest: Codable, Hashable, Sendable {
        package var `operator`: String
        package var reason: String

        package init(`operator`: String, reason: String) {
            self.`operator` = `operator`
            self.reason = reason
        }
    }
}
