package import PumpModel

extension Timestamp {
    /// A time of a clock that is so much ahead, by the clock that it is ahead of.
    package func earlier(byMilliseconds milliseconds: Int64) -> Timestamp {
        advanced(byMilliseconds: milliseconds == .min ? .max : -milliseconds)
    }
}

extension ClinicalRecord {
    /// The pump as it was read last.
    package struct PumpState: Hashable, Sendable {
        package var identity: PumpIdentity
        package var drug: Drug
        package var concentration: Concentration
        package var revision: ProgramRevision
        /// By the pump's clock.
        package var programmedAt: Timestamp
        package var readAt: Timestamp
        /// The pump's clock less this machine's.
        package var clockOffsetMilliseconds: Int64
        package var reservoir: Volume
        package var lowReservoirVolume: Volume
        /// Never delivered.
        package var residualVolume: Volume
        /// What flows now: zero when stopped, empty or stalled, whatever the program says.
        package var actualFlow: Flow
        /// The flow that the reservoir's dates count with: base program and allotted boluses, worst case.
        package var worstFlow: Flow
        /// 0 once the elective replacement indicator stands.
        package var serviceDaysRemaining: UInt16
        /// Since when nothing is delivered, by this machine's clock; nil while something is.
        package var stoppedSince: Timestamp?
        /// Since when a critical memory error holds the pump at its minimum rate, by this machine's clock.
        package var memoryErrorSince: Timestamp?
        /// Of the pump's clock, for its place in a day schedule alone.
        package var clockCorrectionMilliseconds: Int64
        /// Boluses that the patient gave himself in the last 24 h; nil where that is not known.
        package var patientBoluses24Hours: Int?
        /// Nil until the reservoir was filled, or where that is not known.
        package var lastRefill: LastRefill?

        package init(
            identity: PumpIdentity, drug: Drug, concentration: Concentration, revision: ProgramRevision,
            programmedAt: Timestamp, readAt: Timestamp, clockOffsetMilliseconds: Int64, reservoir: Volume,
            lowReservoirVolume: Volume, residualVolume: Volume, actualFlow: Flow, worstFlow: Flow,
            serviceDaysRemaining: UInt16, stoppedSince: Timestamp?, memoryErrorSince: Timestamp? = nil,
            clockCorrectionMilliseconds: Int64 = 0,
            patientBoluses24Hours: Int? = nil, lastRefill: LastRefill? = nil
        ) {
            self.identity = identity
            self.drug = drug
            self.concentration = concentration
            self.revision = revision
            self.programmedAt = programmedAt
            self.readAt = readAt
            self.clockOffsetMilliseconds = clockOffsetMilliseconds
            self.reservoir = reservoir
            self.lowReservoirVolume = lowReservoirVolume
            self.residualVolume = residualVolume
            self.actualFlow = actualFlow
            self.worstFlow = worstFlow
            self.serviceDaysRemaining = serviceDaysRemaining
            self.stoppedSince = stoppedSince
            self.memoryErrorSince = memoryErrorSince
            self.clockCorrectionMilliseconds = clockCorrectionMilliseconds
            self.patientBoluses24Hours = patientBoluses24Hours
            self.lastRefill = lastRefill
        }
    }

    /// When the reservoir was filled, by the pump's clock, and with what.
    package struct LastRefill: Hashable, Sendable {
        package var at: Timestamp
        package var filled: Volume
        package var concentration: Concentration

        package init(at: Timestamp, filled: Volume, concentration: Concentration) {
            self.at = at
            self.filled = filled
            self.concentration = concentration
        }
    }
}
