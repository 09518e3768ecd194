import ControlAPI
import PumpModel

/// A program in lines, for people: amounts exact, times in hours and minutes, a schedule one group of days after the other.
extension API.Program {
    private static let stepsPerLine = 4

    /// - Parameter hasEnded: what is delivered once has been delivered.
    func parts(onceHasEnded hasEnded: Bool = false) -> [String] {
        let once = once?.text.map { $0 + (hasEnded ? " (ended)" : "") }
        guard let base = baseLines, (self.once == nil) == (once == nil) else {
            return line.split(separator: ";").map { String($0.drop { $0 == " " }) }
        }
        return base + [once, patientBolus?.text].compactMap { $0 }
    }

    /// The same below each other.
    func block(onceHasEnded hasEnded: Bool = false) -> String { parts(onceHasEnded: hasEnded).joined(separator: "\n") }

    /// The same in one line, of a schedule its day totals only.
    func oneLine(onceHasEnded hasEnded: Bool = false) -> String {
        let parts = parts(onceHasEnded: hasEnded)
        guard let schedule else { return parts.joined(separator: "; ") }
        let days = schedule.days.map { day in
            "\(WeekdayText.text(day.weekdays)) \(day.totalNanograms.map(Amounts.dose) ?? "?")"
        }
        return (["flex " + days.joined(separator: ", ")] + parts.dropFirst(baseLines?.count ?? parts.count))
            .joined(separator: "; ")
    }

    /// Nil where an answer leaves out what it always gives.
    private var baseLines: [String]? {
        switch mode {
        case .stopped: return ["stopped"]
        case .minimumRate: return ["minimum rate"]
        case .simpleContinuous:
            return doseNanogramsPerDay.map { ["simple continuous \(DailyDose(checked: $0))"] }
        case .flex: return schedule?.lines(stepsPerLine: Self.stepsPerLine)
        case .periodicBoluses:
            guard let dose = doseNanogramsPerDay, let bolus = periodic?.text else { return nil }
            return [bolus, "base \(DailyDose(checked: dose))"]
        }
    }
}

extension API.Schedule {
    fileprivate func lines(stepsPerLine: Int) -> [String]? {
        var lines = ["flex, UTC\(utcOffsetMinutes < 0 ? "-" : "+")\(MinuteText.text(Int(abs(utcOffsetMinutes))))"]
        for day in days {
            guard let total = day.totalNanograms else { return nil }
            lines.append("\(WeekdayText.text(day.weekdays)), \(Amounts.dose(total)), in mcg/h:")
            let steps = day.steps.compactMap { step in
                step.nanogramsPerHour.map { "\(step.start) \(HourlyDose(checked: $0).decimalText)" }
            }
            guard steps.count == day.steps.count else { return nil }
            for first in stride(from: 0, to: steps.count, by: stepsPerLine) {
                lines.append("  " + steps[first..<min(first + stepsPerLine, steps.count)].joined(separator: ", "))
            }
        }
        return lines
    }
}

extension API.PeriodicBoluses {
    fileprivate var text: String? {
        doseNanograms.map { dose in
            let perDay = intervalMinutes > 0 ? 1_440 / intervalMinutes : 0
            return "periodic boluses \(Amounts.dose(dose)) over \(Amounts.span(durationSeconds)) every "
                + "\(Amounts.span(intervalMinutes * 60)) (\(perDay) a day, the first after "
                + "\(Amounts.span(firstAfterMinutes * 60)))"
        }
    }
}

extension API.Once {
    fileprivate var text: String? {
        let time = Amounts.span(durationSeconds)
        return switch kind {
        case .bolus: doseNanograms.map { "single bolus \(Amounts.dose($0)) over \(time)" }
        case .prime, .bridge:
            volumeNanoliters.map { "\(kind.rawValue) \(Amounts.milliliters($0)) over \(time), then the base" }
        }
    }
}

extension API.PatientBolus {
    fileprivate var text: String? {
        doseNanograms.map { dose in
            "patient bolus \(Amounts.dose(dose)) over \(Amounts.span(durationSeconds)), at most "
                + "\(allottedPer24Hours) in 24 h, \(Amounts.span(lockoutMinutes * 60)) apart"
        }
    }
}
