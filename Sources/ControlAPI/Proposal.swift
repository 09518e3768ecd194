extension API {
    /// Old and new side by side: what is confirmed, by its digest.
    package struct Proposal: Codable, Hashable, Sendable {
        package var pumpSerial: String
        package var baseRevision: UInt32
        package var concentrationMicrogramsPerMilliliter: Int64
        package var old: Program
        package var new: Change
        package var oldTotal24HoursNanograms: Int64
        package var oldTotal24HoursMicrograms: String
        package var newTotal24HoursNanograms: Int64
        package var newTotal24HoursMicrograms: String
        /// What the bases deliver by weekday, seven values, Monday first; null where an earlier version did not say.
        @Nullable package var oldDayTotalsNanograms: [Int64]?
        @Nullable package var newDayTotalsNanograms: [Int64]?
        /// With every bolus that the patient is allotted; null like the days.
        @Nullable package var oldGreatest24HoursNanograms: Int64?
        @Nullable package var newGreatest24HoursNanograms: Int64?
        /// Hundredths of a percent, rounded away from zero: of the 24 h total, or of the weekday that changes more; null
        /// from zero.
        @Nullable package var changeBasisPoints: Int64?
        /// The same as text: `+12.34`.
        @Nullable package var changePercent: String?
        /// Those that the new program passes.
        package var softLimits: [LimitFinding]
        /// 64 hexadecimal digits over what decides the infusion.
        package var digest: String

        package init(
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
    package struct LimitFinding: Codable, Hashable, Sendable {
        /// Stable.
        package var code: String
        /// For people.
        package var text: String

        package init(code: String, text: String) {
            self.code = code
            self.text = text
        }
    }
}
