import ControlAPI
import Testing

/// One HTTP answer as it came over the socket.
struct HTTPText {
    let status: Int
    let headers: [String: String]
    let body: String

    init(_ text: String) throws {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = try #require(parts.first).split(separator: "\r\n")
        let words = try #require(lines.first).split(separator: " ")
        try #require(words.count >= 2 && words[0] == "HTTP/1.1")
        status = try #require(Int(words[1]))
        headers = Dictionary(
            lines.dropFirst().compactMap { line in
                line.firstIndex(of: ":").map { colon in
                    (line[..<colon].lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " }))
                }
            }, uniquingKeysWith: { first, _ in first })
        body = parts.count == 2 ? String(parts[1]) : ""
    }

    func problem() throws -> API.Problem {
        #expect(headers["content-type"] == "application/problem+json")
        return try JSONText.decode(API.Problem.self, from: body.utf8)
    }

    /// Sends one request on a connection of its own.
    static func request(
        _ path: String, _ line: String, headers: [String] = [], json: String? = nil
    ) async throws -> HTTPText {
        let content = json.map { ["Content-Type: application/json", "Content-Length: \($0.utf8.count)"] } ?? []
        let head = (["\(line) HTTP/1.1", "Host: localhost", "Connection: close"] + content + headers)
            .joined(separator: "\r\n")
        return try HTTPText(try await RawConnection.exchange(path, head + "\r\n\r\n" + (json ?? "")))
    }
}
