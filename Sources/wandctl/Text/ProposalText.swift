import ControlAPI

extension API.Proposal {
    /// Old and new side by side, with what 24 h of each deliver.
    func text(_ style: Style) -> String {
        let change = changePercent.map { "\($0) %" } ?? "from zero"
        var lines = [
            style.title("Pump \(pumpSerial), revision \(baseRevision), \(concentrationMicrogramsPerMilliliter) mcg/mL"),
            table([
                ["", "now", "new"], ["  program", old.text, new.text],
                ["  24 h total", "\(oldTotal24HoursMicrograms) mcg", "\(newTotal24HoursMicrograms) mcg"],
                ["  change", "", change],
            ]),
        ]
        lines += softLimits.map { style.alert("  ! soft limit: ") + $0.text }
        lines.append("  digest      \(digest)")
        return lines.joined(separator: "\n")
    }
}

extension API.Card {
    func text(_ style: Style) -> String {
        style.title("Registration card of pump \(pumpSerial)") + "\n"
            + aligned([
                ("model", "\(model), \(Amounts.milliliters(reservoirSizeNanoliters))"),
                ("drug", "\(drug) \(concentrationMicrogramsPerMilliliter) mcg/mL"), ("program", program.text),
                ("24 h total", "\(total24HoursMicrograms) mcg"),
                ("reservoir", "\(Amounts.milliliters(reservoirNanoliters)) on \(Amounts.time(readAt))"),
                ("refill by", refillBy.map(Amounts.date) ?? "nothing flows"),
                ("low alarm", lowReservoirDate.map(Amounts.date) ?? "nothing flows"),
                ("empty", emptyDate.map(Amounts.date) ?? "nothing flows"),
            ])
    }
}
