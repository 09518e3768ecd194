public import ControlAPI
internal import AsyncHTTPClient
internal import NIOCore

/// What the daemon tells as it happens: a sequence that ends when the daemon ends it, and throws when the line is lost.
///
/// Whoever wants to go on opens another one after `lastID` of the newest event: what happened meanwhile comes first.
public struct EventStream: AsyncSequence, Sendable {
    let body: HTTPClientResponse.Body
    let path: String

    public func makeAsyncIterator() -> Iterator {
        Iterator(chunks: body.makeAsyncIterator(), path: path)
    }

    public struct Iterator: AsyncIteratorProtocol {
        var chunks: HTTPClientResponse.Body.AsyncIterator
        let path: String
        var decoder = EventDecoder()

        public mutating func next() async throws(ControlClientError) -> ServerEvent? {
            try await next(isolation: #isolation)
        }

        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(ControlClientError) -> ServerEvent? {
            while true {
                if let event = try decoder.next() { return event }
                let chunk: ByteBuffer?
                do { chunk = try await chunks.next(isolation: actor) } catch {
                    throw ControlClientError(error, path: path)
                }
                guard let chunk else { return nil }
                decoder.feed(chunk.readableBytesView)
            }
        }
    }
}

/// One event of a stream.
public struct ServerEvent: Hashable, Sendable {
    /// The id of the newest durable event of the stream until now: what a client resumes after.
    public var lastID: String?
    public var content: Content
    /// The JSON of the event as it came.
    public var json: String

    public enum Content: Hashable, Sendable {
        case hello(API.Hello)
        case command(API.CommandEvent)
        case alarm(API.AlarmEvent)
        case session(API.SessionEvent)
        case change(API.ChangeEvent)
        case wand(API.Wand)
        case pump(API.Pump)
        case bye(API.Bye)
        /// A kind that this version does not know.
        case other(String)
    }
}
