package import NIOCore
import NIOPosix

/// Bytes to and from a server, for what no HTTP client would send.
package struct RawConnection {
    package typealias Channel = NIOAsyncChannel<ByteBuffer, ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    /// All that came so far.
    package private(set) var received = ""

    package static func open<Value>(
        _ path: String, isReading: Bool = true, _ body: (inout RawConnection) async throws -> Value
    ) async throws -> Value {
        try await open(SocketAddress(unixDomainSocketPath: path), isReading: isReading, body)
    }

    package static func open<Value>(
        _ address: SocketAddress, isReading: Bool = true, _ body: (inout RawConnection) async throws -> Value
    ) async throws -> Value {
        let channel: Channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.autoRead, value: isReading)
            .connect(to: address) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Channel(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        var result: Result<Value, any Error>?
        do {
            try await channel.executeThenClose { inbound, outbound in
                var connection = RawConnection(inbound: inbound.makeAsyncIterator(), outbound: outbound)
                do { result = .success(try await body(&connection)) } catch { result = .failure(error) }
            }
        } catch is ChannelError {
            // the other side closed first
        }
        guard let result else { throw ChannelError.eof }
        return try result.get()
    }

    package func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    /// Ends the sending side only.
    package func finish() { outbound.finish() }

    /// Reads until `condition` holds for all that came, or the other side closes.
    /// - Returns: whether the condition holds.
    package mutating func read(until condition: (String) -> Bool) async throws -> Bool {
        while !condition(received) {
            do {
                guard let bytes = try await inbound.next(isolation: #isolation) else { return false }
                received += String(buffer: bytes)
            } catch is IOError {
                // a connection that is closed with unread bytes is reset
                return false
            } catch is ChannelError {
                return false
            }
        }
        return true
    }

    /// Reads until the other side closes.
    package mutating func readToEnd() async throws -> String {
        _ = try await read { _ in false }
        return received
    }

    /// Sends one request and reads everything until the server closes.
    package static func exchange(_ path: String, _ text: String) async throws -> String {
        try await open(path) { connection in
            // a server that closed before it heard anything has answered as well
            try? await connection.send(text)
            return try await connection.readToEnd()
        }
    }
}
