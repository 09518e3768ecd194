import ControlAPI
import WandClient

/// A stream whose daemon is asked now and then whether it still lives: one that hangs keeps its connections open, and says nothing.
///
/// Ends and throws as the stream does, and throws `noAnswer` when the daemon does not answer.
struct Watched: AsyncSequence, Sendable {
    typealias Element = ServerEvent

    let stream: EventStream
    let client: ControlClient
    let lookMilliseconds: Int64

    func makeAsyncIterator() -> AsyncThrowingStream<ServerEvent, any Error>.Iterator {
        let (stream, client, milliseconds) = (stream, client, lookMilliseconds)
        let (events, sink) = AsyncThrowingStream.makeStream(
            of: ServerEvent.self, bufferingPolicy: .bufferingOldest(1_024))
        let task = Task {
            do {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for try await event in stream {
                            guard case .dropped = sink.yield(event) else { continue }
                            throw ControlClientError.noAnswer(
                                path: client.socketPath, reason: "this reader is too slow")
                        }
                    }
                    group.addTask {
                        while true {
                            try await Task.sleep(for: .milliseconds(milliseconds))
                            do throws(ControlClientError) { _ = try await client.version() } catch {
                                // a daemon that refuses lives
                                guard case .problem = error else { throw error }
                            }
                        }
                    }
                    defer { group.cancelAll() }
                    try await group.next()
                }
                sink.finish()
            } catch {
                sink.finish(throwing: error)
            }
        }
        sink.onTermination = { _ in task.cancel() }
        return events.makeAsyncIterator()
    }
}
