import Foundation
import Glibc

/// Both programs under measurement, each with a wand of its own on a pty, in a folder that ends with them.
final class Bench {
    private static let interrogation = request("POST /v1/wands/bench/interrogations", "Content-Length: 0\r\n")
    private static let closing = request(
        "POST /v1/wands/bench/interrogations", "Content-Length: 0\r\nConnection: close\r\n")
    private static let version = request("GET /v1/version")

    private let folder: String
    private let daemon: Program
    private let relay: Program

    init(wandd: String, relay: String) throws {
        var template = Array("/tmp/wandd-bench.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw BenchmarkError.system("mkdtemp") }
        folder = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }

        let daemonLine = try Self.wandOnALine()
        let configuration = """
            socket: { path: \(folder)/wandd.sock, mode: 0600 }
            access: { clinicians: { users: [\(getuid())] }, administrators: { users: [\(getuid())] } }
            stateDirectory: \(folder)
            wands: [{ name: bench, port: { path: \(daemonLine) }, security: unpaired }]
            log: { level: warning }
            """
        try configuration.write(toFile: folder + "/wandd.yaml", atomically: false, encoding: .utf8)
        daemon = try Program(wandd, ["--config", folder + "/wandd.yaml"], log: folder + "/wandd.log")
        let frame = BenchWand.requestFrame().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        self.relay = try Program(
            relay, [try Self.wandOnALine(), folder + "/relay.sock", frame], log: folder + "/relay.log")
    }

    /// Ends both programs and removes the folder.
    func end() {
        daemon.end()
        relay.end()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The path of a serial line with a wand at its other end.
    private static func wandOnALine() throws -> String {
        let terminal = try PseudoTerminal()
        Thread.detachNewThread {
            var wand = BenchWand(line: terminal.master)
            wand.run()
        }
        return terminal.path
    }

    func run(exchanges: Int, rounds: Int) throws {
        do {
            try measure(exchanges, rounds)
        } catch {
            for log in ["wandd.log", "relay.log"] {
                if let text = try? String(contentsOfFile: "\(folder)/\(log)", encoding: .utf8) { say(text) }
            }
            throw error
        }
    }

    private func measure(_ exchanges: Int, _ rounds: Int) throws {
        var toDaemon = try Client(path: folder + "/wandd.sock")
        var toRelay = try Client(path: folder + "/relay.sock")
        let start = Date()
        while try toDaemon.http(Self.interrogation) != 200 {
            guard Date().timeIntervalSince(start) < 10 else { throw BenchmarkError("the daemon gives no report") }
            usleep(50_000)
        }
        let daemonPath = folder + "/wandd.sock"
        let line = Array("interrogate\n".utf8)
        var scenarios = [
            Scenario("daemon: interrogation", daemon) { try Self.expect200(&toDaemon, Self.interrogation) },
            Scenario("relay: interrogation", relay) { try toRelay.line(line) },
            Scenario("daemon: interrogation, a connection each", daemon) {
                var client = try Client(path: daemonPath)
                defer { client.close() }
                try Self.expect200(&client, Self.closing)
            },
            Scenario("daemon: version, no wand asked", daemon) { try Self.expect200(&toDaemon, Self.version) },
        ]
        // warm: caches, the allocator and the link's own timers
        for index in scenarios.indices { try scenarios[index].round(max(200, exchanges / 10), isKept: false) }
        for round in 1...rounds {
            say("round \(round) of \(rounds): \(exchanges) exchanges each ...")
            for index in scenarios.indices { try scenarios[index].round(exchanges, isKept: true) }
        }
        report(scenarios)
    }

    private func report(_ scenarios: [Scenario]) {
        say("")
        say("| | CPU us each, median (least-most of the rounds) | user / system | wall us, median | wall us, 99 % |")
        say("|---|---|---|---|---|")
        for scenario in scenarios { say(scenario.row) }
        let percent = scenarios[0].cpuNanoseconds * 100 / max(scenarios[1].cpuNanoseconds, 1)
        say("")
        say(
            "Daemon / relay, CPU of an interrogation: \(percent / 100).\(percent % 100 < 10 ? "0" : "")\(percent % 100)"
                + " (aim: at most \(Interrogation.aimPercent / 100)): \(percent <= Interrogation.aimPercent ? "met" : "missed")"
        )
    }

    private static func request(_ start: String, _ fields: String = "") -> [UInt8] {
        Array("\(start) HTTP/1.1\r\nHost: wandd\r\n\(fields)\r\n".utf8)
    }

    private static func expect200(_ client: inout Client, _ request: [UInt8]) throws {
        let status = try client.http(request)
        guard status == 200 else { throw BenchmarkError("the daemon answered \(status)") }
    }
}
