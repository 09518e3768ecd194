import ControlAPI
import WandClient
import Foundation
import Testing

/// One daemon to a socket and to a port; an orderly end; a strict configuration.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct InstanceTests {
    @Test("a second daemon on the same socket is refused and says so; the first goes on")
    func socket() async throws {
        try await Stand.with { stand in
            let (code, _, error) = try await Program.run("wandd", ["--config", stand.configuration])
            #expect(code == 4)
            #expect(error.contains(stand.socket))
            _ = try await stand.client.interrogate(wand: "bench")
        }
    }

    @Test("a second daemon on the same port is refused and says so; the first goes on")
    func port() async throws {
        try await Stand.with { stand in
            _ = try await stand.client.interrogate(wand: "bench")
            let other = try String(contentsOfFile: stand.configuration, encoding: .utf8)
                .replacingOccurrences(of: stand.socket, with: stand.path("other.sock"))
                .replacingOccurrences(of: stand.path("state"), with: stand.folder)
            try other.write(toFile: stand.path("other.yaml"), atomically: true, encoding: .utf8)
            let (code, _, error) = try await Program.run("wandd", ["--config", stand.path("other.yaml")])
            #expect(code == 4)
            #expect(error.contains(stand.path("host")))
            #expect(!FileManager.default.fileExists(atPath: stand.path("other.sock")))
            _ = try await stand.client.interrogate(wand: "bench")
        }
    }

    @Test("a second daemon on the same journal is refused and says so; the first goes on")
    func journal() async throws {
        try await Stand.with { stand in
            let other = try String(contentsOfFile: stand.configuration, encoding: .utf8)
                .replacingOccurrences(of: stand.socket, with: stand.path("other.sock"))
                .replacingOccurrences(of: stand.path("host"), with: stand.path("elsewhere"))
            try other.write(toFile: stand.path("other.yaml"), atomically: true, encoding: .utf8)
            let (code, _, error) = try await Program.run("wandd", ["--config", stand.path("other.yaml")])
            #expect(code == 4)
            #expect(error.contains(stand.path("state")))
            #expect(try await stand.confirm(try await stand.stage("110")).state == .succeeded)
        }
    }

    @Test("SIGTERM ends the daemon in order within 2 s, whoever is connected, and removes its socket")
    func end() async throws {
        try await Stand.with { stand in
            // its connection stays open and idle; another client waits for a change that does not come
            let command = try await stand.stage("110")
            let other = ControlClient(socketPath: stand.socket)
            async let waiting = try? other.command(command.id, after: command.version, waitMilliseconds: 30_000)
            _ = try await stand.client.version()
            let began = ContinuousClock.now
            #expect(await stand.daemon.terminate() == 0)
            #expect(ContinuousClock.now - began < .seconds(2))
            #expect(!FileManager.default.fileExists(atPath: stand.socket))
            _ = await waiting
            await other.close()
        }
    }

    @Test("a daemon that was killed leaves a socket that the next one takes over")
    func stale() async throws {
        try await Stand.with { stand in
            await stand.killDaemon()
            #expect(FileManager.default.fileExists(atPath: stand.socket))
            try await stand.startDaemon()
            #expect(try await stand.client.interrogate(wand: "bench").serial == "SIM-PUMP-1")
            #expect(await stand.daemon.terminate() == 0)
        }
    }

    @Test("--check-config accepts the default file and names file, line and what is allowed in a wrong one")
    func configuration() async throws {
        let file = Program.repository.appendingPathComponent("config/wandd.yaml").path
        let good = try await Program.run("wandd", ["--check-config", "--config", file])
        #expect(good.code == 0 && good.output.contains("interrogationAge: 5 min"))

        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wandd-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let text = try String(contentsOfFile: file, encoding: .utf8)
            .replacingOccurrences(of: "refillMargin: 3 d", with: "refillMargin: 3 weeks")
        try text.write(toFile: folder, atomically: true, encoding: .utf8)
        let bad = try await Program.run("wandd", ["--check-config", "--config", folder])
        #expect(bad.code == 3)
        #expect(bad.error.contains("\(folder):") && bad.error.contains("refillMargin"))
    }

    @Test("--check-config names a drug library that is not the one that was approved, and one with a mistake")
    func alteredLibrary() async throws {
        let config = Program.repository.appendingPathComponent("config")
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wandd-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: config, to: folder)
        let library = folder.appendingPathComponent("drug-library.yaml")
        let text = try String(contentsOf: library, encoding: .utf8)
        for (changed, named) in [
            (text + "# reviewed\n", "is not the drug library that was approved"),
            (text.replacingOccurrences(of: "increase: 30 %", with: "increase: 30"), "drug-library.yaml:"),
        ] {
            try changed.write(to: library, atomically: true, encoding: .utf8)
            let check = try await Program.run(
                "wandd", ["--check-config", "--config", folder.appendingPathComponent("wandd.yaml").path])
            #expect(check.code == 3 && check.error.contains(named), "\(check.error)")
        }
    }

    @Test("wrong arguments are a usage error", arguments: [["--bogus"], ["extra"], ["--config"]])
    func usage(_ arguments: [String]) async throws {
        #expect(try await Program.run("wandd", arguments).code == 2)
    }
}
