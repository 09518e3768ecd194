import ClinicalRecord
import PumpModel

/// How numbers, times and states are written on every paper.
enum Wording {
    static let unknown = "not known"

    /// "2026-11-23"
    static func day(_ time: Timestamp?) -> String { time?.dateText ?? "-" }

    /// "2026-11-23 01:33 UTC"
    static func minute(_ time: Timestamp?) -> String {
        guard let time else { return "-" }
        return "\(time.dateText) \(time.clockText) UTC"
    }

    /// Downwards to a hundredth of a milliliter: never more than there is. "17.91 mL".
    static func level(_ volume: Volume) -> String {
        Volume(checked: volume.nanoliters / 10_000 * 10_000).description
    }

    /// Upwards to a thousandth: never less than flows. "0.103 mL/day".
    static func flow(_ flow: Flow) -> String {
        Flow(checked: (flow.nanolitersPerDay + 999) / 1_000 * 1_000).description
    }

    /// "+12.5 %" of 1250.
    static func percent(basisPoints: Int64?) -> String {
        guard let basisPoints else { return "-" }
        let hundredths = basisPoints.magnitude % 100
        let whole = basisPoints.magnitude / 100
        let fraction = hundredths == 0 ? "" : hundredths % 10 == 0 ? ".\(hundredths / 10)" : padded(hundredths, ".")
        return "\(basisPoints < 0 ? "-" : basisPoints > 0 ? "+" : "")\(whole)\(fraction) %"
    }

    /// The change from one total to the next, with its amount below: "+20 %", "+20 mcg/day".
    static func change(from before: DailyDose?, to after: DailyDose) -> [Legible] {
        guard let before else { return ["\(unknown)"] }
        let difference = after.rawValue - before.rawValue
        let sign = difference < 0 ? "-" : difference > 0 ? "+" : ""
        let amount = Legible("\(sign)\(DailyDose(checked: abs(difference)))")
        guard difference != 0 else { return ["none"] }
        // rounded as the daemon does, and the limits: never smaller than it is
        let share = FlowArithmetic.changeBasisPoints(from: before, to: after)
        return [share.map { "\(percent(basisPoints: $0))" } ?? "from zero", amount]
    }

    /// "5 h 12 min" between two times; nothing where the order is wrong.
    static func elapsed(from start: Timestamp, to end: Timestamp) -> String {
        elapsed(milliseconds: end.milliseconds(since: start))
    }

    private static func elapsed(milliseconds: Int64) -> String {
        let minutes = max(0, milliseconds) / 60_000
        return minutes < 60
            ? "\(minutes) min"
            : minutes < 2_880 ? "\(minutes / 60) h \(minutes % 60) min" : "\(minutes / 1_440) d \(minutes / 60 % 24) h"
    }

    /// "4.2 s behind" of -4200 milliseconds, "2 d 2 h ahead" of two days.
    static func offset(milliseconds: Int64) -> String {
        let size = Int64(clamping: milliseconds.magnitude)
        let tenths = size / 100
        let seconds = "\(tenths / 10)" + (tenths % 10 == 0 ? "" : ".\(tenths % 10)") + " s"
        let text = tenths == 0 ? "less than 0.1 s" : size < 60_000 ? seconds : elapsed(milliseconds: size)
        return milliseconds == 0 ? "none" : text + (milliseconds < 0 ? " behind" : " ahead")
    }

    /// "awaiting confirmation" of "awaitingConfirmation".
    static func words(camelCase name: String) -> String {
        name.reduce(into: "") { $0 += $1.isASCII && $1.isUppercase ? " " + $1.lowercased() : String($1) }
    }

    /// "and 3 further steps"; nil when nothing is left.
    static func remainder(_ count: Int, _ what: String) -> String? { count > 0 ? "and \(count) further \(what)" : nil }

    /// "06:30" of the minute 390.
    static func clock(minute: Int) -> String { "\(padded(minute / 60))\(padded(minute % 60, ":"))" }

    private static func padded(_ value: some BinaryInteger, _ lead: String = "") -> String {
        lead + (value < 10 ? "0" : "") + String(value)
    }
}

extension Timestamp {
    /// "01:33", in UTC.
    var clockText: String { String(description.dropFirst(11).prefix(5)) }
}
