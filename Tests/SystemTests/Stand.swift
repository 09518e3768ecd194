import ControlAPI
import ControlClient
import Foundation
import SerialFixtures
import Testing

/// A socat pair with a virtual wand on one end and a daemon on the other, in a folder of their own.
final class Stand {
    let folder: URL
    private(set) var socat: Socat?
    private(set) var wandsim: Program?
    private(set) var daemon: Program
    let client: ControlClient

    var socket: String { path("wandd.sock") }
    var configuration: String { path("wandd.yaml") }

    /// - Parameters:
    ///   - options: further arguments of wandsim.
    ///   - dosing: lines of the configuration below `dosing:`.
    init(wandsim options: [String] = [], dosing: [String] = []) throws {
        let base = "/tmp/wandd-test-\(UUID().uuidString.prefix(8))"
        folder = URL(fileURLWithPath: base)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        socat = try Socat(linking: "\(base)/wand", to: "\(base)/host")
        wandsim = try Self.simulator(folder, options)
        try Self.write(folder, dosing)
        daemon = try Program("wandd", ["--config", "\(base)/wandd.yaml"], log: "\(base)/wandd.log")
        client = ControlClient(socketPath: "\(base)/wandd.sock")
        try daemon.untilThere("\(base)/wandd.sock")
    }

    deinit {
        daemon.kill()
        wandsim?.kill()
        try? FileManager.default.removeItem(at: folder)
    }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    /// Ends the cable, as if it were pulled.
    func pullCable() { socat = nil }

    /// Puts the cable back, with the same pump behind it.
    func plugCable(_ options: [String] = []) throws {
        wandsim?.kill()
        socat = try Socat(linking: path("wand"), to: path("host"))
        wandsim = try Self.simulator(folder, options)
    }

    /// Says something to the virtual wand, and returns its answer.
    @discardableResult
    func tell(_ words: String...) throws -> String {
        let (code, output, error) = try Program.run("wandsim", ["ctl", path("wandsim.sock")] + words)
        guard code == 0 else { throw Missing(what: "wandsim ctl \(words): \(error)") }
        return output
    }

    /// Runs wandctl against this stand's daemon.
    func wandctl(_ arguments: String...) throws -> (code: Int32, output: String, error: String) {
        try Program.run("wandctl", arguments, environment: ["WANDD_SOCKET": socket, "NO_COLOR": "1"])
    }

    private static func simulator(_ folder: URL, _ options: [String]) throws -> Program {
        let program = try Program(
            "wandsim",
            [
                "--port", "\(folder.path)/wand", "--state", "\(folder.path)/pump.state", "--control",
                "\(folder.path)/wandsim.sock", "--answer-delay", "1",
            ] + options, log: "\(folder.path)/wandsim.log")
        _ = try program.line(after: "WAND_PORT=")
        return program
    }

    private static func write(_ folder: URL, _ dosing: [String]) throws {
        let text = """
            socket:
              path: \(folder.path)/wandd.sock
              mode: 0600
            stateDirectory: \(folder.path)/state
            wands:
              - name: bench
                port:
                  path: \(folder.path)/host
                security: unpaired
            dosing:
              interrogationAge: 5 min
            \(dosing.map { "  " + $0 }.joined(separator: "\n"))
            """
        try text.write(toFile: "\(folder.path)/wandd.yaml", atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/state", withIntermediateDirectories: false)
    }
}

extension Program {
    /// Waits until a path is there, as long as the program lives.
    func untilThere(_ path: String) throws {
        let limit = Date(timeIntervalSinceNow: 20)
        while !FileManager.default.fileExists(atPath: path) {
            guard isRunning, Date() < limit else { throw Missing(what: path) }
            // inotify would be the event; a path that appears within milliseconds is looked for again
            Thread.sleep(forTimeInterval: 0.01)
        }
    }
}

extension Stand {
    /// What the pump of this stand holds by its own memory.
    func pumpMemory() throws -> Memory {
        try JSONDecoder().decode(Memory.self, from: Data(try tell("show").utf8))
    }

    /// The part of `wandsim ctl show` that tests look at.
    struct Memory: Decodable {
        var appliedCount: Int
    }

    /// Submits a dose and waits until the pump holds it.
    func stage(_ microgramsPerDay: String) async throws -> API.Command {
        let pump = try await client.interrogate(wand: "bench")
        var command = try await client.submit(
            API.CommandSubmission(
                pumpSerial: pump.serial, baseRevision: pump.revision,
                program: API.ProgramOrder(mode: .simpleContinuous, doseMicrogramsPerDay: microgramsPerDay),
                operator: "Tester", reason: "system test"), idempotencyKey: nil)
        while command.state != .awaitingConfirmation, !command.isTerminal {
            command = try await client.command(command.id, after: command.version, waitMilliseconds: 20_000)
        }
        return command
    }

    /// Confirms what `stage` returned and follows it to its end.
    func confirm(_ staged: API.Command) async throws -> API.Command {
        let digest = try #require(staged.proposal).digest
        return try await end(of: try await client.confirm(staged.id, API.Confirmation(digest: digest)))
    }

    func end(of command: API.Command) async throws -> API.Command {
        var command = command
        while !command.isTerminal {
            command = try await client.command(command.id, after: command.version, waitMilliseconds: 20_000)
        }
        return command
    }
}
