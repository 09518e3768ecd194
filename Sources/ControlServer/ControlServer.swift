internal import Hummingbird
package import Logging
package import NIOCore
internal import NIOPosix
internal import ServiceLifecycle

/// The control API as a service: HTTP/1.1 over the control socket.
///
/// It runs until it is told to stop, and then ends within the grace time of its timeouts: idle connections are closed
/// at once, waiting requests are answered with what is known, and what is left after the grace is closed. Nothing that
/// a client does ends it.
package struct ControlServer: Service {
    private let socket: ControlSocket
    private let routes: ControlRoutes
    private let timeouts: ConnectionTimeouts
    private let room: ConnectionRoom
    private let group: any EventLoopGroup
    private let logger: Logger

    /// - Parameters:
    ///   - backend: what the routes ask. Its waits end early, with an answer or a refusal, when their task is cancelled.
    ///   - gate: who may do what.
    ///   - hub: where events come from; its own service must run as well.
    ///   - version: the daemon's version, for clients.
    package init(
        socket: ControlSocket, backend: any ControlBackend, gate: AccessGate, hub: EventHub, version: String,
        timeouts: ConnectionTimeouts = .customary, room: ConnectionRoom = ConnectionRoom(),
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger
    ) {
        self.socket = socket
        routes = ControlRoutes(backend: backend, gate: gate, hub: hub, version: version)
        self.timeouts = timeouts
        self.room = room
        self.group = group
        self.logger = logger
    }

    /// Serves until it is told to stop or cancelled; the socket's file is gone afterwards.
    package func run() async throws {
        defer { socket.release() }
        guard let descriptor = socket.takeListener() else { throw ChannelError.alreadyClosed }
        let connections = Connections(room: room)
        let responder = routes.responder()
        let listener = try await ServerBootstrap(group: group)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .bind(descriptor) { [timeouts, logger] channel in
                Connection.open(channel, in: connections, timeouts: timeouts, logger: logger, responder: responder)
            }
        logger.notice("control socket open", metadata: ["path": "\(socket.path)"])
        try await withTaskCancellationOrGracefulShutdownHandler {
            try await serve(listener, connections)
        } onCancelOrGracefulShutdown: { [routes] in
            routes.hub.close()
            listener.channel.close(promise: nil)
        }
        logger.notice("control socket closed", metadata: ["path": "\(socket.path)"])
    }

    private func serve(_ listener: NIOAsyncChannel<Connection, Never>, _ connections: Connections) async throws {
        try await withThrowingDiscardingTaskGroup { tasks in
            try await listener.executeThenClose { inbound in
                for try await connection in inbound {
                    connections.take(connection)
                    tasks.addTask { [logger] in
                        await connection.serve(logger: logger)
                        connections.leave(connection.value.channel)
                    }
                }
            }
            for connection in connections.quiesce() {
                tasks.addTask { [logger] in await connection.end(logger: logger) }
            }
            listener.channel.eventLoop.scheduleTask(in: timeouts.grace) { connections.closeAll() }
        }
    }
}
