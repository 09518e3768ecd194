import ControlAPI
import ControlClient
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
            try other.write(toFile: stand.path("other.yaml"), atomically: true, encoding: .utf8)
            let (code, _, error) = try await Program.run("wandd", ["--config", stand.path("other.yaml")])
            #expect(code == 4)
            #expect(error.contains(stand.path("host")))
            #expect(!FileManager.default.fileExists(atPath: stand.path("other.sock")))
            _ = try await stand.client.interrogate(wand: "bench")
        }
    }

    @Test("SIGTERM ends the daemon in order and removes its socket")
    func end() async throws {
        try await Stand.with { stand in
            _ = try await stand.client.interrogate(wand: "bench")
            #expect(await stand.daemon.terminate() == 0)
            #expect(!FileManager.default.fileExists(atPath: stand.socket))
        }
    }

    @Test("a daemon that was killed leaves a socket that the next one takes over")
    func stale() async throws {
        try await Stand.with { stand in
            stand.daemon.kill()
            _ = await stand.daemon.end()
            #expect(FileManager.default.fileExists(atPath: stand.socket))
            let next = try Program("wandd", ["--config", stand.configuration], log: stand.path("next.log"))
            // a stale socket refuses, the new one answers
            for _ in 0..<3_000 where (try? await stand.client.version()) == nil {
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(try await stand.client.interrogate(wand: "bench").serial == "SIM-PUMP-1")
            #expect(await next.terminate() == 0)
        }
    }

    @Test("--check-config accepts the default file and names file, line and what is allowed in a wrong one")
    func configuration() async throws {
        let file = Program.repository.appendingPathComponent("config/wandd.yaml").path
        let good = try await Program.run("wandd", ["--check-config", "--config", file])
        #expect(good.code == 0 && good.output.contains("ceiling: 1000 mcg/day"))

        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wandd-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let text = try String(contentsOfFile: file, encoding: .utf8)
            .replacingOccurrences(of: "ceiling: 1000 mcg/day", with: "ceiling: 1000 mg")
        try text.write(toFile: folder, atomically: true, encoding: .utf8)
        let bad = try await Program.run("wandd", ["--check-config", "--config", folder])
        #expect(bad.code == 3)
        #expect(bad.error.contains("\(folder):") && bad.error.contains("mcg/day"))
    }

    @Test("wrong arguments are a usage error", arguments: [["--bogus"], ["extra"], ["--config"]])
    func usage(_ arguments: [String]) async throws {
        #expect(try await Program.run("wandd", arguments).code == 2)
    }
}
