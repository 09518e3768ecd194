import WandClient
import ControlServer
import Glibc
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing

/// A control server on a socket of its own, for the length of one test.
struct ServerFixture: Sendable {
    let path: String
    let backend: FakeBackend
    let group: ServiceGroup

    /// Patient: hundreds of other tests share the few threads with this one.
    var client: ControlClient { ControlClient(socketPath: path, answerMilliseconds: 120_000) }

    /// Runs `body` against a server, then tells the server to stop and waits for its end.
    /// - Returns: how long the server took to stop.
    @discardableResult
    static func run(
        _ backend: FakeBackend = FakeBackend(), timeouts: ConnectionTimeouts = .customary,
        _ body: (ServerFixture) async throws -> Void
    ) async throws -> Duration {
        try await withDirectory { directory in
            let path = directory + "/wandd.sock"
            // the socket listens from here on: clients need not wait for the server to run
            let socket = try ControlSocket(path: path)
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let server = ControlServer(
                socket: socket, backend: backend, version: "1.2.3", timeouts: timeouts, logger: logger)
            let group = ServiceGroup(configuration: .init(services: [server], logger: logger))
            return try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                try await body(ServerFixture(path: path, backend: backend, group: group))
                let begin = ContinuousClock.now
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                return ContinuousClock.now - begin
            }
        }
    }

    /// Runs `body` with a client that is closed afterwards.
    static func withClient(
        _ backend: FakeBackend = FakeBackend(), _ body: (ControlClient, FakeBackend) async throws -> Void
    ) async throws {
        try await run(backend) { server in
            let client = server.client
            do {
                try await body(client, backend)
            } catch {
                await client.close()
                throw error
            }
            await client.close()
        }
    }

    static func withDirectory<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        var template = Array("/tmp/wcs-XXXXXX".utf8CString)
        let directory = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer {
            for name in ["wandd.sock", "wandd.sock.lock"] { unlink(directory + "/" + name) }
            rmdir(directory)
        }
        return try await body(directory)
    }
}
