import ControlAPI
import PumpModel

/// What endangers the patient, loud: above every text of the pump, before what is asked of it and after it was applied.
extension API.Pump {
    func dangers(_ style: Style) -> [String] {
        var lines = alarms.filter { $0.class == "critical" }.map { alarm in
            style.alert("*** CRITICAL ALARM: \(alarm.title)") + " since \(Amounts.time(alarm.since)):"
                + " the patient does not receive the right drug"
        }
        if let withdrawal { lines.append(withdrawal.line(style)) }
        if let minimumRate = minimumRateLine(style) { lines.append(minimumRate) }
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
            let program = staged.change.program.oneLine()
            lines.append(
                style.warning("! an update is open: the pump holds '\(program)' without applying it")
                    + ", for \(Amounts.duration(staged.remainingMilliseconds))")
        }
        return lines
    }

    /// Nil unless the pump is programmed to its minimum rate: no alarm tells of it.
    func minimumRateLine(_ style: Style, about: String = "") -> String? {
        guard program.mode == .minimumRate else { return nil }
        let dose = (minimumFlowNanolitersPerDay * concentrationMicrogramsPerMilliliter + 999) / 1_000
        return style.alert("!! MINIMUM RATE since \(Amounts.minute(programmedAt))\(about): ")
            + "\(DailyDose(checked: dose)) is no therapy. Withdrawal is possible, and can kill."
    }
}
