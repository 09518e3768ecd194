extension API {
    /// What a pump is told to infuse, in an answer. Members that do not belong to the mode are left out.
    /// Micrograms are exact decimal text, nanograms the same as a number.
    package struct Program: Codable, Hashable, Sendable {
        package var mode: Mode
        /// `simpleContinuous`.
        package var doseNanogramsPerDay: Int64?
        package var doseMicrogramsPerDay: String?
        /// `singleBolus`: the bolus.
        package var doseNanograms: Int64?
        package var doseMicrograms: String?
        /// `singleBolus`: evenly over this time.
        package var durationSeconds: Int64?
        /// `singleBolus`: what goes on below it and after it.
        package var baseNanogramsPerDay: Int64?
        package var baseMicrogramsPerDay: String?
        /// For people.
        package var text: String

        package init(
            mode: Mode, doseNanogramsPerDay: Int64? = nil, doseMicrogramsPerDay: String? = nil,
            doseNanograms: Int64? = nil, doseMicrograms: String? = nil, durationSeconds: Int64? = nil,
            baseNanogramsPerDay: Int64? = nil, baseMicrogramsPerDay: String? = nil, text: String
        ) {
            self.mode = mode
            self.doseNanogramsPerDay = doseNanogramsPerDay
            self.doseMicrogramsPerDay = doseMicrogramsPerDay
            self.doseNanograms = doseNanograms
            self.doseMicrograms = doseMicrograms
            self.durationSeconds = durationSeconds
            self.baseNanogramsPerDay = baseNanogramsPerDay
            self.baseMicrogramsPerDay = baseMicrogramsPerDay
            self.text = text
        }
    }

    /// The modes that can be programmed.
    package enum Mode: String, Codable, Hashable, Sendable, CaseIterable {
        case stopped
        case minimumRate
        case simpleContinuous
        case singleBolus
    }
}
