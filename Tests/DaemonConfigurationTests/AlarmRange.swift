import AlarmDesk
import PumpModel
import Testing

/// The range of one key of the section `alarms`, as people write it.
struct AlarmRange: Sendable, CustomTestStringConvertible {
    var key: String
    /// The least and the largest value.
    var least: String
    var most: String
    /// One step beyond each.
    var below: String
    var above: String
    /// As the comment in the installed file says it.
    var words: String
    /// Whether a policy with the least and the largest value has the ends of the desk's own range.
    var ends: @Sendable (_ least: AlarmPolicy, _ most: AlarmPolicy) -> Bool

    var testDescription: String { key }

    static let all = [
        AlarmRange(
            key: "staleAfter", least: "1 d", most: "366 d", below: "0 d", above: "367 d", words: "1 to 366 d",
            // written in days, of which the least is more than the desk asks for
            ends: { $0.staleAfter == .day && $1.staleAfter == AlarmPolicy.staleAfterRange.upperBound }),
        AlarmRange(
            key: "refillWarning", least: "1 d", most: "90 d", below: "0 d", above: "91 d", words: "1 to 90 d",
            ends: { $0.refillWarningDays...$1.refillWarningDays == AlarmPolicy.refillWarningDaysRange }),
        AlarmRange(
            key: "refillNear", least: "0 d", most: "30 d", below: "-1 d", above: "31 d", words: "0 to 30 d",
            ends: { $0.refillNearDays...$1.refillNearDays == AlarmPolicy.refillNearDaysRange }),
        AlarmRange(
            key: "clockTolerance", least: "1 s", most: "24 h", below: "0.999 s", above: "86401 s", words: "1 s to 24 h",
            ends: { $0.clockTolerance...$1.clockTolerance == AlarmPolicy.clockToleranceRange }),
        AlarmRange(
            key: "sessionAbandonedAfter", least: "1 min", most: "1 h", below: "59 s", above: "61 min",
            words: "1 min to 1 h", ends: { $0.abandonedAfter...$1.abandonedAfter == AlarmPolicy.abandonedAfterRange }),
        AlarmRange(
            key: "silence", least: "1 s", most: "10 min", below: "0 s", above: "601 s", words: "1 s to 10 min",
            ends: { $0.silence...$1.silence == AlarmPolicy.silenceRange }),
        AlarmRange(
            key: "acknowledgement", least: "10 min", most: "24 h", below: "599 s", above: "25 h",
            words: "10 min to 24 h",
            ends: { $0.acknowledgement...$1.acknowledgement == AlarmPolicy.acknowledgementRange }),
        AlarmRange(
            key: "criticalToneEvery", least: "1 min", most: "1 h", below: "59.999 s", above: "3601 s",
            words: "1 min to 1 h",
            ends: { $0.criticalToneEvery...$1.criticalToneEvery == AlarmPolicy.criticalToneEveryRange }),
        AlarmRange(
            key: "nonCriticalToneEvery", least: "10 min", most: "24 h", below: "9 min", above: "24.5 h",
            words: "10 min to 24 h",
            ends: { $0.nonCriticalToneEvery...$1.nonCriticalToneEvery == AlarmPolicy.nonCriticalToneEveryRange }),
    ]

    /// The section with this key alone; the one that it must stay apart from is moved out of its way.
    func section(_ value: String) -> String {
        let other =
            switch key {
            case "refillWarning": ", refillNear: 0 d"
            case "refillNear": ", refillWarning: 90 d"
            default: ""
            }
        return oneWand + "alarms: {\(key): \(value)\(other)}\n"
    }
}
