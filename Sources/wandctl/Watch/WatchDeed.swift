import ControlAPI
import WandClient

/// Carries out what keys ask for, and says truthfully what came of it.
struct WatchDeed: Sendable {
    /// How long a stop is followed, in seconds: as `wandctl stop` does.
    private static let stopSeconds = 60
    private static let pollMilliseconds: Int64 = 10_000

    let client: ControlClient
    let tell: @Sendable (WatchNotice.Text) -> Void

    func carry(_ effect: WatchEffect) async {
        do {
            switch effect {
            case .read, .quit: break
            case .interrogate(let wand):
                let pump = try await client.interrogate(wand: wand)
                tell(.init(text: "Pump \(pump.serial) was read: revision \(pump.revision).", emphasis: .good))
            case .acknowledge(let id):
                _ = try await client.acknowledge(alarm: id)
                tell(.init(text: "Alarm \(id) is acknowledged; its cause stays.", emphasis: .plain))
            case .silence(let id):
                _ = try await client.silence(alarm: id)
                tell(.init(text: "Alarm \(id) is silenced for a while; its cause stays.", emphasis: .plain))
            case .stop(let pump, let reason): try await stop(pump, reason)
            }
        } catch {
            let isStop = if case .stop = effect { true } else { false }
            let error = error as? ControlClientError ?? .notUnderstood("\(error)")
            tell(isStop ? Self.stopFailed(error) : .init(text: Self.text(error), emphasis: .warning))
        }
    }

    private func stop(_ pump: String, _ reason: String) async throws {
        let name = Terminal.environment("USER") ?? "not named"
        var command = try await client.stop(
            pump, API.StopRequest(operator: name, reason: reason), idempotencyKey: RandomKey.make())
        let end = ContinuousClock.now + .seconds(Self.stopSeconds)
        do {
            while !command.isTerminal, ContinuousClock.now < end {
                tell(Self.notice(command))
                command = try await client.command(
                    command.id, after: command.version, waitMilliseconds: Self.pollMilliseconds)
            }
            tell(Self.notice(command))
        } catch {
            tell(
                .init(
                    text: "STOP of pump \(pump): lost sight of it (\(error)). It may have been applied or not: "
                        + "stop again, a stop may be repeated.", emphasis: .alert))
        }
    }

    /// How a stop stands, in the daemon's words.
    static func notice(_ command: API.Command) -> WatchNotice.Text {
        let head = "STOP of pump \(command.pumpSerial)"
        let next = command.outcome.whatToDo == API.Outcome.nothingToDo ? "" : " " + command.outcome.whatToDo
        switch command.outcome.certainty {
        case .applied where command.state == .succeeded:
            return .init(text: "\(head): APPLIED. \(command.outcome.detail)\(next)", emphasis: .warning)
        case .applied:
            return .init(
                text: "\(head): APPLIED, and the pump reads back something else. \(command.outcome.detail)\(next)",
                emphasis: .alert)
        case .notApplied:
            return .init(text: "\(head): NOT STOPPED. \(command.outcome.detail)\(next)", emphasis: .alert)
        case .unknown: return .init(text: "\(head): IN DOUBT. \(command.outcome.detail)\(next)", emphasis: .alert)
        case .pending:
            return .init(
                text: "\(head): under way (\(command.state.rawValue)), not stopped yet.\(next)", emphasis: .alert)
        }
    }

    /// A stop that the daemon did not take, or may not have taken.
    static func stopFailed(_ error: ControlClientError) -> WatchNotice.Text {
        let failure = Failure(ofStop: error)
        return .init(
            text: [failure.message, failure.advice].compactMap { $0 }.joined(separator: " "), emphasis: .alert)
    }
    private static func text(_ error: ControlClientError) -> String {
        guard case .problem(let problem) = error else { return error.description }
        return "\(problem.title): \(problem.detail)"
    }
}
