import ControlAPI
import HTTPFixtures
import Testing

extension HTTPAnswer {
    func problem() throws -> API.Problem {
        #expect(headers["content-type"] == "application/problem+json")
        return try JSONText.decode(API.Problem.self, from: body.utf8)
    }

    /// Sends one request on a connection of its own.
    static func request(
        _ path: String, _ line: String, headers: [String] = [], json: String? = nil
    ) async throws -> HTTPAnswer {
        let content = json.map { ["Content-Type: application/json", "Content-Length: \($0.utf8.count)"] } ?? []
        let head = (["\(line) HTTP/1.1", "Host: localhost", "Connection: close"] + content + headers)
            .joined(separator: "\r\n")
        return HTTPAnswer(try await RawConnection.exchange(path, head + "\r\n\r\n" + (json ?? "")))
    }
}
