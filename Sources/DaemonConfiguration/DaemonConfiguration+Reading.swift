import AlarmDesk
import PumpModel

extension DaemonConfiguration {
    /// Reads a file, and takes what variables of the environment set in place of its values.
    /// - Parameter environment: of the whole process, or only what begins with "WANDD_".
    /// - Throws: all mistakes of file and variables at once, or the one reason why the file can not be read.
    package static func read(
        file: String, environment: [String: String] = [:]
    ) throws(ConfigurationErrors) -> DaemonConfiguration {
        try parse(ConfigurationFile.bytes(of: file), file: file, environment: environment)
    }

    /// Reads the content of a file; `file` is its name for messages, and its folder is where paths count from.
    /// - Throws: all mistakes of the content at once, in line order, and those of variables behind them.
    package static func parse(
        _ bytes: [UInt8], file: String, environment: [String: String] = [:]
    ) throws(ConfigurationErrors) -> DaemonConfiguration {
        var findings = Findings(file: file)
        let overrides = EnvironmentOverrides(environment, findings: &findings)
        var origins = Origins(file: file, variables: overrides.variables)
        var configuration = try ConfigurationDocument.parse(bytes, file: file, needs: "wands", known: findings) {
            root, findings in
            origins.add(root)
            // by itself first: what a variable replaces must be valid all the same
            let own = Self(root: root, findings: &findings)
            guard !overrides.isEmpty else { return own }
            findings.variables = overrides.variables
            return Self(root: overrides.applied(to: root), findings: &findings)
        }
        configuration.origins = origins
        let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        configuration.folder = folder == [""] ? "/" : folder.joined(separator: "/")
        return configuration
    }
}

extension DaemonConfiguration {
    static let keys = [
        "socket", "access", "stateDirectory", "wands", "pumps", "drugLibrary", "dosing", "confirmation", "card",
        "alarms", "log",
    ]

    /// Nil when anything is wrong; `findings` then says what.
    init?(root: ConfigurationNode, findings: inout Findings) {
        let reader = SectionReader(root, path: "", keys: Self.keys, findings: &findings)
        let socket = Socket(reader.node("socket"), findings: &findings)
        let access = AccessSection(reader.node("access"), findings: &findings)
        let stateDirectory = reader.value(
            "stateDirectory", Formats.stateDirectory, default: Self.defaultStateDirectory, findings: &findings)
        let wands = Self.wands(in: reader, findings: &findings)
        let pumps = reader.value("pumps", Formats.file, default: Self.defaultPumps, findings: &findings)
        let library = reader.node("drugLibrary").map { DrugLibraryPin($0, findings: &findings) }
        let dosing = SectionReader(
            reader.node("dosing"), path: "dosing", keys: ["interrogationAge"], findings: &findings)
        let age = dosing.value(
            "interrogationAge", Formats.interrogationAge, default: Self.defaultInterrogationAge, findings: &findings)
        let confirmation = SectionReader(
            reader.node("confirmation"), path: "confirmation", keys: ["lifetime"], findings: &findings)
        let lifetime = confirmation.value(
            "lifetime", Formats.confirmationLifetime, default: Self.defaultConfirmationLifetime, findings: &findings)
        let papers = SectionReader(reader.node("card"), path: "card", keys: Self.cardKeys, findings: &findings)
        let card = RegistrationCard.Policy(papers, findings: &findings)
        let contact = Self.contact(papers, findings: &findings)
        let alarms = AlarmPolicy(reader.node("alarms"), findings: &findings)
        let log = SectionReader(reader.node("log"), path: "log", keys: ["level"], findings: &findings)
        let level = log.value("level", Formats.logLevel, default: .info, findings: &findings)
        guard let socket, let access, let stateDirectory, let wands, let pumps, let age, let lifetime, let card,
            let alarms, let level
        else { return nil }
        if case .some(.none) = library { return nil }
        self.init(
            wands: wands, socket: socket, access: access, stateDirectory: stateDirectory, pumps: pumps,
            drugLibrary: library.flatMap { $0 }, interrogationAge: age, confirmationLifetime: lifetime, card: card,
            contact: contact, alarms: alarms, logLevel: level)
    }
}

extension DaemonConfiguration.Socket {
    static let keys = ["path", "mode", "group"]

    init?(_ node: ConfigurationNode?, findings: inout Findings) {
        let reader = SectionReader(node, path: "socket", keys: Self.keys, findings: &findings)
        let defaults = Self()
        let path = reader.value("path", Formats.socketPath, default: defaults.path, findings: &findings)
        let mode = reader.value("mode", .socketMode, default: defaults.mode, findings: &findings)
        let group = reader.node("group").flatMap { Formats.group.read($0, findings: &findings) }
        guard let path, let mode else { return nil }
        self.init(path: path, mode: mode, group: group)
    }
}
