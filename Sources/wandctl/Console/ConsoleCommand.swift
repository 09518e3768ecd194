import ArgumentParser
import ClinicalPapers
import Console
import ControlAPI
import UnixSignals
import WandClient

/// Serves the page until its terminal ends, Ctrl-C is pressed, or no page was open for long enough.
struct ConsoleCommand: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "console", abstract: "Serve a page on this machine, to watch pumps and change doses in a browser.",
        discussion: """
            The page is served on 127.0.0.1 only, to one browser of this user, and acts with this user's rights. The link \
            that is printed is good once. The page ends with this command: Ctrl-C, or the end of its terminal.

            Examples:
              wandctl console
              wandctl console --port 8700 --idle 30
            """)
    @OptionGroup var global: GlobalOptions
    @Option(help: "The port; 0 takes one that is free.") var port = 0
    @Option(
        help: ArgumentHelp("End when no page was open for so long; it goes on when left out.", valueName: "minutes"))
    var idle: Int?

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("A port is between 0 and 65535.") }
        guard idle.map({ (1...1_440).contains($0) }) ?? true else {
            throw ValidationError("--idle is between 1 and 1440 minutes.")
        }
    }

    func run(_ session: Session) async throws {
        // tells at once when the daemon is not there, or this user may not talk to it
        _ = try await session.client.version()
        let console = Console(
            socketPath: session.client.socketPath, port: port, idle: idle.map { .seconds($0 * 60) },
            papers: Self.papers(session))
        do {
            try await Self.untilTold {
                try await console.run { address in Self.tell(address, session) }
            }
        } catch {
            throw Failure(
                .other, "the console can not be served: \(error)", advice: "Is the port in use? Try without --port.")
        }
        session.say("The console has ended.")
    }

    private struct Link: Encodable { var url: String }

    private static func tell(_ address: Console.Address, _ session: Session) {
        try? session.answer(Link(url: address.url)) { style in
            style.title("Open this link in a browser on this machine; it is good once:") + "\n\n  \(address.url)\n\n"
                + "Whoever opens it acts as you. Ctrl-C ends the console."
        }
    }

    /// Runs `body`, and cancels it when the terminal ends or somebody says so.
    private static func untilTold(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup) { return }
            }
            defer { group.cancelAll() }
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// The papers that the terminal's own commands write.
    private static func papers(_ session: Session) -> PaperMaker {
        PaperMaker { paper, serial in
            do {
                let record = try await RecordReader(session: session, contact: nil).record(of: serial)
                switch paper {
                case .card: return WalletCard(record).sheet
                case .cardFront: return WalletCard(record).sides.first ?? ""
                case .cardBack: return WalletCard(record).sides.last ?? ""
                case .cardText:
                    let card = WalletCard(record)
                    return card.text + "\n" + card.braceletLines.joined(separator: "\n")
                case .report: return SessionReport(record).html
                }
            } catch let failure as Failure {
                throw PaperMaker.Failure(failure.message)
            } catch let error as ControlClientError {
                throw PaperMaker.Failure(error.description)
            }
        }
    }
}
