package import Dosing
internal import PumpModel

extension DaemonConfiguration {
    /// Reads the pump models and catheters of the site.
    /// - Throws: all mistakes of the file at once, or the one reason why it can not be read.
    package func readCatalog() throws(ConfigurationErrors) -> PumpCatalog {
        let file = resolved(pumps)
        return try PumpCatalog.parse(ConfigurationFile.bytes(of: file), file: file)
    }
}

extension PumpCatalog {
    static let keys = ["pumps", "catheters"]

    /// Reads the content of a file; `file` is its name for messages.
    /// - Throws: all mistakes of the content at once, in line order.
    package static func parse(_ bytes: [UInt8], file: String) throws(ConfigurationErrors) -> PumpCatalog {
        try ConfigurationDocument.parse(bytes, file: file, needs: "pumps") { root, findings in
            Self(root: root, findings: &findings)
        }
    }

    private init?(root: ConfigurationNode, findings: inout Findings) {
        let reader = SectionReader(root, path: "", keys: Self.keys, findings: &findings)
        reader.require(Self.keys, findings: &findings)
        let pumps = reader.items("pumps", example: "'- model: VP-20'", findings: &findings)
        let catheters = reader.items("catheters", example: "'- name: catheter-a'", findings: &findings)
        guard let pumps, let catheters else { return nil }
        var models: [String: TextPlace] = [:]
        var names: [String: TextPlace] = [:]
        var profiles: [PumpProfile] = []
        var kinds: [CatheterProfile] = []
        for item in pumps {
            guard let profile = PumpProfile(item, findings: &findings) else { continue }
            findings.note(profile.model, of: item, key: "model", in: &models)
            profiles.append(profile)
        }
        for item in catheters {
            guard let kind = CatheterProfile(item, findings: &findings) else { continue }
            findings.note(kind.name, of: item, key: "name", in: &names)
            kinds.append(kind)
        }
        self.init(pumps: profiles, catheters: kinds)
    }
}

extension Findings {
    /// Reports an item whose name stands in an earlier one.
    fileprivate mutating func note(
        _ name: String, of item: ConfigurationNode, key: String, in places: inout [String: TextPlace]
    ) {
        let place = item.place(of: key)
        if let first = places.updateValue(place, forKey: name) {
            add(
                "'\(name)' stands in line \(first.line) too", allowed: "each \(key) once", at: place,
                keyPath: "\(item.path).\(key)")
        }
    }
}

extension CatheterProfile {
    static let keys = ["name", "volumePerLength"]

    fileprivate init?(_ node: ConfigurationNode, findings: inout Findings) {
        let reader = SectionReader(node, path: node.path, keys: Self.keys, findings: &findings)
        reader.require(Self.keys, findings: &findings)
        let name = reader.value("name", Formats.catheterName, findings: &findings)
        let volume = reader.value("volumePerLength", Formats.volumePerLength, findings: &findings)
        guard let name, let volume else { return nil }
        self.init(name: name, volumePerLength: volume)
    }
}
