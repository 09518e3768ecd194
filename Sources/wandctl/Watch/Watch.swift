import ArgumentParser
import ControlAPI
import Glibc
import PumpModel
import WandClient

struct Watch: DaemonCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watch wands, pumps, alarms and commands on a full screen, as things happen.",
        discussion: """
            What is shown is current where LIVE stands at the top. When the daemon is lost it says STALE, since when and why, \
            and goes on by itself when the daemon is back. Keys: i interrogates, s stops in an emergency (it asks for a \
            reason, and Enter), a acknowledges and m silences the marked alarm, up and down mark another one, Tab shows \
            another pump, ? helps, q quits.

            It needs a terminal of 60x18, and is made for 80x24 and more. Nothing is said by colour alone. In a locale without \
            UTF-8 it draws with ASCII.

            Examples:
              wandctl watch
              wandctl watch --once --size 100x30
            """)
    @OptionGroup var global: GlobalOptions
    @Flag(help: "Print one picture and end.") var once = false
    @Option(
        help: ArgumentHelp(
            "Columns and rows of that picture; the terminal's, else 80x24, when it is left out.", valueName: "80x24"))
    var size: String?

    func validate() throws {
        if global.json {
            throw ValidationError("A picture has no JSON: use 'wandctl events --json' or 'wandctl status'.")
        }
        guard let size else { return }
        guard once else { throw ValidationError("--size belongs to --once.") }
        guard Self.size(size) != nil else {
            throw ValidationError("'\(size)' is no size: write it like 80x24, at most 500x200.")
        }
    }

    /// "80x24".
    static func size(_ text: String) -> WatchFrame.Size? {
        let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let columns = parts[0], let rows = parts[1],
            (1...WatchFrame.largest.columns).contains(columns), (1...WatchFrame.largest.rows).contains(rows)
        else { return nil }
        return WatchFrame.Size(columns: columns, rows: rows)
    }

    func run(_ session: Session) async throws {
        let glyphs = Glyphs(isUnicode: Glyphs.isUnicodeLocale(Terminal.environment))
        guard once else {
            return try await WatchLoop(client: session.client, glyphs: glyphs, isColoured: session.style.isColoured)
                .run()
        }
        var model = WatchModel(socketPath: session.client.socketPath, now: .current)
        let hello = API.Hello(version: "", isContinuous: true, heartbeatMilliseconds: 0)
        _ = model.handle(.heard(.hello(hello)), at: .current)
        _ = model.handle(.read(try await WatchFeed(client: session.client).look()), at: .current)
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let size = size.flatMap(Self.size) ?? Screen.size()
        for line in WatchFrame(model, size: size, glyphs: glyphs).lines() {
            Terminal.print(isTerminal ? line.rendered(isColoured: session.style.isColoured) : line.text)
        }
    }
}
