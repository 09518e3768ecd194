import ControlAPI
import WandClient

/// What the daemon tells, over and over: the stream with its resumption, and looks at the rest.
struct WatchFeed: Sendable {
    /// Time between two looks, in milliseconds: they also prove that the daemon lives.
    static let lookMilliseconds: Int64 = 5_000
    /// Commands that a look asks for.
    private static let commands = 20

    let client: ControlClient

    /// Follows the stream for ever, after each loss from where it was; `tell` returns false when it took nothing in.
    func follow(_ tell: @Sendable (WatchInput) -> Bool) async throws {
        var pause = Backoff()
        var lastID: String?
        while true {
            var reason = "the stream ended"
            do {
                for try await event in try await client.events(after: lastID) {
                    lastID = event.lastID ?? lastID
                    if case .hello = event.content { pause = Backoff() }
                    if case .bye(let bye) = event.content { reason = bye.detail }
                    guard tell(.heard(event.content)) else {
                        reason = "this view was too slow"
                        break
                    }
                }
            } catch {
                reason = error.description
            }
            try Task.checkCancellation()
            let milliseconds = pause.next()
            _ = tell(.lost(reason: reason, retryMilliseconds: milliseconds))
            try await Task.sleep(for: .milliseconds(milliseconds))
        }
    }

    /// One look at everything.
    func look() async throws(ControlClientError) -> WatchReading {
        WatchReading(
            caller: try await client.caller(), version: try await client.version().version,
            health: try await client.health(), wands: try await client.wands(), pumps: try await client.pumps(),
            alarms: try await client.alarms(),
            commands: try await client.commands(limit: Self.commands).commands)
    }
}

/// Pauses between tries that did not succeed, in milliseconds: short at first, bounded.
struct Backoff: Equatable {
    static let firstMilliseconds: Int64 = 250
    static let ceilingMilliseconds: Int64 = 8_000
    private var milliseconds = Self.firstMilliseconds

    mutating func next() -> Int64 {
        defer { milliseconds = min(milliseconds * 2, Self.ceilingMilliseconds) }
        return milliseconds
    }
}
