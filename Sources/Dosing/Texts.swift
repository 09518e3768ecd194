internal import PumpModel

/// Hundredths of a percent as people write them.
enum PercentText {
    /// "12.5 %" for 1250.
    static func text(_ basisPoints: Int64) -> String {
        let (whole, rest) = basisPoints.magnitude.quotientAndRemainder(dividingBy: 100)
        let digits = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
        return (basisPoints < 0 ? "-" : "") + "\(whole)\(digits) %"
    }

    /// "12.5 % on Mon-Fri", or without the days.
    static func text(_ basisPoints: Int64, on weekdays: [Weekday]?) -> String {
        text(basisPoints) + (weekdays.map { " on " + Weekday.text(of: $0) } ?? "")
    }

    /// "+12.5 %".
    static func signed(_ basisPoints: Int64) -> String { (basisPoints > 0 ? "+" : "") + text(basisPoints) }
}

extension DailyDose {
    /// The same rate by the hour, rounded up: "4.2 mcg/h".
    var perHourText: String { HourlyDose(checked: (nanogramsPerDay + 23) / 24).description }
}

extension Alarm {
    /// Why nothing that is programmed comes.
    var standstill: String {
        let what =
            switch cause {
            case .criticalMemoryError: "the pump delivers no more than its minimum rate"
            default: "the pump delivers nothing"
            }
        return "an alarm stands by which \(what): \(cause.title), since \(since)"
    }
}

extension AlarmCause {
    /// For people.
    fileprivate var title: String {
        switch self {
        case .lowReservoir: "low reservoir"
        case .electiveReplacement: "elective replacement"
        case .nonCriticalMemoryError: "memory error"
        case .emptyReservoir: "empty reservoir"
        case .endOfService: "end of service"
        case .motorStall: "motor stall"
        case .stoppedOver48Hours: "stopped for more than 48 h"
        case .criticalMemoryError: "critical memory error"
        }
    }
}

/// A length of time as people say it.
enum SpanText {
    /// "+2 h".
    static func signed(_ milliseconds: Int64) -> String {
        (milliseconds < 0 ? "-" : "+") + text(TimeSpan(checked: abs(milliseconds)))
    }

    /// "23 h 59 min 59 s": days from two on, whole seconds, rounded down.
    static func text(_ span: TimeSpan) -> String {
        let seconds = span.milliseconds / 1_000
        let days = seconds >= 2 * 86_400 ? seconds / 86_400 : 0
        let rest = seconds - days * 86_400
        let parts = [(days, "d"), (rest / 3_600, "h"), (rest / 60 % 60, "min"), (rest % 60, "s")]
        let text = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
        return text.isEmpty ? "0 s" : text
    }
}
