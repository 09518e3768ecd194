extension API {
    /// The numbers that requests are held to, as the description states them. They are the pump model's own: a test of
    /// the server compares the two.
    package enum Bounds {
        /// Of a daily dose and of the dose of a bolus, in nanograms (per day).
        package static let doseNanograms: Int64 = 4_000_000_000
        /// Of a rate in a day schedule, in nanograms per hour.
        package static let rateNanogramsPerHour: Int64 = doseNanograms / 24
        package static let volumeNanoliters: Int64 = 100_000_000
        package static let lengthMicrometers: Int64 = 2_000_000
        package static let concentrationMicrogramsPerMilliliter: ClosedRange<Int64> = 1...10_000
        package static let bolusDurationSeconds: ClosedRange<Int64> = 1...86_400
        package static let timedVolumeDurationSeconds: ClosedRange<Int64> = 1...2_592_000
        package static let allottedPer24Hours: ClosedRange<Int64> = 1...48
        package static let minutesOfADay: Int64 = 1_440
        package static let stepsOfADay = 13
        package static let utcOffsetMinutes: ClosedRange<Int64> = -720...840
        package static let utcOffsetStepMinutes: Int64 = 15
        /// Either way.
        package static let clockCorrectionMilliseconds: Int64 = 3_660 * 86_400_000
        package static let lifetimeSeconds: ClosedRange<Int64> = 15...3_600
        package static let drugs = ["baclofen"]
        package static let serialCharacters = 20
        package static let patientCharacters = 16
        package static let wandNameCharacters = 32
        package static let operatorTextBytes = 256
        package static let idempotencyKeyCharacters = 255
        package static let requestBodyBytes = 65_536
        package static let pageRows = 100
        package static let auditPageRecords = 1_000
        package static let waitMilliseconds: Int64 = 30_000
        package static let wands = 16
    }
}
