import ControlAPI

extension API.AlarmList {
    /// In order of occurrence; what sounds is loud.
    func text(_ style: Style) -> String {
        guard !alarms.isEmpty else { return "no alarms" }
        let head: String =
            switch sounding?.class {
            case .critical: style.alert("CRITICAL: a patient does not receive the right drug") + "\n"
            case .nonCritical: style.warning("an alarm sounds") + "\n"
            case nil: ""
            }
        return head + alarms.map { $0.text(style) }.joined(separator: "\n")
    }
}

extension API.ListedAlarm {
    func text(_ style: Style) -> String {
        let name = "\(priority.rawValue.uppercased()) \(title)"
        let loud =
            switch (state, `class`) {
            case (.sounding, .critical): style.alert(name)
            case (.sounding, .nonCritical): style.warning(name)
            case (.silenced, _), (.acknowledged, _), (.clearedNotAcknowledged, _): name
            }
        let about = (pumpSerial.map { "pump \($0)" } ?? "this daemon") + ", since \(Amounts.time(since))"
        let times = occurrences > 1 ? ", \(occurrences) times" : ""
        return "\(loud)  (\(id))\n    \(about)\(times): \(stateText)\n    \(whatToDo)"
    }

    private var stateText: String {
        let who = userID.map { " by user id \($0)" } ?? ""
        return switch state {
        case .sounding: "sounding"
        case .silenced: "silenced until \(silencedUntil.map(Amounts.time) ?? "?")\(who)"
        case .acknowledged: "acknowledged\(who)"
        case .clearedNotAcknowledged: "stands no longer, nobody has acknowledged it"
        }
    }
}
