import Foundation
import Glibc

/// A program of this package (or any other) as a child process that ends with this value.
///
/// What it says goes to files, not to pipes: children of other tests may inherit a pipe's end and keep it open. Nothing
/// here blocks the few threads that tests share.
final class Program {
    private let process = Process()
    private let ended: AsyncStream<Int32>
    private let outputFile: String

    /// Where the programs of this build lie: beside the test's own executable.
    static let directory = URL(
        fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    ).deletingLastPathComponent()

    /// The checkout.
    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// - Parameters:
    ///   - name: of this build, or an absolute path.
    ///   - log: the file that takes standard error; standard output goes to one beside it.
    init(_ name: String, _ arguments: [String], log: String, environment: [String: String] = [:]) throws {
        outputFile = log + ".out"
        let (stream, continuation) = AsyncStream<Int32>.makeStream()
        ended = stream
        process.executableURL =
            name.hasPrefix("/") ? URL(fileURLWithPath: name) : Self.directory.appendingPathComponent(name)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.emptyFile(outputFile)
        process.standardError = try Self.emptyFile(log)
        process.terminationHandler = { process in
            continuation.yield(process.terminationStatus)
            continuation.finish()
        }
        // threads of the test runner block signals, and children inherit that: they could not be ended by SIGTERM
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
    }

    deinit { kill() }

    var identifier: pid_t { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    /// Everything that it said on standard output so far.
    var output: String { (try? String(contentsOfFile: outputFile, encoding: .utf8)) ?? "" }

    /// Waits for a whole line of standard output that begins with `prefix`.
    func untilLine(_ prefix: String) async throws {
        try await until("'\(prefix)' on standard output") {
            output.split(separator: "\n").dropLast(output.hasSuffix("\n") ? 0 : 1).contains { $0.hasPrefix(prefix) }
        }
    }

    /// Waits until a path is there.
    func untilThere(_ path: String) async throws {
        try await until(path) { FileManager.default.fileExists(atPath: path) }
    }

    /// Looks again and again, as long as the program lives; gives up after half a minute.
    private func until(_ what: String, _ isThere: () -> Bool) async throws {
        for _ in 0..<3_000 {
            if isThere() { return }
            guard isRunning else { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Missing(what: what)
    }

    /// Waits for the end; the exit code.
    func end() async -> Int32 {
        for await code in ended { return code }
        return process.terminationStatus
    }

    /// Asks it to end, and waits for that; the exit code.
    func terminate() async -> Int32 {
        process.terminate()
        return await end()
    }

    func kill() { Glibc.kill(identifier, SIGKILL) }

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
    ) async throws -> (code: Int32, output: String, error: String) {
        let log = FileManager.default.temporaryDirectory.appendingPathComponent("wandd-\(UUID().uuidString).log").path
        defer { for file in [log, log + ".out"] { try? FileManager.default.removeItem(atPath: file) } }
        let program = try Program(name, arguments, log: log, environment: environment)
        let code = await program.end()
        return (code, program.output, try String(contentsOfFile: log, encoding: .utf8))
    }

    private static func emptyFile(_ path: String) throws -> FileHandle {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw Missing(what: path) }
        return file
    }
}

/// Something that a test needs is not there.
struct Missing: Error {
    let what: String
}
