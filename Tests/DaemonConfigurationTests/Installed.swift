import Glibc
import Testing

@testable import DaemonConfiguration

/// The files that are installed with the daemon, as they stand in the source tree.
enum Installed {
    static let configuration = "config/wandd.yaml"
    static let pumps = "config/pumps.yaml"
    static let library = "config/drug-library.yaml"
    static let unit = "systemd/wandd.service"
    static let users = "systemd/wandd.sysusers"
    static let rules = "systemd/60-wandd.rules"

    static func text(_ path: String, from source: String = #filePath) throws -> String {
        let opened: UnsafeMutablePointer<FILE>? = fopen("\(root(source))/\(path)", "r")
        let file = try #require(opened, "no \(path) in \(root(source))")
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        return try #require(String(validating: bytes, as: UTF8.self))
    }

    /// The configuration as the daemon reads it, with the files beside it.
    static func read(from source: String = #filePath) throws -> DaemonConfiguration {
        try DaemonConfiguration.read(file: "\(root(source))/\(configuration)")
    }

    private static func root(_ source: String) -> String {
        source.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    }
}
