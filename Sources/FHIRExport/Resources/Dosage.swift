import ClinicalRecord
import PumpModel

/// Dosage elements: what a program tells the pump to deliver.
enum Dosage {
    /// A program's dosages. First all of it in words; a rate that goes on all day stands with them. A day of several
    /// rates follows as one dosage for each, with its time of day by the schedule's local time and its duration; where
    /// the days differ, each says its weekdays.
    ///
    /// Boluses are in the words only. A profile that makes no sense is not guessed at: then there are only the words.
    static func instructions(_ summary: ClinicalRecord.ProgramSummary) -> [JSONValue] {
        let words = JSONValue.clean(summary.lines.joined(separator: "; ")) ?? "no description"
        let days = summary.days.compactMap { day in checked(day.steps).map { (day, $0) } }
        let only = days.count == 1 ? days[0].1 : []
        let constant = only.count == 1 && only[0].startMinute == 0 ? only[0] : nil
        let rate = constant.map { allDay($0, of: summary) }
        let whole = JSONValue.object([
            "text": words, "route": Concept.intrathecalRoute, "doseAndRate": rate.map { .list([ordered($0)]) },
        ])
        guard constant == nil else { return [whole] }
        guard days.count == summary.days.count else { return [whole] }
        return [whole]
            + days.flatMap { day, steps in
                let ends = steps.dropFirst().map(\.startMinute) + [minutesPerDay]
                return zip(steps, ends).map { step, end in
                    dosage(step, end: end, on: days.count == 1 ? nil : day.weekdays)
                }
            }
    }

    /// What a change was to bring: its program in words and, where it is known, its 24 h total as a mean rate.
    static func titration(_ titration: ClinicalRecord.Titration) -> JSONValue {
        .object([
            "text": .clean(titration.program) ?? "no description", "route": Concept.intrathecalRoute,
            "doseAndRate": titration.total24Hours.map { .list([typed("calculated", .quantity($0))]) },
        ])
    }

    private static let minutesPerDay = 1_440

    /// The steps when they ascend within the day and flow forwards; else nil.
    private static func checked(_ steps: [ClinicalRecord.ProfileStep]) -> [ClinicalRecord.ProfileStep]? {
        let ascend = zip(steps, steps.dropFirst()).allSatisfy { $0.startMinute < $1.startMinute }
        let withinDay = steps.allSatisfy { (0..<minutesPerDay).contains($0.startMinute) && $0.nanogramsPerHour >= 0 }
        return ascend && withinDay ? steps : nil
    }

    /// The rate that goes on all day: the daily dose itself where the step is nothing but that dose rounded to whole
    /// nanograms per hour, else the step's own rate (something comes on top of it).
    private static func allDay(
        _ step: ClinicalRecord.ProfileStep, of summary: ClinicalRecord.ProgramSummary
    ) -> JSONValue {
        let hourly = summary.total24Hours.nanogramsPerDay / 24
        return (hourly...hourly + 1).contains(step.nanogramsPerHour) ? .quantity(summary.total24Hours) : quantity(step)
    }

    /// - Parameter weekdays: nil for every day.
    private static func dosage(
        _ step: ClinicalRecord.ProfileStep, end: Int, on weekdays: [ClinicalRecord.Weekday]?
    ) -> JSONValue {
        let hour = step.startMinute / 60
        let minute = step.startMinute % 60
        let clock = [hour, minute].map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
        return .object([
            "timing": .object([
                "repeat": .object([
                    "dayOfWeek": weekdays.map { .list($0.map { .text(code(of: $0)) }) },
                    "duration": .decimal(ExactDecimal(Int64(end - step.startMinute))), "durationUnit": "min",
                    "timeOfDay": .list([.text(clock + ":00")]),
                ])
            ]),
            "route": Concept.intrathecalRoute,
            "doseAndRate": .list([ordered(quantity(step))]),
        ])
    }

    private static func code(of weekday: ClinicalRecord.Weekday) -> String {
        switch weekday {
        case .monday: "mon"
        case .tuesday: "tue"
        case .wednesday: "wed"
        case .thursday: "thu"
        case .friday: "fri"
        case .saturday: "sat"
        case .sunday: "sun"
        }
    }

    private static func quantity(_ step: ClinicalRecord.ProfileStep) -> JSONValue {
        .quantity(ExactDecimal(step.nanogramsPerHour, decimals: 3), .microgramsPerHour)
    }

    private static func ordered(_ rate: JSONValue) -> JSONValue { typed("ordered", rate) }

    private static func typed(_ type: String, _ rate: JSONValue) -> JSONValue {
        .object(["type": .concept(type, .coding(CodeSystem.doseAndRateType, type)), "rateQuantity": rate])
    }
}
