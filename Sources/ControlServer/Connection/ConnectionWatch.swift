internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Closes a connection whose client is too slow, and tells `presence` when the client left.
///
/// Two clocks run independently: one for what the client sends, one for what it takes. While a route works on a whole
/// request neither runs: a route has limits of its own. Receiving more does not prolong any of them, so that sending
/// one byte at a time gains nothing. A stream of events has no end to wait for: of it each piece must be taken in time.
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let timeouts: ConnectionTimeouts
    private let presence: PeerPresence
    private var sending: Scheduled<Void>?
    private var taking: Scheduled<Void>?
    /// Requests whose head came and whose answer did not end.
    private var openRequests = 0
    /// Pieces of a stream that were written and not taken; nil while the answer is no stream.
    private var piecesUnderWay: Int?

    init(timeouts: ConnectionTimeouts, presence: PeerPresence) {
        self.timeouts = timeouts
        self.presence = presence
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // a client that says nothing at all is timed as well
        limitSending(context, timeouts.idle)
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        presence.end()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { presence.end() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            openRequests += 1
            limitSending(context, timeouts.request)
        case .body: break
        case .end: sending?.cancel()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            piecesUnderWay = head.headerFields[.contentType] == EventText.contentType ? 0 : nil
            limitTaking(context)
            context.write(data, promise: promise)
        case .body where piecesUnderWay != nil: writePiece(context, data, promise)
        case .body: context.write(data, promise: promise)
        case .end:
            if piecesUnderWay != nil { limitTaking(context) }
            piecesUnderWay = nil
            let written = promise ?? context.eventLoop.makePromise()
            let bound = NIOLoopBound((watch: self, context: context), eventLoop: context.eventLoop)
            written.futureResult.whenSuccess { bound.value.watch.answered(bound.value.context) }
            context.write(data, promise: written)
        }
    }

    private func writePiece(_ context: ChannelHandlerContext, _ data: NIOAny, _ promise: EventLoopPromise<Void>?) {
        if piecesUnderWay == 0 { limitTaking(context) }
        piecesUnderWay = piecesUnderWay.map { $0 + 1 }
        let written = promise ?? context.eventLoop.makePromise()
        let bound = NIOLoopBound((watch: self, context: context), eventLoop: context.eventLoop)
        written.futureResult.whenSuccess { bound.value.watch.pieceTaken(bound.value.context) }
        context.write(data, promise: written)
    }

    private func pieceTaken(_ context: ChannelHandlerContext) {
        guard let pieces = piecesUnderWay else { return }
        piecesUnderWay = pieces - 1
        pieces > 1 ? limitTaking(context) : taking?.cancel()
    }

    private func answered(_ context: ChannelHandlerContext) {
        openRequests -= 1
        guard openRequests == 0 else { return }
        taking?.cancel()
        limitSending(context, timeouts.idle)
    }

    private func limitTaking(_ context: ChannelHandlerContext) {
        taking?.cancel()
        taking = closing(context, after: timeouts.answer)
    }

    private func limitSending(_ context: ChannelHandlerContext, _ time: TimeAmount) {
        sending?.cancel()
        sending = closing(context, after: time)
    }

    private func closing(_ context: ChannelHandlerContext, after time: TimeAmount) -> Scheduled<Void> {
        let channel = context.channel
        return context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }

    private func stop() {
        sending?.cancel()
        taking?.cancel()
    }
}
