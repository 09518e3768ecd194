extension API {
    /// What a pump is told to infuse: a base, and what comes on top of it. Members that do not belong to it are left out.
    ///
    /// An answer gives each amount twice, as exact decimal text and as a whole number; an order gives it once, and no text.
    package struct Program: Codable, Hashable, Sendable {
        package var mode: Mode
        /// `simpleContinuous`; what flows below `periodicBoluses`.
        package var doseNanogramsPerDay: Int64?
        package var doseMicrogramsPerDay: String?
        /// `flex`.
        package var schedule: Schedule?
        /// `periodicBoluses`.
        package var periodic: PeriodicBoluses?
        /// Delivered once, at the beginning.
        package var once: Once?
        /// What the patient may give himself.
        package var patientBolus: PatientBolus?
        /// For people.
        package var text: String?

        package init(
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
        package var line: String { text ?? mode.rawValue }
    }

    /// The modes that can be programmed.
    package enum Mode: String, Codable, Hashable, Sendable, CaseIterable {
        case stopped
        case minimumRate
        case simpleContinuous
        case flex
        case periodicBoluses
    }

    /// Rates by the time of day; each weekday stands in exactly one of the days.
    package struct Schedule: Codable, Hashable, Sendable {
        /// What local time is ahead of UTC by. It does not follow summer time by itself.
        package var utcOffsetMinutes: Int64
        package var days: [Day]

        package init(utcOffsetMinutes: Int64, days: [Day]) {
            self.utcOffsetMinutes = utcOffsetMinutes
            self.days = days
        }
    }

    /// One day of a schedule, for one or more weekdays.
    package struct Day: Codable, Hashable, Sendable {
        package var weekdays: [Weekday]
        /// What the day delivers: an order says it as well, and is refused when it does not match its steps.
        package var totalNanograms: Int64?
        package var totalMicrograms: String?
        /// 1 to 13, the first at 00:00.
        package var steps: [Step]

        package init(weekdays: [Weekday], totalNanograms: Int64? = nil, totalMicrograms: String? = nil, steps: [Step]) {
            self.weekdays = weekdays
            self.totalNanograms = totalNanograms
            self.totalMicrograms = totalMicrograms
            self.steps = steps
        }
    }

    package enum Weekday: String, Codable, Hashable, Sendable, CaseIterable {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday
    }

    /// A rate from a time of day on.
    package struct Step: Codable, Hashable, Sendable {
        /// "06:30".
        package var start: String
        package var nanogramsPerHour: Int64?
        package var microgramsPerHour: String?

        package init(start: String, nanogramsPerHour: Int64? = nil, microgramsPerHour: String? = nil) {
            self.start = start
            self.nanogramsPerHour = nanogramsPerHour
            self.microgramsPerHour = microgramsPerHour
        }
    }

    /// The same bolus in equal intervals.
    package struct PeriodicBoluses: Codable, Hashable, Sendable {
        package var doseNanograms: Int64?
        package var doseMicrograms: String?
        package var durationSeconds: Int64
        /// Divides a day.
        package var intervalMinutes: Int64
        /// From the application of the program to the first one.
        package var firstAfterMinutes: Int64

        package init(
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
    package struct Once: Codable, Hashable, Sendable {
        package var kind: Kind
        /// `bolus`.
        package var doseNanograms: Int64?
        package var doseMicrograms: String?
        /// `prime` and `bridge`.
        package var volumeNanoliters: Int64?
        package var volumeMilliliters: String?
        package var durationSeconds: Int64

        package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
            /// On top of the base.
            case bolus
            /// Fills the line after an implantation; the base begins afterwards.
            case prime
            /// Brings the old drug in the line to the patient at the old dose; the base begins afterwards.
            case bridge
        }

        package init(
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
    package struct PatientBolus: Codable, Hashable, Sendable {
        package var doseNanograms: Int64?
        package var doseMicrograms: String?
        package var durationSeconds: Int64
        package var allottedPer24Hours: Int64
        /// From the start of one to the next.
        package var lockoutMinutes: Int64

        package init(
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
