import Foundation
import Glibc

/// A program of this package (or any other) as a child process that ends with this value.
final class Program {
    private let process = Process()
    private let output = Pipe()

    /// Where the programs of this build lie: beside the test's own executable.
    static let directory = URL(
        fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    ).deletingLastPathComponent()

    /// The checkout.
    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// - Parameters:
    ///   - name: of this build, or an absolute path.
    ///   - log: the file that takes standard error.
    init(_ name: String, _ arguments: [String], log: String, environment: [String: String] = [:]) throws {
        process.executableURL =
            name.hasPrefix("/") ? URL(fileURLWithPath: name) : Self.directory.appendingPathComponent(name)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        guard FileManager.default.createFile(atPath: log, contents: nil) else { throw Missing(what: log) }
        process.standardError = FileHandle(forWritingAtPath: log)
        // threads of the test runner block signals, and children inherit that: they could not be ended by SIGTERM
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
    }

    deinit { kill() }

    var isRunning: Bool { process.isRunning }
    var identifier: pid_t { process.processIdentifier }

    /// Reads standard output until a line has `prefix`; what follows the prefix on that line.
    func line(after prefix: String) throws -> String {
        var said = ""
        while true {
            for line in said.split(separator: "\n").dropLast(said.hasSuffix("\n") ? 0 : 1) where line.hasPrefix(prefix)
            {
                return String(line.dropFirst(prefix.count))
            }
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw Missing(what: "'\(prefix)' in: \(said)") }
            said += String(decoding: data, as: UTF8.self)
        }
    }

    /// Waits for the end; the exit code and all of standard output.
    func end() -> (code: Int32, output: String) {
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    /// Asks it to end, and waits for that.
    func terminate() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    func kill() {
        guard process.isRunning else { return }
        Glibc.kill(identifier, SIGKILL)
        process.waitUntilExit()
    }

    /// The CPU time that it has used, in clock ticks (10 ms).
    func cpuTicks() throws -> Int {
        let text = try String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8)
        // the name in parentheses may hold anything; the fields behind it are numbered from 3
        let fields = text.suffix(from: text.lastIndex(of: ")") ?? text.startIndex).split(separator: " ")
        guard fields.count > 13, let user = Int(fields[12]), let system = Int(fields[13]) else {
            throw Missing(what: "CPU time in \(text)")
        }
        return user + system
    }

    /// Runs a program to its end.
    static func run(
        _ name: String, _ arguments: [String], environment: [String: String] = [:]
    ) throws -> (code: Int32, output: String, error: String) {
        let log = FileManager.default.temporaryDirectory.appendingPathComponent("wandd-\(UUID().uuidString).log").path
        defer { try? FileManager.default.removeItem(atPath: log) }
        let (code, output) = try Program(name, arguments, log: log, environment: environment).end()
        return (code, output, try String(contentsOfFile: log, encoding: .utf8))
    }
}

/// Something that a test needs is not there.
struct Missing: Error {
    let what: String
}
