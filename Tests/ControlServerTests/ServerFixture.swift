import Access
import WandClient
import WandService
import Glibc
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing

@testable import ControlServer

/// A control server on a socket of its own, for the length of one test.
struct ServerFixture: Sendable {
    let path: String
    let backend: FakeBackend
    let group: ServiceGroup
    let gate: AccessGate
    let hub: EventHub
    /// Small enough for one process to be at both ends.
    static let room = ConnectionRoom(served: 64, perUser: 48, refused: 8)

    /// Patient: hundreds of other tests share the few threads with this one.
    var client: ControlClient { ControlClient(socketPath: path, answerMilliseconds: 120_000) }

    /// Runs `body` against a server, then tells the server to stop and waits for its end.
    /// - Returns: how long the server took to stop.
    @discardableResult
    static func run(
        _ backend: FakeBackend = FakeBackend(), timeouts: ConnectionTimeouts = .customary,
        policy: AccessPolicy = .everything, isSignedIn: Bool = true, room: ConnectionRoom = Self.room,
        _ body: (ServerFixture) async throws -> Void
    ) async throws -> Duration {
        try await withDirectory { directory in
            let path = directory + "/wandd.sock"
            // the socket listens from here on: clients need not wait for the server to run
            let socket = try ControlSocket(path: path)
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let gate = AccessGate(
                policy: policy, now: backend.clock.now, userName: { "user-\($0)" }, note: backend.keep)
            let hub = EventHub(
                head: backend.head, logger: logger, wand: { name in await backend.wands().first { $0.name == name } },
                pump: { serial in await backend.pump(serial) })
            let server = ControlServer(
                socket: socket, backend: backend, gate: gate, hub: hub, version: "1.2.3", timeouts: timeouts,
                room: room, logger: logger)
            let group = ServiceGroup(configuration: .init(services: [hub, server], logger: logger))
            return try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                let fixture = ServerFixture(path: path, backend: backend, group: group, gate: gate, hub: hub)
                if isSignedIn { _ = try gate.signIn(Peer(userID: getuid(), groupIDs: [], processID: 0)) }
                try await body(fixture)
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

extension AccessPolicy {
    /// This user may do all.
    static var everything: AccessPolicy { giving(Role.allCases) }

    static func giving(_ roles: [Role], secondPerson: SecondPerson = .never) -> AccessPolicy {
        AccessPolicy(
            Dictionary(uniqueKeysWithValues: roles.map { ($0, Holders(users: [getuid()])) }),
            secondPerson: secondPerson)
    }
}
