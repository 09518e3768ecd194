internal import ControlAPI
package import AsyncHTTPClient
internal import Glibc
package import NIOCore
package import NIOHTTP1
internal import NIOPosix

/// The control API, typed: one method per path.
///
/// Requests that may have left are never repeated here: whether something may be asked twice is for the caller to know,
/// by the idempotency key that it gives. Ends with `close()`.
public struct ControlClient: Sendable {
    public let socketPath: String
    private let owner: ClientOwner
    var client: HTTPClient { owner.client }
    /// For an answer that need not wait for a device, in milliseconds.
    private let answerMilliseconds: Int64

    public init(socketPath: String, answerMilliseconds: Int64 = 15_000) {
        self.socketPath = socketPath
        self.answerMilliseconds = answerMilliseconds
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = .milliseconds(answerMilliseconds)
        configuration.redirectConfiguration = .disallow
        // a socket that is not there will not appear by being tried harder
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        owner = ClientOwner(
            HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration))
    }

    /// Closes the connections. Nothing may be asked afterwards.
    public func close() async { try? await client.shutdown() }

    /// Sends one request and reads the whole answer.
    /// - Parameter waitMilliseconds: how much longer than usual the answer may take.
    func send<Answer: Decodable & Sendable>(
        _ method: HTTPMethod, _ path: String, headers: [(String, String)] = [], body: (some Encodable)? = [Int]?.none,
        waitMilliseconds: Int64 = 0
    ) async throws(ControlClientError) -> Answer {
        var request = request(method, path)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        let (status, bytes): (HTTPResponseStatus, [UInt8])
        do {
            if let body {
                request.headers.add(name: "Content-Type", value: API.contentType)
                request.body = .bytes(ByteBuffer(bytes: try JSONText.encode(body)))
            }
            let response = try await execute(
                request, deadline: .now() + .milliseconds(answerMilliseconds + waitMilliseconds))
            status = response.status
            bytes = Array(try await response.body.collect(upTo: Self.answerBytes).readableBytesView)
        } catch {
            throw ControlClientError(error, path: socketPath)
        }
        return try Self.answer(status, bytes)
    }

    /// - Parameter target: path and query.
    package func request(_ method: HTTPMethod, _ target: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: "http+unix://\(Self.encoded(socketPath))\(target)")
        request.method = method
        return request
    }

    /// Sends a request. While too many others wait to be accepted, the socket takes no connection: nothing was asked then,
    /// and it is tried again.
    package func execute(_ request: HTTPClientRequest, deadline: NIODeadline) async throws -> HTTPClientResponse {
        let last = min(deadline, .now() + .milliseconds(answerMilliseconds))
        while true {
            do {
                return try await client.execute(request, deadline: deadline)
            } catch let error as IOError where error.errnoCode == EAGAIN && NIODeadline.now() < last {
                try await Task.sleep(for: .milliseconds(10))
            }
        }
    }

    /// A page of a hundred commands or of a thousand audit records stays far below this.
    private static let answerBytes = 8 * 1024 * 1024

    private static func answer<Answer: Decodable>(
        _ status: HTTPResponseStatus, _ bytes: [UInt8]
    ) throws(ControlClientError) -> Answer {
        guard (200..<300).contains(status.code) else {
            if let problem = try? JSONText.decode(API.Problem.self, from: bytes) { throw .problem(problem) }
            throw .notUnderstood("status \(status.code) without a problem document")
        }
        do { return try JSONText.decode(Answer.self, from: bytes) } catch {
            throw .notUnderstood("status \(status.code) with content that does not fit: \(error)")
        }
    }

    /// Escapes everything but unreserved characters, for use in a URL.
    static func encoded(_ text: String) -> String {
        let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        return text.utf8.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return unreserved.contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
