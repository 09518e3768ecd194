import ControlAPI
import ControlClient
import Foundation
import SerialFixtures
import Testing

/// A wand that was written from the protocol document in another language.
@Suite(.timeLimit(.minutes(2)))
struct InteropTests {
    @Test("the Python wand is interrogated and its dose is changed")
    func python() async throws {
        let folder = try ScratchDirectory()
        let (wand, host) = ("\(folder.path)/wand", "\(folder.path)/host")
        let socat = try Socat(linking: wand, to: host)
        defer { socat.kill() }
        let script = Program.repository.appendingPathComponent("Tests/Interop/wand.py").path
        let device = try Program("/usr/bin/env", ["python3", script, wand], log: "\(folder.path)/wand.log")
        defer { device.kill() }
        let configuration = """
            socket:
              path: \(folder.path)/wandd.sock
              mode: 0600
            wands:
              - name: python
                port:
                  path: \(host)
                security: unpaired
            """
        try configuration.write(toFile: "\(folder.path)/wandd.yaml", atomically: true, encoding: .utf8)
        let daemon = try Program("wandd", ["--config", "\(folder.path)/wandd.yaml"], log: "\(folder.path)/wandd.log")
        defer { daemon.kill() }
        try daemon.untilThere("\(folder.path)/wandd.sock")

        let client = ControlClient(socketPath: "\(folder.path)/wandd.sock")
        let pump = try await client.interrogate(wand: "python")
        let current = try #require(pump.program.doseNanogramsPerDay)
        var command = try await client.submit(
            API.CommandSubmission(
                pumpSerial: pump.serial, baseRevision: pump.revision,
                program: API.ProgramOrder(mode: .simpleContinuous, doseNanogramsPerDay: current + current / 10),
                operator: "Tester", reason: "interoperation"), idempotencyKey: nil)
        while !command.isTerminal {
            if command.state == .awaitingConfirmation {
                let digest = try #require(command.proposal).digest
                command = try await client.confirm(command.id, API.Confirmation(digest: digest))
            } else {
                command = try await client.command(command.id, after: command.version, waitMilliseconds: 20_000)
            }
        }
        #expect(command.state == .succeeded)
        #expect(try await client.interrogate(wand: "python").program.doseNanogramsPerDay == current + current / 10)
        await client.close()
    }
}
