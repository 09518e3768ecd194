extension API {
    /// `POST /v1/commands`.
    package struct CommandSubmission: Codable, Hashable, Sendable {
        package var pumpSerial: String
        /// The revision that was read; or the header `If-Match`.
        package var baseRevision: UInt32?
        package var program: ProgramOrder
        package var `operator`: String
        package var reason: String
        /// Passes soft limits.
        package var overrideReason: String?
        /// In which it may be applied; 900 when absent.
        package var lifetimeSeconds: Int64?

        package init(
            pumpSerial: String, baseRevision: UInt32? = nil, program: ProgramOrder, `operator`: String,
            reason: String, overrideReason: String? = nil, lifetimeSeconds: Int64? = nil
        ) {
            self.pumpSerial = pumpSerial
            self.baseRevision = baseRevision
            self.program = program
            self.`operator` = `operator`
            self.reason = reason
            self.overrideReason = overrideReason
            self.lifetimeSeconds = lifetimeSeconds
        }
    }

    /// The program that is asked for.
    ///
    /// A dose is given once: as decimal text in micrograms, or as a whole number of nanograms.
    package struct ProgramOrder: Codable, Hashable, Sendable {
        package var mode: Mode
        package var doseMicrogramsPerDay: String?
        package var doseNanogramsPerDay: Int64?
        package var doseMicrograms: String?
        package var doseNanograms: Int64?
        package var durationSeconds: Int64?
        package var baseMicrogramsPerDay: String?
        package var baseNanogramsPerDay: Int64?

        package init(
            mode: Mode, doseMicrogramsPerDay: String? = nil, doseNanogramsPerDay: Int64? = nil,
            doseMicrograms: String? = nil, doseNanograms: Int64? = nil, durationSeconds: Int64? = nil,
            baseMicrogramsPerDay: String? = nil, baseNanogramsPerDay: Int64? = nil
        ) {
            self.mode = mode
            self.doseMicrogramsPerDay = doseMicrogramsPerDay
            self.doseNanogramsPerDay = doseNanogramsPerDay
            self.doseMicrograms = doseMicrograms
            self.doseNanograms = doseNanograms
            self.durationSeconds = durationSeconds
            self.baseMicrogramsPerDay = baseMicrogramsPerDay
            self.baseNanogramsPerDay = baseNanogramsPerDay
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
