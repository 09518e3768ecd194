package import PumpModel

/// Everything that an administrator decides about the daemon, as read from one strict YAML file.
///
/// A value of this type is whole and free of contradictions when it comes from `read(file:)` or `parse(_:file:)`:
/// these report every mistake of the file at once and return nothing if there is one. Doses, flows and times are exact
/// integers; the text of the file never passes through a floating point number.
package struct DaemonConfiguration: Hashable, Sendable {
    /// Where the packaged service looks for its file.
    package static let defaultFile = "/etc/wandd/wandd.yaml"
    package static let defaultStateDirectory = "/var/lib/wandd"
    package static let defaultConfirmationLifetime = TimeSpan(checked: 300_000)

    package var socket: Socket
    /// The folder of the journal; only the daemon writes there.
    package var stateDirectory: String
    /// One to `Limits.wands`, with distinct names and distinct ports.
    package var wands: [Wand]
    /// The site's bounds on a program.
    package var dosing: DosingLimits
    /// How long a staged program waits for its confirmation, at most `Limits.commandLifetimeCeilingMilliseconds`.
    package var confirmationLifetime: TimeSpan
    /// How pessimistic the dates on the registration card are.
    package var card: RegistrationCard.Policy
    package var logLevel: LogLevel

    /// All defaults, but for the wands: which port a wand is on has none.
    package init(
        wands: [Wand],
        socket: Socket = Socket(),
        stateDirectory: String = DaemonConfiguration.defaultStateDirectory,
        dosing: DosingLimits = .customary,
        confirmationLifetime: TimeSpan = DaemonConfiguration.defaultConfirmationLifetime,
        card: RegistrationCard.Policy = RegistrationCard.Policy(),
        logLevel: LogLevel = .info
    ) {
        self.wands = wands
        self.socket = socket
        self.stateDirectory = stateDirectory
        self.dosing = dosing
        self.confirmationLifetime = confirmationLifetime
        self.card = card
        self.logLevel = logLevel
    }
}

extension DaemonConfiguration {
    /// The Unix socket of the control API.
    package struct Socket: Hashable, Sendable {
        /// Absolute, and short enough for a socket address.
        package var path: String
        /// Permission bits: 0600 or 0660. Connecting asks for the write bit.
        package var mode: UInt16
        /// The group that the socket is given to; nil leaves it with the daemon's own.
        package var group: String?

        package init(path: String = "/run/wandd/wandd.sock", mode: UInt16 = 0o660, group: String? = nil) {
            self.path = path
            self.mode = mode
            self.group = group
        }
    }

    /// From how grave on messages are written; the names are those of swift-log.
    package enum LogLevel: String, Hashable, Sendable, CaseIterable {
        case trace, debug, info, notice, warning, error, critical
    }
}
