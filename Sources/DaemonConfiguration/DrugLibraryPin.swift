/// The one drug library that a site approved: which file, and what it must be, byte for byte.
package struct DrugLibraryPin: Hashable, Sendable {
    /// As it is written: absolute, or from the folder of the configuration.
    package var path: String
    /// Of the file's bytes, as 64 hexadecimal digits.
    package var sha256: String

    package init(path: String, sha256: String) {
        self.path = path
        self.sha256 = sha256
    }
}

extension DrugLibraryPin {
    static let keys = ["path", "sha256"]

    init?(_ node: ConfigurationNode, findings: inout Findings) {
        let reader = SectionReader(node, path: node.path, keys: Self.keys, findings: &findings)
        reader.require(Self.keys, findings: &findings)
        let path = reader.value("path", Formats.file, findings: &findings)
        let sha256 = reader.value("sha256", Formats.sha256, findings: &findings)
        guard let path, let sha256 else { return nil }
        self.init(path: path, sha256: sha256)
    }
}
