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

    /// Nil unless the pump flows at its minimum rate and no more: programmed so, or held there by a memory error.
    func minimumRateLine(_ style: Style, about: String = "") -> String? {
        let error = alarms.first { $0.cause == AlarmCause.criticalMemoryError.name }
        guard program.mode == .minimumRate || error != nil else { return nil }
        let dose = (minimumFlowNanolitersPerDay * concentrationMicrogramsPerMilliliter + 999) / 1_000
        return style.alert(
            "!! MINIMUM RATE\(error == nil ? "" : " by a memory error") since "
                + "\(Amounts.minute(error?.since ?? programmedAt))\(about): ")
            + "\(DailyDose(checked: dose)) is no therapy. Withdrawal is possible, and can kill."
    }
}
