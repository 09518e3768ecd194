import NIOCore
import Synchronization

/// Stands nearest to the port in the pipeline and notes why the channel closed: the first reason is the one.
///
/// It also makes every close a full one. A pipe channel can close one direction and go on in the other, which on a
/// serial port would leave a link that hears and can not speak, held open by its deaf half.
final class HangUpObserver: ChannelDuplexHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    enum Reason: Sendable, Equatable {
        case requested
        /// With the operating system's error, where it said one; a terminal mostly just ends.
        case hungUp(osError: Int32?)
    }

    private let noted = Mutex<Reason?>(nil)
    private let added = Mutex(false)

    /// Nil while the channel is open.
    var reason: Reason? { noted.withLock { $0 } }

    /// Whether there is a channel, or was one.
    var hasBeenAdded: Bool { added.withLock { $0 } }

    func handlerAdded(context: ChannelHandlerContext) {
        added.withLock { $0 = true }
    }

    private func note(_ reason: Reason) {
        noted.withLock { $0 = $0 ?? reason }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        note(.hungUp(osError: (error as? IOError)?.errnoCode))
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        note(.hungUp(osError: nil))
        context.fireChannelInactive()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        note(.requested)
        context.close(mode: .all, promise: promise)
    }
}
