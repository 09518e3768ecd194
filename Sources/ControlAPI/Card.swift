extension API {
    /// The registration card that a family carries. Dates count from `readAt`, and are never later than true.
    package struct Card: Codable, Hashable, Sendable {
        package var pumpSerial: String
        package var model: String
        package var reservoirSizeNanoliters: Int64
        package var drug: String
        package var concentrationMicrogramsPerMilliliter: Int64
        package var program: Program
        package var total24HoursNanograms: Int64
        package var total24HoursMicrograms: String
        /// RFC 3339.
        package var readAt: String
        package var reservoirNanoliters: Int64
        /// What the dates count with: base and allotted boluses, at the worst error of the flow.
        package var worstFlowNanolitersPerDay: Int64
        /// When the low reservoir alarm is expected; null when nothing flows.
        @Nullable package var lowReservoirDate: String?
        /// The day that the refill is due.
        @Nullable package var refillBy: String?
        /// When the drug ends.
        @Nullable package var emptyDate: String?
        /// Who families and rescuers call, as the site configures it; null when it names nobody.
        @Nullable package var contact: String?

        package init(
            pumpSerial: String, model: String, reservoirSizeNanoliters: Int64, drug: String,
            concentrationMicrogramsPerMilliliter: Int64, program: Program, total24HoursNanograms: Int64,
            total24HoursMicrograms: String, readAt: String, reservoirNanoliters: Int64,
            worstFlowNanolitersPerDay: Int64, lowReservoirDate: String?,
            refillBy: String?, emptyDate: String?, contact: String? = nil
        ) {
            self.pumpSerial = pumpSerial
            self.model = model
            self.reservoirSizeNanoliters = reservoirSizeNanoliters
            self.drug = drug
            self.concentrationMicrogramsPerMilliliter = concentrationMicrogramsPerMilliliter
            self.program = program
            self.total24HoursNanograms = total24HoursNanograms
            self.total24HoursMicrograms = total24HoursMicrograms
            self.readAt = readAt
            self.reservoirNanoliters = reservoirNanoliters
            self.worstFlowNanolitersPerDay = worstFlowNanolitersPerDay
            self.lowReservoirDate = lowReservoirDate
            self.refillBy = refillBy
            self.emptyDate = emptyDate
            self.contact = contact
        }
    }
}
