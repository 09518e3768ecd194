import HTTPFixtures
import Testing

extension RawConnection {
    /// Sends one request on this connection, which stays open, and reads its answer.
    mutating func ask(_ line: String, headers: [String] = [], json: String? = nil) async throws -> HTTPAnswer {
        let content = json.map { ["Content-Type: application/json", "Content-Length: \($0.utf8.count)"] } ?? []
        let head = (["\(line) HTTP/1.1", "Host: localhost"] + content + headers).joined(separator: "\r\n")
        let before = received.utf8.count
        try await send(head + "\r\n\r\n" + (json ?? ""))
        try #require(try await read { Self.isWhole($0.utf8.dropFirst(before)) })
        return HTTPAnswer(String(decoding: received.utf8.dropFirst(before), as: UTF8.self))
    }

    /// Whether an answer with a length is there with all of it.
    private static func isWhole(_ bytes: Substring.UTF8View) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        let answer = HTTPAnswer(text)
        guard let length = answer.headers["content-length"].flatMap({ Int($0) }) else { return false }
        return answer.body.utf8.count >= length
    }
}
