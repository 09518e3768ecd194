internal import AsyncHTTPClient
internal import ControlAPI
internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import WandClient

/// The daemon's Unix socket, as the console uses it: a request goes there as it is, and its answer comes back as it is.
struct Daemon: Sendable {
    private let client: ControlClient

    init(socketPath: String) { client = ControlClient(socketPath: socketPath, answerMilliseconds: 5_000) }

    func close() async { await client.close() }

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
        var request = client.request(HTTPMethod(rawValue: head.method.rawValue), target)
        for name in Forwarding.requestHeaders {
            if let value = head.headerFields[name] { request.headers.add(name: name.rawName, value: value) }
        }
        if body.readableBytes > 0 { request.body = .bytes(body) }
        do {
            let response = try await client.execute(
                request, deadline: isStream ? .distantFuture : .now() + Self.answerTime)
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
        switch ControlClientError(error, path: client.socketPath) {
        case .unreachable(_, let reason):
            API.Problem(
                type: "urn:wandctl:problem:unreachable", title: "The daemon can not be reached", status: 502,
                detail: "Nothing was asked, and nothing was changed: \(reason).",
                whatToDo: "Is wandd running? May this user use its socket?")
        case let error:
            API.Problem(
                type: "urn:wandctl:problem:no-answer", title: "The daemon gave no whole answer", status: 504,
                detail: "The request may have arrived, and what it asks for may happen: \(error).",
                whatToDo: "Look at the commands before anything is repeated.")
        }
    }
}
