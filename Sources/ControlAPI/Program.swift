extension API {
    /// What a pump is told to infuse: a base, and what comes on top of it. Members that do not belong to it are left out.
    ///
    /// An answer gives each amount twice, as exact decimal text and as a whole number; an order gives it once, and no text.
    public struct Program: Codable, Hashable, Sendable {
        public var mode: Mode
        /// `simpleContinuous`; what flows below `periodicBoluses`.
        public var doseNanogramsPerDay: Int64?
        public var doseMicrogramsPerDay: String?
        /// `flex`.
        public var schedule: Schedule?
        /// `periodicBoluses`.
        public var periodic: PeriodicBoluses?
        /// Delivered once, at the beginning.
        public var once: Once?
        /// What the patient may give himself.
        public var patientBolus: PatientBolus?
        /// For people.
        public var text: String?

        public init(
            mode: Mode, doseNanogramsPerDay: Int64? = nil, doseMicrogramsPerDay: String? = nil,
            schedule: Schedule? = nil, periodic: PeriodicBoluses? = nil, once: Once? = nil,
            patientBolus: PatientBolus? = nil, text: String? = nil
        ) {
            self.mode = mode
            self.doseNanogramsPerDay = doseNanogramsPerDay
            self.doseMicrogramsPerDay = doseMicrogramsPerDay
            self.schedule = schedule
            self.periodic = periodic
            self.once = once
            self.patientBolus = patientBolus
            self.text = text
        }

        /// The program in words; an order has none.
        public var line: String { text ?? mode.rawValue }
    }

    /// The modes that can be programmed.
    public enum Mode: String, Codable, Hashable, Sendable, CaseIterable {
        case stopped
        case minimumRate
        case simpleContinuous
        case flex
        case periodicBoluses
    }

    /// Rates by the time of day; each weekday stands in exactly one of the days.
    public struct Schedule: Codable, Hashable, Sendable {
        /// What local time is ahead of UTC by. It does not follow summer time by itself.
        public var utcOffsetMinutes: Int64
        public var days: [Day]

        public init(utcOffsetMinutes: Int64, days: [Day]) {
            self.utcOffsetMinutes = utcOffsetMinutes
            self.days = days
        }
    }

    /// One day of a schedule, for one or more weekdays.
    public struct Day: Codable, Hashable, Sendable {
        public var weekdays: [Weekday]
        /// What the day delivers: an order says it as well, and is refused when it does not match its steps.
        public var totalNanograms: Int64?
        public var totalMicrograms: String?
        /// 1 to 13, the first at 00:00.
        public var steps: [Step]

        public init(weekdays: [Weekday], totalNanograms: Int64? = nil, totalMicrograms: String? = nil, steps: [Step]) {
            self.weekdays = weekdays
            self.totalNanograms = totalNanograms
            self.totalMicrograms = totalMicrograms
            self.steps = steps
        }
    }

    public enum Weekday: String, Codable, Hashable, Sendable, CaseIterable {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday
    }

    /// A rate from a time of day on.
    public struct Step: Codable, Hashable, Sendable {
        /// "06:30".
        public var start: String
        public var nanogramsPerHour: Int64?
        public var microgramsPerHour: String?

        public init(start: String, nanogramsPerHour: Int64? = nil, microgramsPerHour: String? = nil) {
            self.start = start
            self.nanogramsPerHour = nanogramsPerHour
            self.microgramsPerHour = microgramsPerHour
        }
    }

    /// The same bolus in equal intervals.
    public struct PeriodicBoluses: Codable, Hashable, Sendable {
        public var doseNanograms: Int64?
        public var doseMicrograms: String?
        public var durationSeconds: Int64
        /// Divides a day.
        public var intervalMinutes: Int64
        /// From the application of the program to the first one.
        public var firstAfterMinutes: Int64

        public init(
            doseNanograms: Int64? = nil, doseMicrograms: String? = nil, durationSeconds: Int64, intervalMinutes: Int64,
            firstAfterMinutes: Int64
        ) {
            self.doseNanograms = doseNanograms
            self.doseMicrograms = doseMicrograms
            self.durationSeconds = durationSeconds
            self.intervalMinutes = intervalMinutes
            self.firstAfterMinutes = firstAfterMinutes
        }
    }

    /// A bolus by its dose, a prime or a bridge by its volume.
    public struct Once: Codable, Hashable, Sendable {
        public var kind: Kind
        /// `bolus`.
        public var doseNanograms: Int64?
        public var doseMicrograms: String?
        /// `prime` and `bridge`.
        public var volumeNanoliters: Int64?
        public var volumeMilliliters: String?
        public var durationSeconds: Int64

        public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
            /// On top of the base.
            case bolus
            /// Fills the line after an implantation; the base begins afterwards.
            case prime
            /// Brings the old drug in the line to the patient at the old dose; the base begins afterwards.
            case bridge
        }

        public init(
            kind: Kind, doseNanograms: Int64? = nil, doseMicrograms: String? = nil, volumeNanoliters: Int64? = nil,
            volumeMilliliters: String? = nil, durationSeconds: Int64
        ) {
            self.kind = kind
            self.doseNanograms = doseNanograms
            self.doseMicrograms = doseMicrograms
            self.volumeNanoliters = volumeNanoliters
            self.volumeMilliliters = volumeMilliliters
            self.durationSeconds = durationSeconds
        }
    }

    /// What the patient may give himself.
    public struct PatientBolus: Codable, Hashable, Sendable {
        public var doseNanograms: Int64?
        public var doseMicrograms: String?
        public var durationSeconds: Int64
        public var allottedPer24Hours: Int64
        /// From the start of one to the next.
        public var lockoutMinutes: Int64

        public init(
            doseNanograms: Int64? = nil, doseMicrograms: String? = nil, durationSeconds: Int64,
            allottedPer24Hours: Int64, lockoutMinutes: Int64
        ) {
            self.doseNanograms = doseNanograms
            self.doseMicrograms = doseMicrograms
            self.durationSeconds = durationSeconds
            self.allottedPer24Hours = allottedPer24Hours
            self.lockoutMinutes = lockoutMinutes
        }
    }
}
