internal import PumpModel

/// Turns at the disk for those who must not wait for it: whoever has something to write says so and goes on.
///
/// Promise: after each word a turn follows; what a turn could not write is tried again after a pause, whether or not there is
/// a new word; and there is one more turn at the end.
package struct WriteTurns: Sendable {
    private let words: AsyncStream<Void>
    private let word: AsyncStream<Void>.Continuation

    package init() { (words, word) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    /// There is something to write. Never blocks.
    package func ask() { word.yield() }

    /// The last turn comes next.
    package func finish() { word.finish() }

    /// Until it is finished.
    /// - Parameter write: returns whether everything is written.
    package func run(
        pause: Duration = .milliseconds(Limits.keeperRetryMilliseconds), _ write: () async -> Bool
    ) async {
        for await _ in words {
            guard await !write() else { continue }
            try? await Task.sleep(for: pause)
            ask()
        }
        _ = await write()
    }
}
