package import PumpModel

extension ClinicalRecord {
    /// A program as people read it.
    package struct ProgramSummary: Hashable, Sendable {
        /// One line for each part of it: "flex, 3 steps every day", "patient bolus 5 mcg over 5 min, at most 4 in 24 h".
        package var lines: [String]
        /// What the patient receives in the coming 24 h at most: the base and a bolus that runs, not what he may give
        /// himself.
        package var total24Hours: DailyDose
        /// The same with every bolus that the patient is allotted; nil where that is not known.
        package var greatest24Hours: DailyDose?
        /// What the patient may give himself.
        package var patientBolus: PatientBolus?
        /// The base program's days: one for all seven, or one for each group of equal weekdays, in the order of their
        /// first one; empty when nothing is programmed to flow.
        package var days: [DayProfile]
        /// What a schedule's local time is ahead of UTC by; nil where there is no schedule.
        package var utcOffsetMinutes: Int?
        /// The lowest rate that the pump can hold: next to nothing.
        package var isMinimumRate: Bool

        package init(
            lines: [String], total24Hours: DailyDose, greatest24Hours: DailyDose? = nil,
            patientBolus: PatientBolus? = nil, days: [DayProfile], utcOffsetMinutes: Int? = nil,
            isMinimumRate: Bool = false
        ) {
            self.lines = lines
            self.total24Hours = total24Hours
            self.greatest24Hours = greatest24Hours
            self.patientBolus = patientBolus
            self.days = days
            self.utcOffsetMinutes = utcOffsetMinutes
            self.isMinimumRate = isMinimumRate
        }

        /// What the base delivers on a weekday; nil where no day of the program is one.
        package func total(on weekday: Weekday) -> DailyDose? {
            days.isEmpty && total24Hours == .zero ? .zero : days.first { $0.weekdays.contains(weekday) }?.total
        }
    }

    /// One day of a base program, from midnight of the schedule's local time, and the weekdays that are like it.
    package struct DayProfile: Hashable, Sendable {
        /// Ascending.
        package var weekdays: [Weekday]
        /// What the day delivers, without boluses that are given once or by the patient.
        package var total: DailyDose
        /// One step from 0 for a continuous rate.
        package var steps: [ProfileStep]

        package init(weekdays: [Weekday] = Weekday.allCases, total: DailyDose, steps: [ProfileStep]) {
            self.weekdays = weekdays
            self.total = total
            self.steps = steps
        }
    }

    /// Monday first.
    package enum Weekday: Int, Hashable, Sendable, CaseIterable {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday
    }

    /// A rate from a minute of the day to the next step, or to midnight.
    package struct ProfileStep: Hashable, Sendable {
        /// 0 to 1439, ascending.
        package var startMinute: Int
        package var nanogramsPerHour: Int64

        package init(startMinute: Int, nanogramsPerHour: Int64) {
            self.startMinute = startMinute
            self.nanogramsPerHour = nanogramsPerHour
        }
    }
}
