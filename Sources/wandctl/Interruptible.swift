import UnixSignals

/// Ctrl-C was pressed.
struct Interrupted: Error {}

/// Runs `body`; Ctrl-C cancels it and throws `Interrupted` instead of ending the process in the middle of something.
func interruptible<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return nil }
            // cancelled, because the body ended: its result decides
            throw CancellationError()
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let value = first else { throw Interrupted() }
        return value
    }
}
