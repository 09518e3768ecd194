import ArgumentParser
import ControlAPI
import Dispatch
import Synchronization
import WandClient

extension CompletionKind {
    /// Names of wands.
    static var wands: CompletionKind {
        .custom { words, _, prefix in
            Completions.offered(words, prefix) { client in try await client.wands().map(\.name) }
        }
    }

    /// Serials of pumps: those in range, and those that were read.
    static var pumps: CompletionKind {
        .custom { words, _, prefix in
            Completions.offered(words, prefix) { client in
                let inRange = try await client.wands().compactMap { $0.status?.pumpInRange?.serial }
                return inRange + (try await client.pumps().map(\.serial))
            }
        }
    }

    /// Numbers of alarms.
    static var alarms: CompletionKind {
        .custom { words, _, prefix in
            Completions.offered(words, prefix) { client in
                try await client.alarms().alarms.map { "\($0.id)" }
            }
        }
    }

    /// Ids of commands that wait for their confirmation.
    static var waitingCommands: CompletionKind {
        .custom { words, _, prefix in
            Completions.offered(words, prefix) { client in
                try await client.commands().commands.filter { $0.state == .awaitingConfirmation }.map(\.id)
            }
        }
    }

}

/// What a shell offers while a value is typed: asked of the daemon, briefly, and nothing where it does not answer.
enum Completions {
    private static let answerMilliseconds: Int64 = 1_000

    /// Waits for the daemon's answer: the parser asks for completions where nothing else goes on yet.
    fileprivate static func offered(
        _ words: [String], _ prefix: String, _ values: @escaping @Sendable (ControlClient) async throws -> [String]
    ) -> [String] {
        let path = socketPath(in: words) ?? Terminal.environment("WANDD_SOCKET") ?? API.defaultSocketPath
        let found = Found()
        Task.detached {
            let client = ControlClient(socketPath: path, answerMilliseconds: answerMilliseconds)
            let answer = (try? await values(client)) ?? []
            found.values.withLock { $0 = answer }
            found.isThere.signal()
            await client.close()
        }
        _ = found.isThere.wait(timeout: .now() + .milliseconds(Int(answerMilliseconds) * 2))
        return choices(found.values.withLock { $0 }, prefix)
    }

    private final class Found: Sendable {
        let values = Mutex<[String]>([])
        let isThere = DispatchSemaphore(value: 0)
    }

    /// Each once, in order, and nothing that a shell would take apart.
    static func choices(_ values: [String], _ prefix: String) -> [String] {
        Set(values).filter { value in
            value.hasPrefix(prefix) && !value.isEmpty
                && value.unicodeScalars.allSatisfy {
                    $0.properties.isAlphabetic || "0123456789-._".unicodeScalars.contains($0)
                }
        }.sorted()
    }

    /// What was given as `--socket` before.
    static func socketPath(in words: [String]) -> String? {
        for (index, word) in words.enumerated() {
            if word == "--socket" { return index + 1 < words.count ? words[index + 1] : nil }
            if word.hasPrefix("--socket=") { return String(word.dropFirst("--socket=".count)) }
        }
        return nil
    }
}
