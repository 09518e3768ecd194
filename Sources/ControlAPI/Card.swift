extension API {
    /// The registration card that a family carries. Dates count from `readAt`, and are never later than true.
    public struct Card: Codable, Hashable, Sendable {
        public var pumpSerial: String
        public var model: String
        public var reservoirSizeNanoliters: Int64
        public var drug: String
        public var concentrationMicrogramsPerMilliliter: Int64
        public var program: Program
        public var total24HoursNanograms: Int64
        public var total24HoursMicrograms: String
        /// RFC 3339.
        public var readAt: String
        public var reservoirNanoliters: Int64
        /// What the dates count with: base and allotted boluses, at the worst error of the flow.
        public var worstFlowNanolitersPerDay: Int64
        /// When the low reservoir alarm is expected; null when nothing flows.
        @Nullable public var lowReservoirDate: String?
        /// The day that the refill is due.
        @Nullable public var refillBy: String?
        /// When the drug ends.
        @Nullable public var emptyDate: String?
        /// Who families and rescuers call, as the site configures it; null when it names nobody.
        @Nullable public var contact: String?

        public init(
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
