internal import ControlAPI
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore

extension Response {
    /// An answer in JSON.
    static func json(
        _ content: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) throws -> Response {
        try json(content, status: status, headers: headers, type: API.contentType)
    }

    /// A problem document.
    static func problem(_ error: ProblemError) throws -> Response {
        var headers = HTTPFields()
        if !error.allowedMethods.isEmpty { headers[.allow] = error.allowedMethods.joined(separator: ", ") }
        if let seconds = error.retryAfterSeconds { headers[.retryAfter] = String(seconds) }
        return try json(
            error.problem, status: HTTPResponse.Status(code: error.problem.status), headers: headers,
            type: API.problemContentType)
    }

    private static func json(
        _ content: some Encodable, status: HTTPResponse.Status, headers: HTTPFields, type: String
    ) throws -> Response {
        text(try JSONText.encode(content), status: status, headers: headers, type: type)
    }

    /// An answer whose JSON was written before.
    static func text(
        _ json: some Sequence<UInt8>, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:],
        type: String = API.contentType
    ) -> Response {
        var headers = headers
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        var body = ByteBuffer(bytes: json)
        body.writeInteger(UInt8(0x0A))
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
