import ControlAPI

extension API.Proposal {
    /// Old and new side by side, with what 24 h of each deliver.
    func text(_ style: Style) -> String {
        let change = changePercent.map { "\($0) %" } ?? "from zero"
        var lines = [
            style.title("Pump \(pumpSerial), revision \(baseRevision), \(concentrationMicrogramsPerMilliliter) mcg/mL"),
            table([
                ["", "now", "new"], ["  program", old.line, new.program.line],
                ["  24 h total", "\(oldTotal24HoursMicrograms) mcg", "\(newTotal24HoursMicrograms) mcg"],
                ["  change", "", change],
            ]),
        ]
        if !new.rows.isEmpty { lines.append(aligned(new.rows)) }
        lines += softLimits.map { style.alert("  ! soft limit: ") + $0.text }
        lines.append("  digest      \(digest)")
        return lines.joined(separator: "\n")
    }
}
