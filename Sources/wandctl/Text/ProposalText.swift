import ControlAPI
import PumpModel

extension API.Proposal {
    /// Old and new side by side, with what 24 h of each deliver, and each group of weekdays where the days differ.
    /// - Parameter pump: as it was read, for what it knows besides its program.
    func text(_ style: Style, on pump: API.Pump? = nil) -> String {
        var rows = [
            ["", "now", "new", "change"], ["  program", old.block(), new.program.block()],
            [
                "  24 h total", "\(oldTotal24HoursMicrograms) mcg", "\(newTotal24HoursMicrograms) mcg",
                Amounts.change(from: oldTotal24HoursNanograms, to: newTotal24HoursNanograms),
            ],
        ]
        rows += WeekdayTotals(self).rows
        if let row = withPatientBoluses { rows.append(row) }
        rows += new.rows(on: pump).map { ["  " + $0.name, $0.old, $0.new] }
        var lines = [
            style.title("Pump \(pumpSerial), revision \(baseRevision), \(concentrationMicrogramsPerMilliliter) mcg/mL"),
            table(rows),
        ]
        if new.program.mode == .minimumRate {
            lines.append(style.alert("  ! minimum rate: ") + "far too little for a therapy, withdrawal is possible")
        }
        lines += new.identityChanges(on: pump).map { style.alert("  ! ") + $0 }
        lines += softLimits.map { style.alert("  ! soft limit: ") + $0.text }
        lines.append("  digest      \(digest)")
        return lines.joined(separator: "\n")
    }

    /// Nil where the patient gives himself nothing, before and after.
    private var withPatientBoluses: [String]? {
        guard let old = oldGreatest24HoursNanograms, let new = newGreatest24HoursNanograms,
            old != oldTotal24HoursNanograms || new != newTotal24HoursNanograms
        else { return nil }
        return [
            "  with the patient's boluses", Amounts.dose(old), Amounts.dose(new), Amounts.change(from: old, to: new),
        ]
    }
}
