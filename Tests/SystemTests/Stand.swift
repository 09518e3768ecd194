import ControlAPI
import WandClient
import Foundation
import Glibc
import SerialFixtures
import Testing

/// A socat pair with a virtual wand on one end and a daemon on the other, in a folder of their own.
final class Stand {
    let folder: String
    private var socat: Socat?
    private var wandsim: Program?
    private(set) var daemon: Program
    let client: ControlClient

    var socket: String { path("wandd.sock") }
    var configuration: String { path("wandd.yaml") }

    /// Sets everything up, runs `body`, and leaves nothing behind, however `body` ends.
    /// - Parameters:
    ///   - options: further arguments of wandsim.
    ///   - script: a Python wand of `Tests/Interop` that takes wandsim's place.
    ///   - state: where the journal is, if not in the stand's folder.
    static func with(
        wandsim options: [String] = [], python script: String? = nil, state: String? = nil,
        _ body: (Stand) async throws -> Void
    ) async throws {
        let folder = "/tmp/wandd-test-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder + "/state", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let socat = try Socat(linking: folder + "/wand", to: folder + "/host")
        let wandsim = if let script { try await python(folder, script) } else { try await simulator(folder, options) }
        try settings(folder, state ?? folder + "/state").write(
            toFile: folder + "/wandd.yaml", atomically: true, encoding: .utf8)
        let daemon = try Program("wandd", ["--config", folder + "/wandd.yaml"], log: folder + "/wandd.log")
        try await daemon.untilThere(folder + "/wandd.sock")
        let stand = Stand(folder, socat, wandsim, daemon)
        let result: Result<Void, any Error>
        do {
            _ = try await stand.client.signIn()
            result = .success(try await body(stand))
        } catch { result = .failure(error) }
        await stand.client.close()
        daemon.kill()
        stand.wandsim?.kill()
        try result.get()
    }

    private init(_ folder: String, _ socat: Socat, _ wandsim: Program, _ daemon: Program) {
        self.folder = folder
        self.socat = socat
        self.wandsim = wandsim
        self.daemon = daemon
        client = ControlClient(socketPath: folder + "/wandd.sock")
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Ends the cable, as if it were pulled.
    func pullCable() {
        socat?.kill()
        socat = nil
    }

    /// Puts the cable back, with the same pump behind it.
    func plugCable() async throws {
        if let old = wandsim {
            old.kill()
            _ = await old.end()
        }
        socat = try Socat(linking: path("wand"), to: path("host"))
        wandsim = try await Self.simulator(folder, [])
    }

    /// Ends the daemon as a loss of power would.
    func killDaemon() async {
        daemon.kill()
        _ = await daemon.end()
    }

    /// Starts the daemon again, and waits until it answers: a stale socket refuses.
    func startDaemon() async throws {
        daemon = try Program("wandd", ["--config", configuration], log: path("wandd.log"))
        for _ in 0..<3_000 where (try? await client.version()) == nil {
            guard daemon.isRunning else { throw Missing(what: "the daemon") }
            try await Task.sleep(for: .milliseconds(10))
        }
        // who was signed in is not known to another run
        _ = try await client.signIn()
    }

    /// Says something to the virtual wand, and returns its answer.
    @discardableResult
    func tell(_ words: String...) async throws -> String {
        let (code, output, error) = try await Program.run("wandsim", ["ctl", path("wandsim.sock")] + words)
        guard code == 0 else { throw Missing(what: "wandsim ctl \(words): \(error)") }
        return output
    }

    /// Runs wandctl against this stand's daemon.
    func wandctl(_ arguments: String...) async throws -> (code: Int32, output: String, error: String) {
        try await Program.run("wandctl", arguments, environment: ["WANDD_SOCKET": socket, "NO_COLOR": "1"])
    }

    private static func simulator(_ folder: String, _ options: [String]) async throws -> Program {
        let program = try Program(
            "wandsim",
            [
                "--port", folder + "/wand", "--state", folder + "/pump.state", "--control", folder + "/wandsim.sock",
                "--answer-delay", "1",
            ] + options, log: folder + "/wandsim.log")
        try await program.untilLine("WAND_PORT=")
        return program
    }

    private static func python(_ folder: String, _ script: String) async throws -> Program {
        let path = Program.repository.appendingPathComponent("Tests/Interop").appendingPathComponent(script).path
        let program = try Program(
            "/usr/bin/env", ["python3", "-B", path, folder + "/wand"], log: folder + "/python.log",
            environment: ["PYTHONUNBUFFERED": "1"])
        try await program.untilLine("ready")
        return program
    }

    private static func settings(_ folder: String, _ state: String) throws -> String {
        let site = Program.repository.appendingPathComponent("Tests/Site").path
        let sum = try String(contentsOfFile: site + "/drug-library.yaml.sha256", encoding: .utf8).prefix(64)
        return """
            socket:
              path: \(folder)/wandd.sock
              mode: 0600
            access: { clinicians: { users: [\(getuid())] }, administrators: { users: [\(getuid())] } }
            stateDirectory: \(state)
            wands:
              - name: bench
                port:
                  path: \(folder)/host
                security: unpaired
            pumps: \(Program.repository.path)/config/pumps.yaml
            drugLibrary:
              path: \(site)/drug-library.yaml
              sha256: \(sum)

            """
    }
}

extension Stand {
    /// What the pump of this stand holds by its own memory.
    func pumpMemory() async throws -> Memory {
        try JSONDecoder().decode(Memory.self, from: Data(try await tell("show").utf8))
    }

    /// The part of `wandsim ctl show` that tests look at.
    struct Memory: Decodable {
        var appliedCount: Int
    }

    /// A change of the dose of the pump as it is now.
    func submission(_ microgramsPerDay: String) async throws -> API.CommandSubmission {
        let pump = try await client.interrogate(wand: "bench")
        return API.CommandSubmission(
            pumpSerial: pump.serial, baseRevision: pump.revision,
            program: API.Program(mode: .simpleContinuous, doseMicrogramsPerDay: microgramsPerDay),
            operator: "Tester", reason: "system test")
    }

    /// Sets the pump up for a patient; its program goes on.
    func setUp() async throws {
        let pump = try await client.interrogate(wand: "bench")
        let submission = API.CommandSubmission(
            pumpSerial: pump.serial, baseRevision: pump.revision,
            setUp: API.SetUp(
                patient: "A.B.", patientClass: .adultSpinal, tubingMilliliters: "0.2", catheterCentimeters: "76",
                catheterMilliliters: "0.1672", lowReservoirMilliliters: "2",
                calibrationConstant: pump.calibrationConstant),
            operator: "Tester", reason: "system test")
        let command = try await confirm(try await held(try await client.submit(submission, idempotencyKey: nil)))
        #expect(command.state == .succeeded)
    }

    /// Submits a dose and waits until the pump holds it.
    func stage(_ microgramsPerDay: String) async throws -> API.Command {
        try await held(try await client.submit(try await submission(microgramsPerDay), idempotencyKey: nil))
    }

    /// Waits until the pump holds a change, or it ended.
    func held(_ submitted: API.Command) async throws -> API.Command {
        var command = submitted
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

    /// Waits for a session, by asking: a closed port refuses at once.
    func untilInSession() async throws {
        for _ in 0..<3_000 {
            if try await client.wand("bench").session != nil { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Missing(what: "a session")
    }
}
