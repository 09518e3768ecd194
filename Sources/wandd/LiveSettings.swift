import Access
import ControlAPI
import ControlServer
import DaemonConfiguration
import Logging
import NIOConcurrencyHelpers
import PumpModel
import WandService

/// The configuration in force, and the one way to another: all of the file is well-formed and every name in it is known,
/// or nothing changes.
final class LiveSettings: Sendable {
    private let file: String
    private let current: NIOLockedValueBox<DaemonConfiguration>
    private let level: NIOLockedValueBox<Logger.Level>
    private let turn = NIOLockedValueBox(())

    init(file: String, _ configuration: DaemonConfiguration) {
        self.file = file
        current = NIOLockedValueBox(configuration)
        level = NIOLockedValueBox(configuration.logLevel.level)
    }

    var configuration: DaemonConfiguration { current.withLockedValue { $0 } }

    /// A logger whose level is the one in force.
    func logger(_ label: String) -> Logger { Logger(label: label) { LiveLog(label: $0, level: self.level) } }

    /// Reads the file again and puts it in force, one caller at a time.
    /// - Parameter adopt: puts the policy in force.
    /// - Throws: all mistakes of the file.
    func reload(_ adopt: (AccessPolicy) -> Void) throws(SettingsRefused) -> ConfigurationChanges {
        let result = turn.withLockedValue { _ in
            Result { () throws(SettingsRefused) -> ConfigurationChanges in
                let (changes, policy) = try read()
                adopt(policy)
                return changes
            }
        }
        return try result.get()
    }

    private func read() throws(SettingsRefused) -> (changes: ConfigurationChanges, policy: AccessPolicy) {
        let (read, policy): (DaemonConfiguration, AccessPolicy)
        do {
            read = try DaemonConfiguration.read(file: file, environment: DaemonConfiguration.processEnvironment())
            policy = try read.accessPolicy()
        } catch {
            throw SettingsRefused("\(error)")
        }
        let changes = current.withLockedValue { current in
            defer { current = current.adopting(read) }
            return current.changes(to: read)
        }
        level.withLockedValue { $0 = configuration.logLevel.level }
        return (changes, policy)
    }

    /// As the API tells it.
    var settings: API.Settings {
        API.Settings(file: file, settings: configuration.settings.map(API.Setting.init))
    }
}

extension DaemonConfiguration {
    /// Who may do what, with the names of this machine.
    func accessPolicy() throws(ConfigurationErrors) -> AccessPolicy {
        try accessPolicy(user: Boot.userID, group: Boot.groupID)
    }
}

extension API.Setting {
    init(_ setting: Setting) {
        let (origin, line): (Origin, Int?) =
            switch setting.origin {
            case .standard: (.standard, nil)
            case .file(let line): (.file, line)
            case .environment: (.environment, nil)
            }
        self.init(
            key: setting.key, value: setting.value, origin: origin, line: line, needsRestart: setting.needsRestart)
    }
}

/// Writes to standard error what is grave enough for the level in force.
private struct LiveLog: LogHandler {
    private var stream: StreamLogHandler
    private let level: NIOLockedValueBox<Logger.Level>

    init(label: String, level: NIOLockedValueBox<Logger.Level>) {
        stream = .standardError(label: label)
        stream.logLevel = .trace
        self.level = level
    }

    /// The same for all loggers: one that sets its own changes nothing.
    var logLevel: Logger.Level {
        get { level.withLockedValue { $0 } }
        set {}
    }

    var metadata: Logger.Metadata {
        get { stream.metadata }
        set { stream.metadata = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { stream[metadataKey: key] }
        set { stream[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) { stream.log(event: event) }
}
