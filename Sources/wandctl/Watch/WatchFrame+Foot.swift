import ControlAPI
import PumpModel

/// What the keys do, what came of the last one, and what a terminal that is too small is told.
extension WatchFrame {
    var noticeRows: [Row] {
        guard let notice = model.notice else { return [] }
        let time = Amounts.time("\(notice.at)").dropFirst(11).prefix(8)
        return loud("\(time) \(notice.content.text)", notice.content.emphasis)
    }

    var foot: [Row] {
        switch model.mode {
        case .reason(let pump, let text): return prompt(pump, text)
        case .watching, .help:
            var line = FrameLine()
            for (key, word) in keys {
                line.append(" ")
                line.append(" \(key) ", .key)
                line.append(" \(word)")
            }
            return [Row(line: line, rank: 0)]
        }
    }

    /// Those that this user may use; whoever has a role may stop.
    private var keys: [(String, String)] {
        if model.mode == .help { return [("any key", "back"), ("q", "quit")] }
        let roles = model.caller?.roles
        let isClinician = roles?.contains(.clinician) ?? true
        var keys: [(String, String)] = roles?.isEmpty == true ? [] : [("s", "STOP")]
        if isClinician { keys += [("i", "interrogate"), ("a", "acknowledge"), ("m", "silence")] }
        if model.serials.count > 1 { keys.append(("Tab", "pump")) }
        return keys + [("?", "help"), ("q", "quit")]
    }

    private func prompt(_ pump: String, _ text: String) -> [Row] {
        let typed = clean(text)
        // the end of what was typed is what its writer looks at
        var tail = typed
        while Columns.count(tail) > max(0, size.columns - 12) { tail = String(tail.unicodeScalars.dropFirst()) }
        return [
            Row(line: FrameLine(clean(" EMERGENCY STOP of pump \(pump): all delivery ends. "), .alert), rank: 0),
            Row(line: FrameLine(" Reason: ", .title).appending(tail, .title).appending("_", .key), rank: 0),
            Row(
                line: FrameLine(" ").appending(" Enter ", .key)
                    .appending(text.allSatisfy { $0 == " " } ? " needs a reason first  " : " STOPS THE PUMP  ")
                    .appending(" Esc ", .key).appending(" leaves it running"), rank: 0),
        ]
    }

    var help: [Row] {
        let texts = [
            ("i", "reads the pump in range now"),
            ("s", "EMERGENCY STOP of the pump that is shown: asks for a reason; Enter stops, Esc leaves it running"),
            ("a, m", "acknowledges, or silences for a while, the alarm that is marked; neither ends its cause"),
            ("up, down", "mark another alarm"), ("Tab", "shows another pump"), ("Esc", "takes a notice away"),
            ("q, Ctrl-C", "end this view; nothing that was asked for is taken back"),
        ]
        return [rule("keys", rank: 0)]
            + texts.flatMap { explained($0, $1) }
            + explained(
                "",
                "LIVE: what is shown is what wandd has now. STALE: it is from the time that is told. A pump is shown as it "
                    + "was read last; its age stands in its title. The reservoir and what flows are not measured between readings."
            )
    }

    /// A name and what it is, in as many lines as that needs.
    private func explained(_ name: String, _ text: String) -> [Row] {
        FrameLine.wrapped(clean(text), width: size.columns - Self.labelColumns - 1).enumerated().map { index, line in
            labelled(index == 0 ? name : "", line, rank: 0)
        }
    }

    /// What a terminal needs, and what is loud all the same.
    var tooSmall: [Row] {
        let need =
            "wandctl watch needs \(Self.smallest.columns)x\(Self.smallest.rows), this terminal has "
            + "\(size.columns)x\(size.rows)."
        return loud(need, .warning) + staleness + (dangers + alarmRows).filter { $0.rank == 0 } + noticeRows
    }

    var smallFoot: [Row] {
        if case .reason(let pump, let text) = model.mode { return prompt(pump, text) }
        return [Row(line: FrameLine(" s STOP  q quit"), rank: 0)]
    }
}
