import PumpModel

extension DaemonConfiguration {
    /// Reads a file.
    /// - Throws: all mistakes of the file at once, or the one reason why it can not be read.
    package static func read(file: String) throws(ConfigurationErrors) -> DaemonConfiguration {
        try parse(ConfigurationFile.bytes(of: file), file: file)
    }

    /// Reads the content of a file; `file` is its name for messages.
    /// - Throws: all mistakes of the content at once, in line order.
    package static func parse(_ bytes: [UInt8], file: String) throws(ConfigurationErrors) -> DaemonConfiguration {
        guard bytes.count <= Limits.configurationBytes else {
            throw ConfigurationErrors(errors: [
                ConfigurationError(
                    file: file, place: nil, keyPath: "", found: "is too large",
                    allowed: "at most \(Limits.configurationBytes) bytes")
            ])
        }
        var findings = Findings(file: file)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            findings.add("not valid UTF-8", allowed: "save the file as UTF-8", at: invalidPlace(in: bytes))
            throw findings.report
        }
        let root = YAMLDocument.root(of: text, findings: &findings)
        let configuration = root.flatMap { Self(root: $0, findings: &findings) }
        guard let configuration, findings.isEmpty else { throw findings.report }
        return configuration
    }

    /// Where the first byte stands that is not UTF-8.
    private static func invalidPlace(in bytes: [UInt8]) -> TextPlace {
        var place = TextPlace.start
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            place =
                scalar == "\n"
                ? TextPlace(line: place.line + 1, column: 1)
                : TextPlace(line: place.line, column: place.column + 1)
        }
        return place
    }
}

extension DaemonConfiguration {
    static let keys = ["socket", "stateDirectory", "wands", "dosing", "confirmation", "card", "log"]

    /// Nil when anything is wrong; `findings` then says what.
    init?(root: ConfigurationNode, findings: inout Findings) {
        let reader = SectionReader(root, path: "", keys: Self.keys, findings: &findings)
        let socket = Socket(reader.node("socket"), findings: &findings)
        let stateDirectory = reader.value(
            "stateDirectory", Formats.stateDirectory, default: Self.defaultStateDirectory, findings: &findings)
        let wands = Self.wands(in: reader, findings: &findings)
        let dosing = DosingLimits(reader.node("dosing"), findings: &findings)
        let confirmation = SectionReader(
            reader.node("confirmation"), path: "confirmation", keys: ["lifetime"], findings: &findings)
        let lifetime = confirmation.value(
            "lifetime", Formats.confirmationLifetime, default: Self.defaultConfirmationLifetime, findings: &findings)
        let card = RegistrationCard.Policy(reader.node("card"), findings: &findings)
        let log = SectionReader(reader.node("log"), path: "log", keys: ["level"], findings: &findings)
        let level = log.value("level", Formats.logLevel, default: .info, findings: &findings)
        guard let socket, let stateDirectory, let wands, let dosing, let lifetime, let card, let level else {
            return nil
        }
        self.init(
            wands: wands, socket: socket, stateDirectory: stateDirectory, dosing: dosing,
            confirmationLifetime: lifetime,
            card: card, logLevel: level)
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

extension RegistrationCard.Policy {
    static let keys = ["flowError", "refillMargin"]

    init?(_ node: ConfigurationNode?, findings: inout Findings) {
        let reader = SectionReader(node, path: "card", keys: Self.keys, findings: &findings)
        let defaults = Self()
        let error = reader.value(
            "flowError", Formats.flowError, default: defaults.flowErrorPerMille, findings: &findings)
        let margin = reader.value(
            "refillMargin", Formats.refillMargin, default: defaults.marginDays, findings: &findings)
        guard let error, let margin else { return nil }
        self.init(flowErrorPerMille: error, marginDays: margin)
    }
}
