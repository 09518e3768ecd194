import ArgumentParser
import ControlAPI
import WandClient

/// Follows a command by long polls and tells each of its states as it comes.
extension Session {
    /// Longest single wait, in milliseconds; below what the daemon allows.
    private static let pollMilliseconds: Int64 = 20_000

    /// - Parameter told: how many of its states were told before.
    /// - Returns: the command once `isEnough` holds, or as it is after `seconds`.
    func follow(
        _ command: API.Command, told: Int = 0, seconds: Int, until isEnough: @Sendable (API.Command) -> Bool
    ) async throws -> API.Command {
        let end = ContinuousClock.now + .seconds(seconds)
        var (command, told) = (command, told)
        while true {
            for passage in command.history.dropFirst(told) { say(passage.text(style)) }
            told = command.history.count
            let left = end - ContinuousClock.now
            if isEnough(command) || command.isTerminal || left <= .zero { return command }
            let milliseconds = min(Self.pollMilliseconds, left.components.seconds * 1_000 + 1_000)
            command = try await client.command(command.id, after: command.version, waitMilliseconds: milliseconds)
        }
    }

    /// Follows a command that may be applied from here on, to its end.
    /// - Throws: `Failure(.inDoubt)` when its end is not seen: it may be applied all the same.
    func followToTheEnd(_ command: API.Command, told: Int = 0, seconds: Int) async throws -> API.Command {
        let id = command.id
        let advice =
            "Follow it with 'wandctl commands \(id)'. "
            + (command.kind == .stop ? "A stop may be repeated." : "Do not repeat it.")
        do {
            return try await interruptible {
                try await follow(command, told: told, seconds: seconds, until: \.isTerminal)
            }
        } catch is Interrupted {
            throw Failure(.inDoubt, "no longer following; the command goes on", advice: advice)
        } catch let error as ControlClientError {
            throw Failure(.inDoubt, "lost sight of the command: \(error)", advice: advice)
        }
    }

    /// Shows how a command stands, says what follows from it, and ends with the code that belongs to it.
    func conclude(_ command: API.Command, saying what: () async -> Void = {}) async throws {
        try answer(command) { command.outcomeText($0) }
        await what()
        let status = Ending(command.state)
        if status != .done { throw ExitCode(status.rawValue) }
    }
}
