import Glibc
import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix

/// A daemon that answers everything, remembers what was asked, and keeps its streams of events open.
final class FakeDaemon: Sendable {
    struct Asked: Hashable, Sendable {
        var method: String
        var target: String
        var headers: [String: String]
        var body: String
    }

    private struct State {
        var asked: [Asked] = []
        var streams: [any Channel] = []
        var waiting: [(count: Int, CheckedContinuation<Void, Never>)] = []
    }

    private let state = NIOLockedValueBox(State())

    var asked: [Asked] { state.withLockedValue { $0.asked } }

    /// Listens at `path` until `body` ends.
    func serve<Value>(at path: String, _ body: () async throws -> Value) async throws -> Value {
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Answering(daemon: self))
                }
            }
            .bind(unixDomainSocketPath: path).get()
        defer { listener.close(promise: nil) }
        return try await body()
    }

    /// Tells all listeners something.
    func tell(_ text: String) {
        for channel in state.withLockedValue({ $0.streams }) {
            channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: text))), promise: nil)
        }
    }

    func endStreams() {
        for channel in state.withLockedValue({ $0.streams }) {
            channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
        }
    }

    fileprivate func heard(_ asked: Asked) { state.withLockedValue { $0.asked.append(asked) } }

    /// Returns once so many streams of events are open.
    func untilStreams(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isSo = state.withLockedValue { state in
                if state.streams.count == count { return true }
                state.waiting.append((count, continuation))
                return false
            }
            if isSo { continuation.resume() }
        }
    }

    fileprivate func began(_ channel: any Channel) {
        changeStreams { $0.append(channel) }
        channel.closeFuture.whenComplete { _ in self.changeStreams { $0.removeAll { $0 === channel } } }
    }

    private func changeStreams(_ change: (inout [any Channel]) -> Void) {
        let ready = state.withLockedValue { state in
            change(&state.streams)
            let ready = state.waiting.filter { $0.count == state.streams.count }
            state.waiting.removeAll { $0.count == state.streams.count }
            return ready.map(\.1)
        }
        for continuation in ready { continuation.resume() }
    }
}

/// One connection of the fake daemon.
private final class Answering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let daemon: FakeDaemon
    private var head: HTTPRequestHead?
    private var body = ""

    init(daemon: FakeDaemon) { self.daemon = daemon }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): (self.head, body) = (head, "")
        case .body(let bytes): body += String(buffer: bytes)
        case .end: answer(context)
        }
    }

    private func answer(_ context: ChannelHandlerContext) {
        guard let head else { return }
        daemon.heard(
            .init(
                method: head.method.rawValue, target: head.uri,
                headers: Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first },
                body: body))
        if head.uri.hasPrefix("/v1/events") {
            write(context, ["Content-Type": "text/event-stream"], "event: hello\nid: 7\ndata: {}\n\n")
            context.flush()
            return daemon.began(context.channel)
        }
        let text = #"{"of":"\#(head.uri)"}"#
        write(
            context,
            [
                "Content-Type": "application/json", "ETag": #""17""#, "Content-Length": "\(text.utf8.count)",
                "Set-Cookie": "daemon=1", "X-Frame-Options": "ALLOWALL",
            ], text)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    private func write(_ context: ChannelHandlerContext, _ headers: [String: String], _ text: String) {
        let fields = HTTPHeaders(headers.map { ($0.key, $0.value) })
        context.write(
            wrapOutboundOut(.head(.init(version: .http1_1, status: .ok, headers: fields))), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
    }
}
