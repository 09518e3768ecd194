import ControlAPI
import WandClient

extension ServerEvent {
    /// `{"event":"alarm","id":"41078","data":{...}}`, the data as it came; `id` is null before the first durable event.
    var jsonLine: String {
        let id = lastID.flatMap { try? JSONText.encode($0) }.map { String(decoding: $0, as: UTF8.self) } ?? "null"
        let name = (try? JSONText.encode(name)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
        return #"{"event":\#(name),"id":\#(id),"data":\#(json.replacing("\n", with: " "))}"#
    }

    /// The name that it has in the stream.
    var name: String {
        switch content {
        case .hello: "hello"
        case .command: API.EventKind.command.rawValue
        case .alarm: API.EventKind.alarm.rawValue
        case .session: API.EventKind.session.rawValue
        case .change: API.EventKind.change.rawValue
        case .wand: API.EventKind.wand.rawValue
        case .pump: API.EventKind.pump.rawValue
        case .bye: "bye"
        case .other(let name): name
        }
    }

    /// One line for people; nil for what only programs need.
    func line(_ style: Style) -> String? {
        let (what, at): (String, String?) =
            switch content {
            case .hello, .bye: ("", nil)
            case .command(let event): (event.text(style), event.at)
            case .alarm(let event): (event.text(style), event.at)
            case .session(let event): (event.text(style), event.at)
            case .change(let event): (style.alert(Amounts.printable(event.text[...])), event.at)
            case .wand(let wand): (wand.line(style), wand.status?.readAt)
            case .pump(let pump): (pump.eventText(style), pump.readAt)
            case .other(let name):
                ("a kind of event that this version does not know: \(Amounts.printable(name[...]))", nil)
            }
        guard !what.isEmpty else { return nil }
        let time = at.map { Amounts.time($0) } ?? "-"
        let column = time + String(repeating: " ", count: max(0, 23 - time.count))
        let name = Amounts.printable(name[...])
        let kind = name + String(repeating: " ", count: max(0, 7 - name.count))
        let isDurable = API.EventKind(rawValue: name)?.isDurable == true
        let shown = style.isColoured ? what : Amounts.printable(what[...])
        return "\(column)  \(kind)  \(shown)" + (isDurable ? lastID.map { "  [\($0)]" } ?? "" : "")
    }
}

extension API.CommandEvent {
    fileprivate func text(_ style: Style) -> String {
        let what = "\(kind == .stop ? "EMERGENCY STOP" : "change") of pump \(pumpSerial): "
        let state =
            switch state {
            case .inDoubt, .mismatched: style.alert(state.rawValue)
            case .failed, .rejected, .expired, .cancelled, .superseded: style.warning(state.rawValue)
            case .succeeded: style.good(state.rawValue)
            default: state.rawValue
            }
        return Amounts.printable(what[...]) + state + "  command \(Amounts.printable(id[...]))"
    }
}

extension API.AlarmEvent {
    fileprivate func text(_ style: Style) -> String {
        let about = pumpSerial.map { "pump \($0)" } ?? "wandd"
        let title = Amounts.printable(
            "\(priority.map { $0.rawValue.uppercased() + " " } ?? "")\(name ?? "all alarms")"[...])
        let isRaised = [.raised, .worsened, .repeatedStopStart].contains(happening)
        let who = userID.map { " by user id \($0)" } ?? ""
        return (isRaised ? (priority == .high ? style.alert(title) : style.warning(title)) : title)
            + Amounts.printable(" \(happening.rawValue)\(who), \(about)"[...]) + (id.map { "  alarm \($0)" } ?? "")
    }
}

extension API.SessionEvent {
    fileprivate func text(_ style: Style) -> String {
        let text = Amounts.printable("pump \(pumpSerial): session \(state.rawValue)"[...])
        return switch state {
        case .closed: text
        case .open: text + ", it may be stopped until it was read back"
        case .abandoned: style.alert(text.uppercased()) + ": it may be stopped; interrogate it"
        }
    }
}

extension API.Pump {
    /// What the reading showed, what endangers the patient first; without ages, which are those of the event.
    fileprivate func eventText(_ style: Style) -> String {
        let dangers = [
            hasCriticalAlarm ? "CRITICAL ALARM" : nil,
            withdrawal.map { "NO DRUG since \(Amounts.minute($0.stoppedSince))" },
            program.mode == .minimumRate ? "MINIMUM RATE" : nil,
            session.state == .abandoned ? "SESSION ABANDONED" : nil,
        ].compactMap { $0 }.map { style.alert($0) + ", " }.joined()
        let hasEnded = program.once != nil && bolusRemainingNanograms == 0
        let program = Amounts.printable(program.oneLine(onceHasEnded: hasEnded)[...])
        return "pump \(Amounts.printable(serial[...])): \(dangers)\(program), "
            + "\(Amounts.estimate(reservoirNanoliters)) left, revision \(revision)"
    }
}

extension API.Wand {
    /// One line: the port, the session, the pump in range.
    func line(_ style: Style) -> String {
        let unpaired = isUnpaired ? style.alert("UNPAIRED ") : ""
        let port =
            port.state == .open
            ? "port open" : style.warning("port closed: \(Amounts.printable((port.reason ?? "no reason given")[...]))")
        let session =
            session.map { "session with \(Amounts.printable($0.wandSerial[...]))" } ?? style.warning("no session")
        let pump =
            status?.pumpInRange.map {
                "pump \(Amounts.printable($0.serial[...])) in range, signal \($0.strengthPercent) %"
            }
            ?? "no pump in range"
        return "\(unpaired)\(Amounts.printable(name[...])): \(port), \(session), \(pump)"
    }
}
