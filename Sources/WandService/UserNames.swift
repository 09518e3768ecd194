internal import NIOConcurrencyHelpers
internal import PumpModel

/// The names of users on this machine, remembered for a while: where another machine has to be asked for them, an answer
/// that takes long is waited for once, and not by every request and every record.
package final class UserNames: Sendable {
    private struct Found: Sendable {
        var name: String?
        var at: ContinuousClock.Instant
    }

    private let found = NIOLockedValueBox<[UInt32: Found]>([:])
    private let ask: @Sendable (UInt32) -> String?
    private let now: @Sendable () -> ContinuousClock.Instant

    package init(
        asking ask: @escaping @Sendable (UInt32) -> String? = Boot.userName,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.ask = ask
        self.now = now
    }

    /// - Returns: nil for a user without a name.
    package func name(_ id: UInt32) -> String? {
        let now = now()
        if let known = found.withLockedValue({ $0[id] }), known.at.duration(to: now) < Limits.userNameLife {
            return known.name
        }
        let name = ask(id)
        found.withLockedValue { found in
            if found.count >= Limits.userNames { found.removeAll() }
            found[id] = Found(name: name, at: now)
        }
        return name
    }
}
