internal import Logging
internal import NIOCore
internal import NIOPosix

/// A page on the loopback interface through which one person uses the daemon with the rights of this process's user.
///
/// It listens on 127.0.0.1 and nowhere else, lets one browser in by a token that is good once, serves the page that is
/// embedded in this executable, and carries the requests of an allow-list to the daemon's Unix socket. It keeps nothing:
/// every answer is the daemon's own. It lives as long as `run` does.
package struct Console: Sendable {
    private let socketPath: String
    private let port: Int
    private let idle: Duration?
    private let papers: PaperMaker?
    /// Of the server beneath: what it has to say of a connection is no matter for a person at a terminal.
    private let logger = Logger(label: "console", factory: { _ in SwiftLogNoOpLogHandler() })

    /// - Parameters:
    ///   - port: 0 for one that is free.
    ///   - idle: ends by itself when no page was open for so long; nil: never.
    ///   - papers: nil where no papers are made.
    package init(
        socketPath: String, port: Int = 0, idle: Duration? = nil, papers: PaperMaker? = nil
    ) {
        self.socketPath = socketPath
        self.port = port
        self.idle = idle
        self.papers = papers
    }

    /// The address of the page, with the token that lets one browser in.
    package struct Address: Hashable, Sendable {
        package var port: Int
        package var token: Secret

        package var url: String { "http://127.0.0.1:\(port)/?token=\(token.text)" }
    }

    /// Serves until it is cancelled, or idle for too long.
    /// - Parameter onReady: called once, when a browser can connect.
    /// - Throws: when the port can not be had.
    package func run(onReady: @Sendable (Address) -> Void) async throws {
        let daemon = Daemon(socketPath: socketPath)
        let connections = ConsoleConnections()
        let entrance = Entrance()
        do {
            let listener = try await listen(connections, entrance, daemon)
            let address = Address(port: listener.localAddress?.port ?? port, token: entrance.token)
            await withTaskCancellationHandler {
                onReady(address)
                if let idle { await connections.waitUntilIdle(for: idle) } else { await connections.waitForEver() }
            } onCancel: {
                listener.close(promise: nil)
            }
            listener.close(promise: nil)
        } catch {
            await daemon.close()
            throw error
        }
        await connections.closeAll()
        await daemon.close()
    }

    private func listen(
        _ connections: ConsoleConnections, _ entrance: Entrance, _ daemon: Daemon
    ) async throws -> any Channel {
        try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { [papers, logger] channel in
                let desk = ConsoleDesk(
                    port: channel.localAddress?.port ?? 0, entrance: entrance, daemon: daemon, papers: papers,
                    isOwnUser: LoopbackPeer.isOwnUser(channel))
                return connections.open(channel, desk, logger)
            }
            .bind(host: "127.0.0.1", port: port).get()
    }
}
