import ArgumentParser
import ControlAPI
import WandClient

struct Config: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what the daemon goes by, and have it read its configuration again.",
        discussion: """
            For administrators. Secrets are not shown.

            Examples:
              wandctl config
              wandctl config reload
            """,
        subcommands: [ConfigShow.self, ConfigReload.self], defaultSubcommand: ConfigShow.self)
}

struct ConfigShow: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show each setting in force, and where it comes from.",
        discussion: "Examples:\n  wandctl config show\n  wandctl config show --set")
    @OptionGroup var global: GlobalOptions
    @Flag(help: "Only what somebody set: no standard values.") var set = false

    func run(_ session: Session) async throws {
        var settings = try await session.client.settings()
        if set { settings.settings.removeAll { $0.origin == .standard } }
        try session.answer(settings) { settings.text($0) }
    }
}

struct ConfigReload: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload", abstract: "Have the daemon read its configuration again.",
        discussion: """
            All of it is acceptable, or nothing changes and every mistake is told. Some settings wait for the next start.

            Example:
              wandctl config reload
            """)
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) async throws {
        let reload = try await session.client.reload()
        try session.answer(reload) { reload.text($0) }
    }
}

extension API.Settings {
    func text(_ style: Style) -> String {
        let rows = settings.map { setting in
            [setting.key, setting.value, setting.originText(file: file)].map { Amounts.printable($0[...]) }
        }
        let waiting = settings.contains(where: \.needsRestart) ? "\n* a change of it waits for the next start" : ""
        return style.title(Amounts.printable(file[...])) + "\n" + table([["setting", "value", "from"]] + rows) + waiting
    }
}

extension API.Setting {
    fileprivate func originText(file: String) -> String {
        let origin =
            switch origin {
            case .standard: "standard"
            case .file: line.map { "line \($0)" } ?? "file"
            case .environment: "environment"
            }
        return origin + (needsRestart ? " *" : "")
    }
}

extension API.Reload {
    func text(_ style: Style) -> String {
        guard !applied.isEmpty || !needsRestart.isEmpty else { return "nothing has changed" }
        var lines = applied.map { style.good("in force") + "  " + Amounts.printable($0[...]) }
        lines += needsRestart.map {
            style.warning("waits for a restart") + "  " + Amounts.printable($0[...])
        }
        return lines.joined(separator: "\n")
    }
}
