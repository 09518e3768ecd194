internal import AsyncHTTPClient
internal import ControlAPI
internal import Glibc
internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// The daemon's Unix socket, as the console uses it: a request goes there as it is, and its answer comes back as it is.
struct Daemon: Sendable {
    private let socketPath: String
    private let client: HTTPClient

    init(socketPath: String) {
        self.socketPath = socketPath
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = .seconds(5)
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration)
    }

    func close() async { try? await client.shutdown() }

    /// What came back: the status, the headers that the page may see, and a body that is still on its way.
    struct Answer: Sendable {
        var status: HTTPResponse.Status
        var headers: HTTPFields
        var body: HTTPClientResponse.Body
    }

    /// A daemon that is not there, or that gave no whole answer.
    struct Unavailable: Error {
        var problem: API.Problem
    }

    /// - Parameter target: path and query of a route that is allowed.
    func ask(_ head: HTTPRequest, _ target: String, body: ByteBuffer, isStream: Bool) async throws -> Answer {
        var request = HTTPClientRequest(url: "http+unix://\(Self.encoded(socketPath))\(target)")
        request.method = HTTPMethod(rawValue: head.method.rawValue)
        for name in Forwarding.requestHeaders {
            if let value = head.headerFields[name] { request.headers.add(name: name.rawName, value: value) }
        }
        if body.readableBytes > 0 { request.body = .bytes(body) }
        do {
            let response =
                isStream
                ? try await client.execute(request, deadline: .distantFuture)
                : try await client.execute(request, timeout: Self.answerTime)
            var headers = HTTPFields()
            for name in Forwarding.responseHeaders {
                if let value = response.headers.first(name: name.rawName) { headers[name] = value }
            }
            return Answer(
                status: .init(code: Int(response.status.code)), headers: headers, body: response.body)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw Unavailable(problem: problem(of: error))
        }
    }

    /// All of the body.
    func whole(_ body: HTTPClientResponse.Body) async throws -> ByteBuffer {
        do { return try await body.collect(upTo: Self.answerBytes) } catch {
            throw Unavailable(problem: problem(of: error))
        }
    }

    /// Above the longest that the daemon waits for a device.
    private static let answerTime = TimeAmount.seconds(60)
    private static let answerBytes = 8 * 1024 * 1024

    private func problem(of error: any Error) -> API.Problem {
        let wasNotSent =
            switch error {
            case let error as IOError: [ENOENT, ECONNREFUSED, EACCES, EPERM, ENOTSOCK].contains(error.errnoCode)
            case let error as HTTPClientError: error == .connectTimeout
            default: false
            }
        return wasNotSent
            ? API.Problem(
                type: "urn:wandctl:problem:unreachable", title: "The daemon can not be reached", status: 502,
                detail: "Nothing was asked, and nothing was changed: \(error)",
                whatToDo: "Is wandd running? May this user use its socket?")
            : API.Problem(
                type: "urn:wandctl:problem:no-answer", title: "The daemon gave no whole answer", status: 504,
                detail: "The request may have arrived, and what it asks for may happen: \(error)",
                whatToDo: "Look at the commands before anything is repeated.")
    }

    private static func encoded(_ path: String) -> String {
        path.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                return String(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                return "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }.joined()
    }
}
