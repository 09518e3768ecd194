import HTTPFixtures
import Console
import Foundation
import NIOCore
import Testing

/// A console in front of a fake daemon, for the length of one test.
struct ConsoleFixture: Sendable {
    let address: Console.Address
    let daemon: FakeDaemon

    var host: String { "127.0.0.1:\(address.port)" }
    var socket: SocketAddress { get throws { try SocketAddress(ipAddress: "127.0.0.1", port: address.port) } }

    static func run(
        isDaemonThere: Bool = true, idle: Duration? = nil, _ body: @Sendable (ConsoleFixture) async throws -> Void
    ) async throws {
        let path = FileManager.default.temporaryDirectory.path + "/console-\(UUID().uuidString.prefix(13)).sock"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let daemon = FakeDaemon()
        guard isDaemonThere else { return try await serve(path, daemon, idle, body) }
        try await daemon.serve(at: path) { try await serve(path, daemon, idle, body) }
    }

    private static func serve(
        _ path: String, _ daemon: FakeDaemon, _ idle: Duration?,
        _ body: @Sendable (ConsoleFixture) async throws -> Void
    ) async throws {
        let papers = PaperMaker { paper, serial in
            guard serial == "ITB-4711" else { throw PaperMaker.Failure("no pump \(serial) was read") }
            return "the \(paper.rawValue) of \(serial)"
        }
        let console = Console(
            socketPath: path, idle: idle, papers: papers)
        let (addresses, ready) = AsyncStream<Console.Address>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { ready.finish() }
                try await console.run { address in ready.yield(address) }
            }
            var iterator = addresses.makeAsyncIterator()
            let address = try #require(await iterator.next())
            try await body(ConsoleFixture(address: address, daemon: daemon))
            tasks.cancelAll()
            try await tasks.waitForAll()
        }
    }

    /// The cookie that the link gives.
    func enter() async throws -> String {
        let answer = try await ask("GET", "/?token=\(address.token.text)", cookie: nil)
        let cookie = try #require(answer.headers["set-cookie"])
        return try #require(cookie.split(separator: ";").first.map(String.init))
    }

    /// One request on a connection of its own.
    func ask(
        _ method: String, _ target: String, cookie: String?, host: String? = nil, origin: String? = nil,
        headers: [String] = [], body: String = ""
    ) async throws -> HTTPAnswer {
        let lines =
            ["\(method) \(target) HTTP/1.1", "Host: \(host ?? self.host)", "Connection: close"]
            + (cookie.map { ["Cookie: other=1; \($0)"] } ?? []) + (origin.map { ["Origin: \($0)"] } ?? []) + headers
            + (body.isEmpty ? [] : ["Content-Length: \(body.utf8.count)", "Content-Type: application/json"])
        let text = lines.joined(separator: "\r\n") + "\r\n\r\n" + body
        return try await RawConnection.open(socket) { connection in
            // a console that closed before it heard anything has answered as well
            try? await connection.send(text)
            _ = try await connection.read { _ in false }
            return HTTPAnswer(connection.received)
        }
    }

    /// What the page itself sends.
    func post(_ target: String, cookie: String, headers: [String] = [], body: String = "{}") async throws -> HTTPAnswer
    {
        try await ask(
            "POST", target, cookie: cookie, origin: "http://\(host)",
            headers: ["Sec-Fetch-Site: same-origin"] + headers, body: body)
    }
}
