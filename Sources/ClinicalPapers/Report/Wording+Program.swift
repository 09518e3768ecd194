import ClinicalRecord
import PumpModel

/// How programs are written on every paper.
extension Wording {
    /// "Mon-Fri", "Mon-Wed, Fri", "every day".
    static func days(_ weekdays: [ClinicalRecord.Weekday]) -> String {
        let numbers = Set(weekdays.map(\.rawValue)).sorted()
        guard numbers.count < 7 else { return "every day" }
        var runs: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        return runs.map { run in
            run.count == 1
                ? dayNames[run.lowerBound]
                : dayNames[run.lowerBound] + (run.count == 2 ? ", " : "-") + dayNames[run.upperBound]
        }.joined(separator: ", ")
    }

    private static let dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// What a day of the base delivers: "126.2 mcg/day", and where the weekdays differ "100.8 to 600 mcg/day".
    static func dose(of program: ClinicalRecord.ProgramSummary) -> String {
        let totals = program.days.map(\.total)
        guard let least = totals.min(), let most = totals.max() else { return program.total24Hours.description }
        return least == most ? most.description : "\(least.decimalText) to \(most)"
    }

    /// "5 mcg over 5 min, at most 4 in 24 h, 2 h apart".
    static func bolus(_ bolus: PatientBolus) -> String {
        let apart = TimeSpan(checked: Int64(bolus.lockoutMinutes) * 60_000)
        return "\(bolus.bolus.dose) over \(span(bolus.bolus.duration)), at most \(bolus.allottedPer24Hours) in 24 h, "
            + "\(span(apart)) apart"
    }

    /// Exact, in the largest unit that is whole: "2 h", "90 min", "45 s".
    static func span(_ span: TimeSpan) -> String {
        let seconds = span.milliseconds / 1_000
        guard seconds > 0, span.milliseconds % 1_000 == 0 else { return span.description }
        return seconds % 3_600 == 0
            ? "\(seconds / 3_600) h" : seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds) s"
    }

    /// "by the schedule's local time (UTC+01:00)"; nothing where no schedule is.
    static func localTime(of program: ClinicalRecord.ProgramSummary) -> String {
        guard let minutes = program.utcOffsetMinutes else { return "" }
        let size = Int(clamping: minutes.magnitude)
        return ", by the schedule's local time (UTC\(minutes < 0 ? "-" : "+")\(clock(minute: size)))"
    }
}

extension ClinicalRecord.ProgramSummary {
    /// Whether weekdays differ.
    var differsByWeekday: Bool { Set(days.map(\.total)).count > 1 || days.count > 1 }

    /// Whether there is more than the base in a day, or more in any 24 h than in one of its days.
    var most24Hours: DailyDose? {
        let most = max(total24Hours, greatest24Hours ?? .zero)
        let base = days.map(\.total).max() ?? total24Hours
        return most > base ? most : nil
    }
}
