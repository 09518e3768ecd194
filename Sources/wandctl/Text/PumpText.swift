import AlarmDesk
import ControlAPI

extension API.Pump {
    /// The whole report for people: what endangers the patient first.
    func text(_ style: Style) -> String {
        var lines = dangers(style)
        lines.append(
            style.title("Pump \(serial)") + "  \(model), read \(Amounts.duration(ageMilliseconds)) ago by \(wand)")
        lines.append(aligned(rows))
        let harmless = alarms.filter { $0.class != "critical" }
        lines += harmless.map { "  " + style.warning("alarm: \($0.title)") + " since \(Amounts.time($0.since))" }
        return lines.joined(separator: "\n")
    }

    private var rows: [(String, String)] {
        let offsetSeconds = pumpClockOffsetMilliseconds / 1_000
        var rows = [
            ("program", program.block(onceHasEnded: onceHasEnded)), ("revision", "\(revision)"),
            ("24 h total", total24HoursMicrograms.map { "\($0) mcg" } ?? "does not fit a daily dose"),
            ("actual flow", Amounts.flow(actualFlowNanolitersPerDay)),
            ("drug", "\(drug) \(concentrationMicrogramsPerMilliliter) mcg/mL"),
            (
                "reservoir",
                "\(Amounts.estimate(reservoirNanoliters)) of \(Amounts.milliliters(reservoirSizeNanoliters)),"
                    + " alarm below \(Amounts.milliliters(lowReservoirNanoliters))"
            ),
            ("programmed", Amounts.time(programmedAt)),
            ("service", "\(serviceDaysRemaining) days to replacement"),
            ("pump clock", "\(Amounts.time(pumpClock)) (\(offsetSeconds >= 0 ? "+" : "")\(offsetSeconds) s)"),
            ("calibration", "\(calibrationConstant)"),
        ]
        if let remaining { rows.insert(remaining, at: 3) }
        if let greatest24HoursNanograms, greatest24HoursNanograms != total24HoursNanograms {
            rows.insert(
                ("with the patient's boluses", "at most \(Amounts.dose(greatest24HoursNanograms)) in 24 h"), at: 3)
        }
        rows += setUp?.rows ?? [("set-up", "not set up for a patient: no therapy until it is")]
        if clockCorrectionMilliseconds != 0 {
            rows.append(("schedule clock", "corrected by \(Amounts.signedSeconds(clockCorrectionMilliseconds))"))
        }
        if let lastRefill {
            rows.append(("last refill", "\(lastRefill.refill.text) on \(Amounts.time(lastRefill.at))"))
        }
        if patientBoluses24Hours > 0 {
            rows.append(("patient boluses", "\(patientBoluses24Hours) in the last 24 h"))
        }
        return rows
    }

    /// What the program delivers once has been delivered: the base runs alone.
    private var onceHasEnded: Bool { program.once != nil && bolusRemainingNanograms == 0 }

    /// What is still to come of what is delivered once: a bolus is a dose, a prime or a bridge is a volume.
    private var remaining: (String, String)? {
        guard bolusRemainingNanograms > 0 else { return nil }
        guard let once = program.once, once.kind != .bolus, let volume = once.volumeNanoliters, volume > 0 else {
            return ("bolus", "\(Amounts.dose(bolusRemainingNanograms)) still to come")
        }
        // by the drug in the reservoir, as the pump counts it: nanograms of what is moved
        let left = min(volume, bolusRemainingNanograms * 1_000 / max(1, concentrationMicrogramsPerMilliliter))
        let seconds = Int64(Int128(once.durationSeconds) * Int128(left) / Int128(volume))
        return (
            once.kind.rawValue,
            "\(Amounts.estimate(left)) of \(Amounts.milliliters(volume)) still to come, \(Amounts.hours(seconds)) left"
        )
    }

    /// One line of a list, below a loud one when nothing flows, or too little.
    func line(_ style: Style) -> String {
        let loud = [
            withdrawal?.line(style, about: "pump \(serial)"), minimumRateLine(style, about: ", pump \(serial)"),
        ]
        .compactMap { $0.map { $0 + "\n" } }.joined()
        let mark = hasCriticalAlarm ? style.alert("CRITICAL ") : ""
        return "\(loud)\(mark)\(serial)  \(program.oneLine(onceHasEnded: onceHasEnded)), "
            + "\(Amounts.estimate(reservoirNanoliters)) left, read \(Amounts.duration(ageMilliseconds)) ago"
    }
}

extension API.Alarm {
    /// As the list of alarms calls it.
    var title: String { AlarmName(rawValue: cause)?.title ?? cause }
}
