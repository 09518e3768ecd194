package import AlarmDesk
package import PumpModel

/// Everything that an administrator decides about the daemon, as read from one strict YAML file.
///
/// A value of this type is whole and free of contradictions when it comes from `read(file:environment:)` or `parse`:
/// these report every mistake of the file at once and return nothing if there is one. Doses, flows and times are exact
/// integers; the text of the file never passes through a floating point number.
package struct DaemonConfiguration: Hashable, Sendable {
    /// Where the packaged service looks for its file.
    package static let defaultFile = "/etc/wandd/wandd.yaml"
    package static let defaultStateDirectory = "/var/lib/wandd"
    package static let defaultPumps = "pumps.yaml"
    package static let defaultInterrogationAge = TimeSpan(checked: 300_000)
    package static let defaultConfirmationLifetime = TimeSpan(checked: 300_000)

    package var socket: Socket
    /// Who may do what.
    package var access: AccessSection
    /// The folder of the journal; only the daemon writes there.
    package var stateDirectory: String
    /// One to `Limits.wands`, with distinct names and distinct ports.
    package var wands: [Wand]
    /// The file of pump models and catheters, as it is written: `resolved` finds it.
    package var pumps: String
    /// The drug library that the site approved; without one no therapy is accepted.
    package var drugLibrary: DrugLibraryPin?
    /// An interrogation older than this judges nothing.
    package var interrogationAge: TimeSpan
    /// How long a staged program waits for its confirmation, at most `Limits.commandLifetimeCeilingMilliseconds`.
    package var confirmationLifetime: TimeSpan
    /// How pessimistic the dates on the registration card are.
    package var card: RegistrationCard.Policy
    /// Who families and rescuers call: one line of at most `Limits.contactBytes` for card and report; nil for nobody.
    package var contact: String?
    /// When the daemon alarms, and how often it is heard.
    package var alarms: AlarmPolicy
    package var logLevel: LogLevel
    /// Where this configuration was read from: paths that do not begin with '/' count from there. Empty for the folder
    /// that the daemon was started in.
    package var folder: String
    /// Where each value comes from; counts for no comparison.
    var origins = Origins()

    /// All defaults, but for the wands: which port a wand is on has none.
    package init(
        wands: [Wand],
        socket: Socket = Socket(),
        access: AccessSection = AccessSection(),
        stateDirectory: String = DaemonConfiguration.defaultStateDirectory,
        pumps: String = DaemonConfiguration.defaultPumps,
        drugLibrary: DrugLibraryPin? = nil,
        interrogationAge: TimeSpan = DaemonConfiguration.defaultInterrogationAge,
        confirmationLifetime: TimeSpan = DaemonConfiguration.defaultConfirmationLifetime,
        card: RegistrationCard.Policy = RegistrationCard.Policy(),
        contact: String? = nil,
        alarms: AlarmPolicy = AlarmPolicy(),
        logLevel: LogLevel = .info,
        folder: String = ""
    ) {
        self.wands = wands
        self.socket = socket
        self.access = access
        self.stateDirectory = stateDirectory
        self.pumps = pumps
        self.drugLibrary = drugLibrary
        self.interrogationAge = interrogationAge
        self.confirmationLifetime = confirmationLifetime
        self.card = card
        self.contact = contact
        self.alarms = alarms
        self.logLevel = logLevel
        self.folder = folder
    }

    /// A path of this configuration as it can be opened.
    package func resolved(_ path: String) -> String {
        path.hasPrefix("/") || folder.isEmpty ? path : folder == "/" ? "/" + path : folder + "/" + path
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
