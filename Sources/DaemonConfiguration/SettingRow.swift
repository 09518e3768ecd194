import Access
import AlarmDesk
import PumpModel

/// One value of a configuration with its key and its text: what the sheet, the list of settings, the comparison of two
/// configurations and the environment are made from.
struct SettingRow {
    var path: String
    /// As it stands in the file; nil when nothing is set.
    var text: String?
    /// What it means that nothing is set.
    var unset = ""
    var isUsual: Bool
    /// Whether a variable of the environment may set it: one value, of which there is one in each configuration.
    var isOverridable = true

    init<Value: Equatable>(
        _ path: String, _ format: ValueFormat<Value>, _ value: Value, default usual: Value? = nil,
        isOverridable: Bool = true
    ) {
        self.path = path
        text = YAMLSheet.scalar(format.text(value))
        isUsual = value == usual
        self.isOverridable = isOverridable
    }

    /// A value that has no default.
    init(_ path: String, _ text: String?, unset: String, isOverridable: Bool = true) {
        self.path = path
        self.text = text
        self.unset = unset
        isUsual = text == nil
        self.isOverridable = isOverridable
    }
}

extension DaemonConfiguration {
    /// All values in the order of the documented file.
    var rows: [SettingRow] {
        let usual = DaemonConfiguration(wands: [])
        var rows = [
            SettingRow("socket.path", Formats.socketPath, socket.path, default: usual.socket.path),
            SettingRow("socket.mode", .socketMode, socket.mode, default: usual.socket.mode),
            SettingRow("socket.group", socket.group.map { YAMLSheet.scalar($0) }, unset: "the daemon's own"),
        ]
        rows += access.rows(default: usual.access)
        rows.append(SettingRow("stateDirectory", Formats.stateDirectory, stateDirectory, default: usual.stateDirectory))
        for (index, wand) in wands.enumerated() { rows += wand.rows("wands[\(index)]") }
        rows.append(SettingRow("pumps", Formats.file, pumps, default: usual.pumps))
        rows += drugLibraryRows
        rows += [
            SettingRow(
                "dosing.interrogationAge", Formats.interrogationAge, interrogationAge, default: usual.interrogationAge),
            SettingRow(
                "confirmation.lifetime", Formats.confirmationLifetime, confirmationLifetime,
                default: usual.confirmationLifetime),
            SettingRow(
                "card.flowError", Formats.flowError, card.flowErrorPerMille, default: usual.card.flowErrorPerMille),
            SettingRow("card.refillMargin", Formats.refillMargin, card.marginDays, default: usual.card.marginDays),
            SettingRow("card.contact", contact.map(YAMLSheet.quoted), unset: "nobody"),
        ]
        rows += alarms.rows(default: usual.alarms)
        rows.append(SettingRow("log.level", Formats.logLevel, logLevel, default: usual.logLevel))
        return rows
    }

    /// Which library is approved, and with which content, is decided in the file alone. It is what therapy is judged by:
    /// a variable that a unit's drop-in or a shell left behind must not put another one in its place unseen.
    private var drugLibraryRows: [SettingRow] {
        guard let drugLibrary else {
            return [SettingRow("drugLibrary", nil, unset: "none, no therapy is accepted", isOverridable: false)]
        }
        return [
            SettingRow("drugLibrary.path", Formats.file, drugLibrary.path, isOverridable: false),
            SettingRow("drugLibrary.sha256", Formats.sha256, drugLibrary.sha256, isOverridable: false),
        ]
    }
}
