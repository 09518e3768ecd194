extension API {
    /// Old and new side by side: what is confirmed, by its digest.
    public struct Proposal: Codable, Hashable, Sendable {
        public var pumpSerial: String
        public var baseRevision: UInt32
        public var concentrationMicrogramsPerMilliliter: Int64
        public var old: Program
        public var new: Change
        public var oldTotal24HoursNanograms: Int64
        public var oldTotal24HoursMicrograms: String
        public var newTotal24HoursNanograms: Int64
        public var newTotal24HoursMicrograms: String
        /// What the bases deliver by weekday, seven values, Monday first; null where an earlier version did not say.
        @Nullable public var oldDayTotalsNanograms: [Int64]?
        @Nullable public var newDayTotalsNanograms: [Int64]?
        /// With every bolus that the patient is allotted; null like the days.
        @Nullable public var oldGreatest24HoursNanograms: Int64?
        @Nullable public var newGreatest24HoursNanograms: Int64?
        /// Hundredths of a percent, rounded away from zero: of the 24 h total, or of the weekday that changes more; null
        /// from zero.
        @Nullable public var changeBasisPoints: Int64?
        /// The same as text: `+12.34`.
        @Nullable public var changePercent: String?
        /// Those that the new program passes.
        public var softLimits: [LimitFinding]
        /// 64 hexadecimal digits over what decides the infusion.
        public var digest: String

        public init(
            pumpSerial: String, baseRevision: UInt32, concentrationMicrogramsPerMilliliter: Int64, old: Program,
            new: Change, oldTotal24HoursNanograms: Int64, oldTotal24HoursMicrograms: String,
            newTotal24HoursNanograms: Int64, newTotal24HoursMicrograms: String, oldDayTotalsNanograms: [Int64]? = nil,
            newDayTotalsNanograms: [Int64]? = nil, oldGreatest24HoursNanograms: Int64? = nil,
            newGreatest24HoursNanograms: Int64? = nil, changeBasisPoints: Int64?, changePercent: String?,
            softLimits: [LimitFinding], digest: String
        ) {
            self.pumpSerial = pumpSerial
            self.baseRevision = baseRevision
            self.concentrationMicrogramsPerMilliliter = concentrationMicrogramsPerMilliliter
            self.old = old
            self.new = new
            self.oldTotal24HoursNanograms = oldTotal24HoursNanograms
            self.oldTotal24HoursMicrograms = oldTotal24HoursMicrograms
            self.newTotal24HoursNanograms = newTotal24HoursNanograms
            self.newTotal24HoursMicrograms = newTotal24HoursMicrograms
            self.oldDayTotalsNanograms = oldDayTotalsNanograms
            self.newDayTotalsNanograms = newDayTotalsNanograms
            self.oldGreatest24HoursNanograms = oldGreatest24HoursNanograms
            self.newGreatest24HoursNanograms = newGreatest24HoursNanograms
            self.changeBasisPoints = changeBasisPoints
            self.changePercent = changePercent
            self.softLimits = softLimits
            self.digest = digest
        }
    }

    /// A limit that a program touches.
    public struct LimitFinding: Codable, Hashable, Sendable {
        /// Stable.
        public var code: String
        /// For people.
        public var text: String

        public init(code: String, text: String) {
            self.code = code
            self.text = text
        }
    }
}
