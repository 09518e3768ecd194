import Glibc

/// Tells people that something long goes on: nothing in the first second, then a few times a second.
struct Progress {
    private let begin: ContinuousClock.Instant
    private var told: ContinuousClock.Instant?

    init(now: ContinuousClock.Instant = .now) { begin = now }

    /// What to show at `now`; nil when that is nothing.
    mutating func text(_ done: Int64, of total: Int64?, now: ContinuousClock.Instant) -> String? {
        guard now - begin > .seconds(1), told.map({ now - $0 > .milliseconds(200) }) ?? true else { return nil }
        told = now
        return "\(done)\(total.map { " of \($0)" } ?? "") records"
    }

    /// Shows it on standard error, if that is a terminal.
    mutating func show(_ done: Int64, of total: Int64? = nil) {
        guard isatty(STDERR_FILENO) == 1, let text = text(done, of: total, now: .now) else { return }
        Terminal.overwriteError(text)
    }

    /// Takes away what is shown.
    func clear() {
        if told != nil { Terminal.overwriteError("") }
    }
}

extension Progress {
    /// Says `what` on a terminal once it takes longer than a second, and takes it away at the end.
    static func during<Value>(_ what: String, _ work: () async -> Value) async -> Value {
        let telling = Task {
            try await Task.sleep(for: .seconds(1))
            if isatty(STDERR_FILENO) == 1 { Terminal.overwriteError("\(what) ...") }
            return true
        }
        let value = await work()
        telling.cancel()
        if (try? await telling.value) == true, isatty(STDERR_FILENO) == 1 { Terminal.overwriteError("") }
        return value
    }
}
