import ControlAPI

extension API.Pump {
    /// The whole report for people: what endangers the patient first.
    func text(_ style: Style) -> String {
        var lines = dangers(style)
        lines.append(
            style.title("Pump \(serial)") + "  \(model), read \(Amounts.duration(ageMilliseconds)) ago by \(wand)")
        lines.append(aligned(rows))
        let harmless = alarms.filter { $0.class != "critical" }
        lines += harmless.map { "  " + style.warning("alarm: \($0.cause)") + " since \(Amounts.time($0.since))" }
        return lines.joined(separator: "\n")
    }

    private func dangers(_ style: Style) -> [String] {
        var lines = alarms.filter { $0.class == "critical" }.map { alarm in
            style.alert("*** CRITICAL ALARM: \(alarm.cause)") + " since \(Amounts.time(alarm.since)):"
                + " the patient does not receive the right drug"
        }
        if let withdrawal { lines.append(withdrawal.line(style)) }
        let since = session.openedAt.map(Amounts.time) ?? "?"
        switch session.state {
        case .closed: break
        case .open:
            lines.append(style.warning("! session open since \(since): the pump may be stopped until it was read back"))
        case .abandoned:
            lines.append(
                style.alert("*** SESSION ABANDONED, open since \(since)") + ": the pump may be stopped; interrogate it")
        }
        if let staged {
            lines.append(
                style.warning("! an update is open: the pump holds '\(staged.change.program.line)' without applying it")
                    + ", for \(Amounts.duration(staged.remainingMilliseconds))")
        }
        return lines
    }

    private var rows: [(String, String)] {
        let offsetSeconds = pumpClockOffsetMilliseconds / 1_000
        var rows = [
            ("program", "\(program.line) (revision \(revision))"),
            ("24 h total", total24HoursMicrograms.map { "\($0) mcg" } ?? "does not fit a daily dose"),
            ("actual flow", Amounts.flow(actualFlowNanolitersPerDay)),
            ("drug", "\(drug) \(concentrationMicrogramsPerMilliliter) mcg/mL"),
            (
                "reservoir",
                "\(Amounts.milliliters(reservoirNanoliters)) of \(Amounts.milliliters(reservoirSizeNanoliters)),"
                    + " alarm below \(Amounts.milliliters(lowReservoirNanoliters))"
            ),
            ("programmed", Amounts.time(programmedAt)),
            ("service", "\(serviceDaysRemaining) days to replacement"),
            ("pump clock", "\(Amounts.time(pumpClock)) (\(offsetSeconds >= 0 ? "+" : "")\(offsetSeconds) s)"),
            ("calibration", "\(calibrationConstant)"),
        ]
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
        if bolusRemainingNanograms > 0 {
            rows.insert(("bolus", "\(Amounts.dose(bolusRemainingNanograms)) still to come"), at: 2)
        }
        return rows
    }

    /// One line of a list, below a loud one when nothing flows.
    func line(_ style: Style) -> String {
        let loud = withdrawal.map { $0.line(style, about: "pump \(serial)") + "\n" } ?? ""
        let mark = hasCriticalAlarm ? style.alert("CRITICAL ") : ""
        return "\(loud)\(mark)\(serial)  \(program.line), \(Amounts.milliliters(reservoirNanoliters)) left,"
            + " read \(Amounts.duration(ageMilliseconds)) ago"
    }
}
