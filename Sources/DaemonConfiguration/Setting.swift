/// One value in force, and where it comes from.
package struct Setting: Hashable, Sendable {
    package enum Origin: Hashable, Sendable {
        /// Nobody set it.
        case standard
        /// The line counts from 1.
        case file(line: Int)
        case environment(variable: String)
    }

    /// Its place in the file: `log.level`, `wands[0].port.path`.
    package var key: String
    /// As it would be written in the file; empty for a key that has no default and is not set.
    package var value: String
    package var origin: Origin
    /// Whether a change of it waits for the next start of the daemon.
    package var needsRestart: Bool

    package init(key: String, value: String, origin: Origin, needsRestart: Bool) {
        self.key = key
        self.value = value
        self.origin = origin
        self.needsRestart = needsRestart
    }
}

extension DaemonConfiguration {
    /// Every value in force, in the order of the documented file.
    package var settings: [Setting] {
        rows.map {
            Setting(
                key: $0.path, value: $0.text ?? "", origin: origins.origin(of: $0.path),
                needsRestart: Self.needsRestart($0.path))
        }
    }

    /// The sections of which a running daemon takes over changes. What ports, socket, journal, commands under way and
    /// alarms were set up with stays as it is until the next start.
    private static let changeable = ["access", "card", "log"]

    /// Whether a change of a key waits for the next start of the daemon.
    static func needsRestart(_ key: String) -> Bool { !changeable.contains { key == $0 || key.hasPrefix($0 + ".") } }
}
