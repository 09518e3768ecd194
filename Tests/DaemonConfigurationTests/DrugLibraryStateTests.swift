import Dosing
import Glibc
import Testing

@testable import DaemonConfiguration

@Suite("The drug library is the approved one, or there is none")
struct DrugLibraryStateTests {
    private static func configuration(_ folder: String, sha256: String) throws -> DaemonConfiguration {
        try write(
            oneWand + "drugLibrary: {path: library.yaml, sha256: \(sha256)}\n", to: "\(folder)/wandd.yaml")
        return try DaemonConfiguration.read(file: "\(folder)/wandd.yaml")
    }

    private static func withFolder(_ body: (String) throws -> Void) throws {
        try withTemporaryFolder(removing: ["wandd.yaml", "library.yaml", "pumps.yaml"], body)
    }

    private static func reason(_ state: DrugLibraryState) throws -> String {
        guard case .refused(let reason) = state else {
            Issue.record("\(state)")
            return ""
        }
        return reason
    }

    private static func approved() throws -> (text: String, sha256: String) {
        (try Installed.text(Installed.library), try #require(Installed.read().drugLibrary).sha256)
    }

    @Test("The approved file beside the configuration is loaded, and says by which sum")
    func loaded() throws {
        try Self.withFolder { folder in
            let (text, sha256) = try Self.approved()
            try write(text, to: "\(folder)/library.yaml")
            let state = try Self.configuration(folder, sha256: sha256).readDrugLibrary()
            guard case .loaded(let library, sha256) = state else {
                Issue.record("\(state)")
                return
            }
            #expect(library.version == "1.0")
        }
    }

    @Test("A file with any change is refused, and the reason says both sums", arguments: [" ", "# x", "\n"])
    func altered(_ addition: String) throws {
        try Self.withFolder { folder in
            let (text, sha256) = try Self.approved()
            try write(text + addition, to: "\(folder)/library.yaml")
            let reason = try Self.reason(Self.configuration(folder, sha256: sha256).readDrugLibrary())
            #expect(reason.hasPrefix("no therapy, \(folder)/library.yaml is not the drug library that was approved"))
            #expect(reason.contains(sha256) && reason.contains("bring the approved file back"))
        }
    }

    @Test("A dose that was raised by one digit is found")
    func raised() throws {
        try Self.withFolder { folder in
            let (text, sha256) = try Self.approved()
            try write(
                text.replacing("ceiling: 1000 mcg/day", with: "ceiling: 1100 mcg/day", maxReplacements: 1),
                to: "\(folder)/library.yaml")
            #expect(try Self.configuration(folder, sha256: sha256).readDrugLibrary().library == nil)
        }
    }

    @Test("Missing, a folder, or not named at all")
    func absent() throws {
        try Self.withFolder { folder in
            let configuration = try Self.configuration(folder, sha256: String(repeating: "0", count: 64))
            #expect(
                try Self.reason(configuration.readDrugLibrary())
                    == "no therapy, the drug library can not be read: \(folder)/library.yaml: does not exist: create it, "
                    + "or name another file")
            var other = configuration
            other.drugLibrary?.path = folder
            #expect(try Self.reason(other.readDrugLibrary()).contains("is a directory"))
            other.drugLibrary = nil
            #expect(
                try Self.reason(other.readDrugLibrary())
                    == "no therapy without a drug library: name one with its path and SHA-256 sum under 'drugLibrary' in "
                    + "the configuration, and restart the daemon")
        }
    }

    /// Sums as sha256sum prints them.
    @Test(
        "An approved file with a mistake is refused by its line",
        arguments: [
            (
                "library: {name: n, version: 1, date: 2026-01-31}\nentries: x\n",
                "a393a3a543bf365e552c0e41def1f4e4455392226bdc4f1a65950c2a50696d05",
                "library.yaml:2:10: entries: 'x' where a list is expected"
            ),
            (
                "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "library.yaml:1:1: the file is empty"
            ),
        ])
    func mistaken(_ text: String, _ sha256: String, _ expected: String) throws {
        try Self.withFolder { folder in
            try write(text, to: "\(folder)/library.yaml")
            let configuration = try Self.configuration(folder, sha256: sha256)
            let reason = try Self.reason(configuration.readDrugLibrary())
            #expect(reason.contains(expected) && reason.contains("--check-config"), "\(reason)")
            #expect(throws: ConfigurationErrors.self) { try configuration.checkDrugLibrary() }
        }
    }

    @Test("A catalog that is not there is an error that names the file")
    func catalog() throws {
        try Self.withFolder { folder in
            let configuration = try Self.configuration(folder, sha256: String(repeating: "0", count: 64))
            do throws(ConfigurationErrors) {
                _ = try configuration.readCatalog()
                Issue.record("there is no file")
            } catch {
                #expect(error.description == "\(folder)/pumps.yaml: does not exist: create it, or name another file")
            }
            try write(Installed.text(Installed.pumps), to: "\(folder)/pumps.yaml")
            #expect(try configuration.readCatalog().pump("VP-20") != nil)
        }
    }

    @Test(
        "Paths count from the configuration's folder",
        arguments: [
            ("/etc/wandd/wandd.yaml", "/etc/wandd/pumps.yaml"), ("wandd.yaml", "pumps.yaml"),
            ("a/b.yaml", "a/pumps.yaml"),
            ("/wandd.yaml", "/pumps.yaml"),
        ])
    func folders(_ file: String, _ expected: String) throws {
        let configuration = try DaemonConfiguration.parse(Array(oneWand.utf8), file: file)
        #expect(configuration.resolved(configuration.pumps) == expected)
        #expect(configuration.resolved("/x") == "/x")
    }
}
