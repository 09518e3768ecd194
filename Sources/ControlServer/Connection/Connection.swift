internal import ControlAPI
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import PumpModel

/// One accepted connection: its HTTP channel, who is at the other end, and what it gets.
struct Connection: Sendable {
    let http: HTTP1Channel
    let value: HTTP1Channel.Value
    let place: Connections.Place

    /// Sets the pipeline of an accepted channel up. Fails, and closes the channel, when there is no place for it.
    static func open(
        _ channel: any Channel, in connections: Connections, timeouts: ConnectionTimeouts, logger: Logger,
        responder: any HTTPResponder<ControlContext>
    ) -> EventLoopFuture<Connection> {
        let presence = PeerPresence()
        return Peer.of(channel).flatMap { peer in
            guard let place = connections.admit(channel, of: peer.userID) else {
                return channel.eventLoop.makeFailedFuture(ChannelError.alreadyClosed)
            }
            let source = ControlContext.Source(
                logger: logger, peer: peer, presence: presence, room: connections.room)
            let http = HTTP1Channel(
                responder: { request, writer, _ in try await answer(request, writer, source, place, responder) },
                configuration: configuration(timeouts, presence))
            return http.setup(channel: channel, logger: logger)
                .map { value in
                    let connection = Connection(http: http, value: value, place: place)
                    if !connections.hold(connection) {
                        Task { await connection.end(logger: logger) }
                    }
                    return connection
                }
        }.flatMapErrorThrowing { error in
            connections.leave(channel)
            channel.close(promise: nil)
            throw error
        }
    }

    private static func configuration(
        _ timeouts: ConnectionTimeouts, _ presence: PeerPresence
    ) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionWatch(timeouts: timeouts, presence: presence)],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: Limits.requestHeadBytes / 2, maxHeaderListSize: Limits.requestHeadBytes,
                maxHeaderFieldCount: Limits.requestHeaderFields))
    }

    @concurrent
    private static func answer(
        _ request: Request, _ writer: consuming ResponseWriter, _ source: ControlContext.Source,
        _ place: Connections.Place, _ responder: any HTTPResponder<ControlContext>
    ) async throws {
        let response =
            switch place {
            case .refused where !request.isStop: try Response.problem(noPlace(source.room))
            case .served, .refused: try await responder.respond(to: request, context: ControlContext(source: source))
            }
        do {
            try await writer.write(response: response.head, body: response.body)
        } catch is HTTPParserError {
            // what follows the request is not HTTP, and the answer is under way: only closing is left
            throw ChannelError.eof
        }
    }

    private static func noPlace(_ room: ConnectionRoom) -> ProblemError {
        ProblemError(
            .init(
                .tooManyConnections, "\(room.perUser) connections of this user, or \(room.served) in all, are open.",
                "Close a connection that is not needed, or try again. A pump can be stopped all the same."),
            retryAfterSeconds: 2)
    }

    /// Closes a connection that nobody serves, and lets go of it in order.
    func end(logger: Logger) async {
        value.channel.close(promise: nil)
        await serve(logger: logger)
    }

    /// Serves requests until the connection ends; its end also ends a route that still waits.
    func serve(logger: Logger) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await http.handle(value: value, logger: logger) }
            group.addTask { try? await value.channel.closeFuture.get() }
            await group.next()
            group.cancelAll()
        }
    }
}

extension Request {
    /// Whether it asks for an emergency stop, as the path tells.
    fileprivate var isStop: Bool {
        method == .post && RouteTable.matches(API.Route.stop.path, uri.path)
    }
}
