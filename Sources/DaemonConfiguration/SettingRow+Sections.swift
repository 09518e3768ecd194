import Access
import AlarmDesk
import PumpModel

extension AccessSection {
    func rows(default usual: Self) -> [SettingRow] {
        Role.allCases.flatMap { self[$0].rows("access.\($0.key)") } + [
            SettingRow("access.secondPerson", Formats.secondPerson, secondPerson, default: usual.secondPerson),
            SettingRow("access.inactivity", Formats.inactivity, inactivity, default: usual.inactivity),
        ]
    }
}

extension AccessSection.Holders {
    fileprivate func rows(_ path: String) -> [SettingRow] {
        func row(_ key: String, _ accounts: [AccessSection.Account]) -> [SettingRow] {
            // an account is written alike for users and groups
            let texts = accounts.map { YAMLSheet.scalar(Formats.user.text($0)) }
            let list = "[\(texts.joined(separator: ", "))]"
            return accounts.isEmpty ? [] : [SettingRow("\(path).\(key)", list, unset: "", isOverridable: false)]
        }
        let rows = row("users", users) + row("groups", groups)
        return rows.isEmpty ? [SettingRow(path, nil, unset: "nobody", isOverridable: false)] : rows
    }
}

extension DaemonConfiguration.Wand {
    /// - Parameter path: "wands[0]".
    func rows(_ path: String) -> [SettingRow] {
        func row<Value: Equatable>(
            _ key: String, _ format: ValueFormat<Value>, _ value: Value, default usual: Value? = nil
        ) -> SettingRow {
            SettingRow("\(path).\(key)", format, value, default: usual, isOverridable: false)
        }
        let port =
            switch self.port {
            case .path(let path): row("port.path", Formats.portPath, path)
            case .usbSerial(let serial): row("port.usbSerial", Formats.usbSerial, serial)
            }
        return [
            row("name", Formats.wandName, name), port,
            row("baudRate", Formats.baudRate, baudRate, default: Self.defaultBaudRate),
            row("flowControl", Formats.flowControl, flowControl, default: FlowControl.none),
            row("security", Formats.security, security),
        ]
    }
}

extension AlarmPolicy {
    func rows(default usual: Self) -> [SettingRow] {
        [
            SettingRow("alarms.staleAfter", Formats.staleAfter, staleAfter, default: usual.staleAfter),
            SettingRow(
                "alarms.refillWarning", Formats.refillWarning, refillWarningDays, default: usual.refillWarningDays),
            SettingRow("alarms.refillNear", Formats.refillNear, refillNearDays, default: usual.refillNearDays),
            SettingRow("alarms.clockTolerance", Formats.clockTolerance, clockTolerance, default: usual.clockTolerance),
            SettingRow(
                "alarms.sessionAbandonedAfter", Formats.sessionAbandonedAfter, abandonedAfter,
                default: usual.abandonedAfter),
            SettingRow("alarms.silence", Formats.silence, silence, default: usual.silence),
            SettingRow(
                "alarms.acknowledgement", Formats.acknowledgement, acknowledgement, default: usual.acknowledgement),
            SettingRow(
                "alarms.criticalToneEvery", Formats.criticalToneEvery, criticalToneEvery,
                default: usual.criticalToneEvery),
            SettingRow(
                "alarms.nonCriticalToneEvery", Formats.nonCriticalToneEvery, nonCriticalToneEvery,
                default: usual.nonCriticalToneEvery),
        ]
    }
}
