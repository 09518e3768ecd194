import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A line on a terminal that says how far it is; nothing where standard error is no terminal.
final class ProgressLine: Sendable {
    private let total: Int
    private let isShown = isatty(STDERR_FILENO) == 1
    private let lastShown = Mutex(-1)

    init(total: Int) { self.total = total }

    func show(_ done: Int) {
        let percent = done * 100 / max(total, 1)
        let isNew = lastShown.withLock { last in
            defer { last = percent }
            return last != percent
        }
        if isNew { write("\r\(percent) % of \(total) seeds") }
    }

    func clear() { write("\r\u{1B}[K") }

    private func write(_ text: String) {
        guard isShown else { return }
        let bytes = Array(text.utf8)
        // progress is a courtesy: a terminal that does not take it loses nothing
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
