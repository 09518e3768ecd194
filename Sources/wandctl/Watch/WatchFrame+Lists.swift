import ControlAPI
import PumpModel

/// Alarms and commands.
extension WatchFrame {
    var alarmRows: [Row] {
        guard let list = model.alarms else { return [] }
        guard !list.alarms.isEmpty else { return [rule("alarms: none", rank: 2)] }
        let sounds: String =
            switch list.sounding?.class {
            case .critical: ", CRITICAL SOUNDS: a patient does not receive the right drug"
            case .nonCritical: ", one sounds"
            case nil: ", none sounds"
            }
        let emphasis: Emphasis = list.sounding?.class == .critical ? .alert : .title
        let title = rule("alarms: \(list.alarms.count)\(sounds)", emphasis, rank: list.sounding == nil ? 2 : 0)
        return [title] + list.byUrgency.flatMap(rows(of:))
    }

    private func rows(of alarm: API.ListedAlarm) -> [Row] {
        let isSelected = alarm.id == model.selectedAlarm
        let isLoud = alarm.class == .critical && alarm.state == .sounding
        let rank = isLoud ? 0 : alarm.state == .sounding || isSelected ? 1 : 3
        var line = FrameLine((isSelected ? glyphs.point : " ") + " ", .title)
        line.append(
            clean("\(alarm.priority.sign) \(alarm.priority.rawValue.uppercased()) \(alarm.title)"),
            isLoud ? .alert : alarm.state == .sounding ? .warning : .plain)
        let about = alarm.pumpSerial ?? "wandd"
        line.append(clean("  \(alarm.stateWord), \(about), since \(minute(alarm.since))"))
        let advice = FrameLine.wrapped(clean(alarm.whatToDo), width: size.columns - 4).map { line in
            Row(line: FrameLine("    ").appending(line.text), rank: isLoud ? 1 : isSelected ? 2 : 6)
        }
        return [Row(line: line, rank: rank)] + advice
    }

    var commandRows: [Row] {
        guard model.heardAt != nil else { return [] }
        let open = model.commands.filter { !$0.isTerminal }
        let title = open.isEmpty ? "commands: none open" : "commands: \(open.count) open"
        var rows = [rule(title, rank: open.isEmpty ? 4 : 2)] + open.flatMap { self.rows(of: $0) }
        for (index, last) in model.commands.filter(\.isTerminal).enumerated() {
            let time = last.history.last.map { minute($0.at) } ?? "?"
            let text =
                "\(last.kind.rawValue) \(last.id.prefix(8)) \(last.state.rawValue), \(time): \(last.outcome.detail)"
            let label = index == 0 ? "last ended" : ""
            rows.append(
                labelled(label, FrameLine(clean(text), last.emphasis), rank: index == 0 ? 3 : Self.optionalRank))
        }
        return rows
    }

    private func rows(of command: API.Command) -> [Row] {
        let what = command.change.map { $0.program.oneLine() } ?? "EMERGENCY STOP"
        let text = "\(command.pumpSerial): \(command.state.rawValue), \(what), asked by \(command.operator)"
        var rows = [labelled(String(command.id.prefix(8)), FrameLine(clean(text), command.emphasis), rank: 1)]
        if command.outcome.certainty == .unknown {
            rows += loud(" \(command.outcome.detail) \(command.outcome.whatToDo)", .alert, rank: 0)
        } else if command.state == .awaitingConfirmation {
            let before = command.confirmBefore.map { " before \(Amounts.time($0))" } ?? ""
            rows.append(
                labelled("", FrameLine(clean("to be confirmed\(before): wandctl confirm \(command.id)")), rank: 3))
        }
        return rows
    }
}

extension API.AlarmPriority {
    /// As many signs as it is urgent, after the marks of IEC 60601-1-8.
    var sign: String {
        switch self {
        case .high: "!!!"
        case .medium: "!!"
        case .low: "!"
        }
    }
}

extension API.ListedAlarm {
    var stateWord: String {
        switch state {
        case .sounding: "SOUNDING"
        case .silenced: "silenced until " + (silencedUntil.map { String(Amounts.time($0).dropFirst(11)) } ?? "?")
        case .acknowledged: "acknowledged"
        case .clearedNotAcknowledged: "gone, not acknowledged"
        }
    }
}

extension API.Command {
    var emphasis: Emphasis {
        switch state {
        case .inDoubt, .mismatched: .alert
        case .failed, .rejected, .expired, .cancelled, .superseded: .warning
        case .succeeded: .good
        case .queued, .validated, .staged, .awaitingConfirmation, .committing, .verifying: .plain
        }
    }
}
