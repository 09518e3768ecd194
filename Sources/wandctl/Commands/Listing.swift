import ArgumentParser
import ControlAPI
import WandClient

struct ListCommands: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "commands", abstract: "Show commands, newest first, or one of them.",
        discussion: "Examples:\n  wandctl commands --pump ITB-4711\n  wandctl commands 0123456789abcdef0123456789abcdef"
    )
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The id of one command.") var id: String?
    @Option(help: "Only those of this pump.", completion: .pumps) var pump: String?
    @Option(help: "At most so many.") var limit: Int = 20
    @Option(help: "Those after this id: the next page.") var after: String?

    func run(_ session: Session) async throws {
        if let id {
            let command = try await session.client.command(id)
            return try session.answer(command) { command.text($0) }
        }
        let list = try await session.client.commands(pump: pump, limit: limit, after: after)
        try session.answer(list) { list.text($0) }
    }
}

struct Cancel: DaemonCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a command back, as long as the order to apply it did not leave.",
        discussion: "Example:\n  wandctl cancel 0123456789abcdef0123456789abcdef")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The id of the command.") var id: String

    func run(_ session: Session) async throws {
        let command = try await session.client.cancel(id)
        try session.answer(command) { command.outcomeText($0) }
    }
}
