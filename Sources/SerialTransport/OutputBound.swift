import NIOCore
import PumpModel

/// The line takes nothing (flow control holds it, or the device is stuck), and enough is waiting for it already.
package struct SerialOutputFull: Error, Hashable {
    package init() {}
}

/// Refuses writes that would let more than `Limits.serialOutputBytes` wait for the line.
///
/// NIO itself queues without end: a link that goes on repeating itself to a stalled line would fill the memory. What
/// is refused is lost like a frame in noise; the sender's retransmission covers both.
final class OutputBound: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var waitingBytes = 0

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let bytes = unwrapOutboundIn(data).readableBytes
        guard waitingBytes + bytes <= Limits.serialOutputBytes else {
            promise?.fail(SerialOutputFull())
            return
        }
        waitingBytes += bytes
        let written = promise ?? context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in self.waitingBytes -= bytes }
        context.write(data, promise: written)
    }
}
