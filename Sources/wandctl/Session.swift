import ArgumentParser
import ControlAPI
import WandClient
import Glibc

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The daemon's socket.", valueName: "path"), completion: .file())
    var socket: String?

    @Flag(help: "Write exactly the API's JSON to standard output; what is for people goes to standard error.")
    var json = false

    var socketPath: String { socket ?? Terminal.environment("WANDD_SOCKET") ?? API.defaultSocketPath }
}

/// One run against the daemon: the client, and where its words go.
struct Session: Sendable {
    let client: ControlClient
    let isJSON: Bool
    let style: Style

    init(_ options: GlobalOptions) {
        client = ControlClient(socketPath: options.socketPath)
        isJSON = options.json
        style = Style(isColoured: Terminal.usesColour(options.json ? STDERR_FILENO : STDOUT_FILENO))
    }

    /// Tells people something; never mixes into JSON.
    func say(_ text: String) { isJSON ? Terminal.printError(text) : Terminal.print(text) }

    /// The result: JSON, or text for people.
    func answer(_ content: some Encodable, _ text: (Style) -> String) throws {
        if isJSON {
            Terminal.print(String(decoding: try JSONText.encode(content), as: UTF8.self))
        } else {
            Terminal.print(text(style))
        }
    }

    /// The result, where the JSON of the API has one exact text.
    func answer(json: String, _ text: (Style) -> String) { Terminal.print(isJSON ? json : text(style)) }

    /// Reports why it did not work, in the form that was asked for.
    func report(_ failure: Failure) {
        if isJSON, let bytes = try? JSONText.encode(failure.document) {
            Terminal.print(String(decoding: bytes, as: UTF8.self))
        }
        failure.tell()
    }
}

/// A command that talks to the daemon.
protocol DaemonCommand: AsyncParsableCommand {
    var global: GlobalOptions { get }
    func run(_ session: Session) async throws
}

extension DaemonCommand {
    mutating func run() async throws {
        let session = Session(global)
        let failure: Failure?
        do {
            try await run(session)
            failure = nil
        } catch let error as Failure {
            failure = error
        } catch let error as ControlClientError {
            failure = Failure(error)
        } catch let error as ValidationError {
            await session.client.close()
            throw error
        } catch let code as ExitCode {
            await session.client.close()
            throw code
        } catch is Interrupted {
            failure = Failure(.other, "interrupted")
        }
        await session.client.close()
        guard let failure else { return }
        session.report(failure)
        throw ExitCode(failure.status.rawValue)
    }
}
