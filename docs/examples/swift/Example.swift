import ControlAPI
import Foundation
import WandClient

/// Changes a dose and follows it to its end: `wandd-example WAND MCG_PER_DAY`.
@main
enum Example {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 2, let wand = arguments.first, let dose = arguments.last else {
            print("usage: wandd-example WAND MCG_PER_DAY")
            exit(2)
        }
        let path = ProcessInfo.processInfo.environment["WANDD_SOCKET"] ?? API.defaultSocketPath
        let client = ControlClient(socketPath: path)
        do {
            let command = try await changeDose(to: dose, with: wand, client)
            print(command.outcome.detail)
            await client.close()
            exit(command.state == .succeeded ? 0 : 1)
        } catch {
            // says what is wrong and, where the daemon refused, what to do
            print(error)
            await client.close()
            exit(3)
        }
    }

    static func changeDose(
        to microgramsPerDay: String, with wand: String, _ client: ControlClient
    ) async throws(ControlClientError) -> API.Command {
        // snippet.change
        let pump = try await client.interrogate(wand: wand)
        _ = try await client.signIn()
        let submission = API.CommandSubmission(
            pumpSerial: pump.serial, baseRevision: pump.revision,
            program: API.Program(mode: .simpleContinuous, doseMicrogramsPerDay: microgramsPerDay),
            operator: "R. Example", reason: "spasticity at night")
        // under one key this is one command, however often it is sent
        var command = try await client.submit(submission, idempotencyKey: UUID().uuidString)
        // snippet.end

        // snippet.follow
        while command.state != .awaitingConfirmation, !command.isTerminal {
            command = try await client.command(command.id, after: command.version, waitMilliseconds: 20_000)
        }
        // snippet.end
        guard command.state == .awaitingConfirmation, let proposal = command.proposal else { return command }

        // snippet.confirm
        print("old: \(proposal.old.text ?? "-")")
        print("new: \(proposal.new.program.text ?? "-")")
        command = try await client.confirm(command.id, API.Confirmation(digest: proposal.digest))
        // snippet.end
        while !command.isTerminal {
            command = try await client.command(command.id, after: command.version, waitMilliseconds: 20_000)
        }
        return command
    }

    /// Prints every alarm, without a gap over lost connections and restarts of the daemon.
    static func watchAlarms(_ client: ControlClient) async {
        // snippet.events
        var last: String?
        while !Task.isCancelled {
            do {
                for try await event in try await client.events(after: last, kinds: [.alarm]) {
                    last = event.lastID ?? last
                    if case .hello(let hello) = event.content, !hello.isContinuous {
                        print("some alarms can not be told any more: read them all")
                    }
                    if case .alarm(let alarm) = event.content {
                        print("\(alarm.at) \(alarm.pumpSerial ?? "-") \(alarm.name ?? "-") \(alarm.happening)")
                    }
                }
            } catch {
                print("lost the daemon: \(error)")
            }
            try? await Task.sleep(for: .milliseconds(200))
        }
        // snippet.end
    }
}
