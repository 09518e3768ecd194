import ControlAPI

extension API.Passage {
    /// One line of progress.
    func text(_ style: Style) -> String {
        style.faint(String(Amounts.time(at).dropFirst(11).prefix(8))) + "  \(state.rawValue)"
    }
}

extension API.Command {
    /// What came of it, loud where somebody must act.
    func outcomeText(_ style: Style) -> String {
        let head =
            switch outcome.certainty {
            case .applied where state == .mismatched: style.alert("APPLIED, BUT NOT AS ASKED")
            case .applied where state == .superseded: style.warning("applied, then replaced")
            case .applied: style.good("applied")
            case .notApplied: style.warning("not applied")
            case .unknown: style.alert("IN DOUBT")
            case .pending: style.warning("pending")
            }
        let next = outcome.whatToDo == API.Outcome.nothingToDo ? "" : "\n" + outcome.whatToDo
        return "\(head): \(outcome.detail)\(next)"
    }

    /// All of it.
    func text(_ style: Style) -> String {
        var rows = [
            ("pump", pumpSerial), ("state", state.rawValue), ("asked by", "\(self.operator) (user id \(userID))"),
            ("reason", reason), ("accepted", Amounts.time(acceptedAt)), ("deadline", Amounts.time(deadline)),
        ]
        if let overrideReason { rows.insert(("override", overrideReason), at: 4) }
        if let change { rows.insert(contentsOf: [("program", change.program.block())] + change.rows, at: 1) }
        if let confirmBefore { rows.append(("confirm by", Amounts.time(confirmBefore))) }
        let sections: [String?] = [
            style.title("Command \(id) (\(kind.rawValue))"), aligned(rows), proposal?.text(style),
            history.map { "  " + $0.text(style) }.joined(separator: "\n"), outcomeText(style),
        ]
        return sections.compactMap { $0 }.joined(separator: "\n")
    }
}

extension API.CommandList {
    func text(_ style: Style) -> String {
        guard !commands.isEmpty else { return "no commands" }
        let rows = commands.map { command in
            [
                command.id, Amounts.time(command.acceptedAt), command.pumpSerial, command.state.rawValue,
                command.change?.program.oneLine() ?? "emergency stop",
            ]
        }
        let more = next.map { "\nmore: wandctl commands --after \($0)" } ?? ""
        return table([["id", "accepted", "pump", "state", "asked"]] + rows) + more
    }
}
