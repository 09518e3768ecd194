internal import NIOCore

/// The end of the serial port's pipeline: hands bytes, opening and hang-up to the desk, on the loop that both run on.
final class LineHandler: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let desk: WandDesk

    init(desk: WandDesk) { self.desk = desk }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        desk.assumeIsolated { $0.portOpened(channel) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        desk.assumeIsolated { $0.portClosed() }
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = Self.unwrapInboundIn(data)
        desk.assumeIsolated { $0.received(bytes) }
    }
}
