import Glibc
import PumpModel
import Testing

@testable import DaemonConfiguration

@Suite("Files that can not be read say why")
struct FileReadingTests {
    private static func withFolder(_ body: (String) throws -> Void) throws {
        try withTemporaryFolder(removing: ["file", "link", "pipe", "a", "b"], body)
    }

    private static func message(_ file: String) -> String? {
        do throws(ConfigurationErrors) {
            _ = try DaemonConfiguration.read(file: file)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func aFileAndALinkToIt() throws {
        try Self.withFolder { folder in
            try write(oneWand, to: "\(folder)/file")
            try #require(symlink("file", "\(folder)/link") == 0)
            var expected = try parse(oneWand)
            expected.folder = folder
            #expect(try DaemonConfiguration.read(file: "\(folder)/file") == expected)
            #expect(try DaemonConfiguration.read(file: "\(folder)/link") == expected)
        }
    }

    @Test func whatIsNotAFile() throws {
        try Self.withFolder { folder in
            #expect(
                Self.message("\(folder)/file")
                    == "\(folder)/file: does not exist: create it, or name another file")
            #expect(Self.message(folder) == "\(folder): is a directory: name a YAML file")
            try #require(symlink("nowhere", "\(folder)/link") == 0)
            #expect(
                Self.message("\(folder)/link")
                    == "\(folder)/link: is a link to nothing: mend the link, or name another file")
            try #require(mkfifo("\(folder)/pipe", 0o600) == 0)
            #expect(Self.message("\(folder)/pipe") == "\(folder)/pipe: is not a regular file: name a YAML file")
            try #require(symlink("b", "\(folder)/a") == 0 && symlink("a", "\(folder)/b") == 0)
            #expect(Self.message("\(folder)/a") == "\(folder)/a: is a link that leads in a circle: mend the link")
            try write("", to: "\(folder)/file")
            #expect(
                Self.message("\(folder)/file/x") == "\(folder)/file/x: can not be opened: Not a directory")
        }
    }

    @Test("A file without the right to read it", .enabled(if: getuid() != 0, "root may read every file"))
    func forbidden() throws {
        try Self.withFolder { folder in
            try write(oneWand, to: "\(folder)/file", mode: 0)
            #expect(
                Self.message("\(folder)/file")
                    == "\(folder)/file: may not be read by this user: the daemon's user needs the right to read it")
        }
    }

    @Test func aFileTooLarge() throws {
        try Self.withFolder { folder in
            let text = oneWand + String(repeating: "#", count: 4 * Limits.configurationBytes)
            try write(text, to: "\(folder)/file")
            #expect(Self.message("\(folder)/file") == "\(folder)/file: is too large: at most 262144 bytes")
        }
    }
}
