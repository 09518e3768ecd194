import ControlAPI
import ControlClient
import Foundation
import Testing

/// One daemon to a socket and to a port; an orderly end; a strict configuration.
@Suite(.timeLimit(.minutes(2)))
struct InstanceTests {
    @Test("a second daemon on the same socket is refused and says so; the first goes on")
    func socket() async throws {
        let stand = try Stand()
        let (code, _, error) = try Program.run("wandd", ["--config", stand.configuration])
        #expect(code == 4)
        #expect(error.contains(stand.socket))
        _ = try await stand.client.interrogate(wand: "bench")
        await stand.client.close()
    }

    @Test("a second daemon on the same port is refused and says so; the first goes on")
    func port() async throws {
        let stand = try Stand()
        _ = try await stand.client.interrogate(wand: "bench")
        let other = try String(contentsOfFile: stand.configuration, encoding: .utf8)
            .replacingOccurrences(of: stand.socket, with: stand.path("other.sock"))
        try other.write(toFile: stand.path("other.yaml"), atomically: true, encoding: .utf8)
        let (code, _, error) = try Program.run("wandd", ["--config", stand.path("other.yaml")])
        #expect(code == 4)
        #expect(error.contains(stand.path("host")))
        #expect(!FileManager.default.fileExists(atPath: stand.path("other.sock")))
        _ = try await stand.client.interrogate(wand: "bench")
        await stand.client.close()
    }

    @Test("SIGTERM ends the daemon in order and removes its socket")
    func end() async throws {
        let stand = try Stand()
        _ = try await stand.client.interrogate(wand: "bench")
        #expect(stand.daemon.terminate() == 0)
        #expect(!FileManager.default.fileExists(atPath: stand.socket))
        await stand.client.close()
    }

    @Test("a daemon that was killed leaves a socket that the next one takes over")
    func stale() async throws {
        let stand = try Stand()
        stand.daemon.kill()
        #expect(FileManager.default.fileExists(atPath: stand.socket))
        let next = try Program("wandd", ["--config", stand.configuration], log: stand.path("next.log"))
        let client = ControlClient(socketPath: stand.socket)
        for _ in 0..<500 where (try? await client.version()) == nil { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try await client.interrogate(wand: "bench").serial == "SIM-PUMP-1")
        #expect(next.terminate() == 0)
        await client.close()
        await stand.client.close()
    }

    @Test("--check-config accepts the default file and names file, line and what is allowed in a wrong one")
    func configuration() throws {
        let file = Program.repository.appendingPathComponent("config/wandd.yaml").path
        let good = try Program.run("wandd", ["--check-config", "--config", file])
        #expect(good.code == 0 && good.output.contains("ceiling: 1000 mcg/day"))

        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wandd-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let text = try String(contentsOfFile: file, encoding: .utf8)
            .replacingOccurrences(of: "ceiling: 1000 mcg/day", with: "ceiling: 1000 mg")
        try text.write(toFile: folder, atomically: true, encoding: .utf8)
        let bad = try Program.run("wandd", ["--check-config", "--config", folder])
        #expect(bad.code == 3)
        #expect(bad.error.contains("\(folder):") && bad.error.contains("mcg/day"))
    }

    @Test("wrong arguments are a usage error", arguments: [["--bogus"], ["extra"], ["--config"]])
    func usage(_ arguments: [String]) throws {
        #expect(try Program.run("wandd", arguments).code == 2)
    }
}
