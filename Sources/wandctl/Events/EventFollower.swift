import ControlAPI
import WandClient

/// The stream of events over and over: after each loss it goes on where it was, so that no durable event is missed or told twice.
struct EventFollower: Sendable {
    /// The daemon's answers are awaited this often, in milliseconds: a stream whose daemon hangs is silent and stays open.
    private static let lookMilliseconds: Int64 = 10_000

    let client: ControlClient
    let wand: String?
    let pump: String?
    let kinds: [API.EventKind]?
    /// Whether a connection that was lost is opened again.
    let isPersistent: Bool

    /// Until `take` returns false.
    /// - Parameter say: told about losses, for people.
    /// - Throws: what a first connection fails with, and any refusal: to ask again would change nothing.
    func follow(
        after id: String?, _ take: (ServerEvent) -> Bool, say: (String) -> Void
    ) async throws {
        var (lastID, pause, wasHeard, isLost) = (id, Backoff(), false, false)
        while true {
            var reason = "the daemon ended the stream"
            do {
                let stream = try await client.events(after: lastID, wand: wand, pump: pump, kinds: kinds)
                for try await event in Watched(stream: stream, client: client, lookMilliseconds: Self.lookMilliseconds)
                {
                    switch event.content {
                    case .hello(let hello):
                        if isLost { say("connected again" + (hello.isContinuous ? ", without a gap" : "")) }
                        if !hello.isContinuous {
                            say(
                                "what happened after event \(lastID ?? "?") can not be told whole any more: there is a gap"
                            )
                        }
                        (pause, wasHeard, isLost) = (Backoff(), true, false)
                    case .bye(let bye): reason = bye.detail
                    default: break
                    }
                    // an id that was told counts as heard only when it was taken
                    guard take(event) else { return }
                    lastID = event.lastID ?? lastID
                }
            } catch let error as ControlClientError {
                if case .problem(let problem) = error, !Self.isPassing(problem) { throw error }
                guard wasHeard, isPersistent else { throw error }
                reason = error.description
            }
            try Task.checkCancellation()
            guard isPersistent else {
                throw Failure(
                    .unreachable, "the stream ended: \(reason)", advice: "Go on with --after \(lastID ?? "ID").")
            }
            if !isLost { say("connection lost: \(reason); trying again") }
            isLost = true
            try await Task.sleep(for: .milliseconds(pause.next()))
        }
    }

    /// Whether the same request may be answered in a while.
    static func isPassing(_ problem: API.Problem) -> Bool {
        [.tooManyConnections, .tooManyRequests, .shuttingDown, .auditUnavailable, .internalError]
            .map(\API.ProblemType.urn).contains(problem.type)
    }
}
