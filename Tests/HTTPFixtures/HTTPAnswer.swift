import NIOCore
import NIOPosix
import Testing

/// Text over TCP to the console: what no HTTP client would send can be sent as well.
struct PlainConnection {
    typealias Channel = NIOAsyncChannel<ByteBuffer, ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    /// All that came so far.
    private(set) var received = ""

    static func open<Value>(
        _ port: Int, _ body: (inout PlainConnection) async throws -> Value
    ) async throws -> Value {
        let channel: Channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try Channel(wrappingChannelSynchronously: channel) }
            }
        var result: Result<Value, any Error>?
        do {
            try await channel.executeThenClose { inbound, outbound in
                var connection = PlainConnection(inbound: inbound.makeAsyncIterator(), outbound: outbound)
                do { result = .success(try await body(&connection)) } catch { result = .failure(error) }
            }
        } catch is ChannelError {
            // the other side closed first
        }
        return try #require(result).get()
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    /// Reads until `condition` holds for all that came, or the other side closes.
    /// - Returns: whether the condition holds.
    mutating func read(until condition: (String) -> Bool) async throws -> Bool {
        while !condition(received) {
            do {
                guard let bytes = try await inbound.next(isolation: #isolation) else { return false }
                received += String(buffer: bytes)
            } catch is IOError {
                return false
            } catch is ChannelError {
                return false
            }
        }
        return true
    }
}

/// An answer taken apart.
struct PlainAnswer: Sendable {
    var status = 0
    /// By their names in small letters.
    var headers: [String: String] = [:]
    var body = ""

    init(_ text: String) {
        guard let end = text.firstRange(of: "\r\n\r\n") else { return }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        status = lines.first.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) } ?? 0
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].drop { $0 == " " }.description
        }
        body = String(text[end.upperBound...])
    }
}
