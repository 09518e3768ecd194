import ControlAPI
import Testing

@testable import WandClient

/// Bytes as they may come to events as they were told.
struct EventDecoderTests {
    private static let bye = #"{"detail":"The daemon stops.","reason":"shuttingDown"}"#
    private static let content = ServerEvent.Content.bye(
        API.Bye(reason: .shuttingDown, detail: "The daemon stops."))
    private static let stream = "event: bye\nid: 41\ndata: \(bye)\n\n"

    private func events(_ chunks: [some Collection<UInt8>]) throws -> [ServerEvent] {
        var decoder = EventDecoder()
        var found: [ServerEvent] = []
        for chunk in chunks {
            decoder.feed(chunk)
            while let event = try decoder.next() { found.append(event) }
        }
        return found
    }

    private func events(_ text: String) throws -> [ServerEvent] { try events([Array(text.utf8)]) }

    @Test func anEventIsToldWithItsID() throws {
        #expect(try events(Self.stream) == [ServerEvent(lastID: "41", content: Self.content, json: Self.bye)])
    }

    @Test(arguments: 1...Self.stream.utf8.count)
    func piecesOfAnyLengthMakeTheSame(length: Int) throws {
        let bytes = Array((Self.stream + Self.stream).utf8)
        let chunks = stride(from: 0, to: bytes.count, by: length).map { bytes[$0..<min($0 + length, bytes.count)] }
        #expect(try events(chunks).map(\.content) == [Self.content, Self.content])
    }

    @Test(arguments: [1, 2, 3, 1_000])
    func linesMayEndInBoth(length: Int) throws {
        let bytes = Array(Self.stream.replacing("\n", with: "\r\n").utf8)
        let chunks = stride(from: 0, to: bytes.count, by: length).map { bytes[$0..<min($0 + length, bytes.count)] }
        #expect(try events(chunks) == [ServerEvent(lastID: "41", content: Self.content, json: Self.bye)])
    }

    @Test func commentsAndUnknownFieldsAreSkipped() throws {
        #expect(try events(": heartbeat\n\n").isEmpty)
        let found = try events(": a\nretry: 9\nevent: bye\n: b\ndata: \(Self.bye)\ncolor: red\n\n: heartbeat\n\n")
        #expect(found.map(\.content) == [Self.content])
    }

    @Test func dataOnSeveralLinesIsOneContent() throws {
        let halves = Self.bye.replacing(",", with: ",\ndata:")
        let found = try events("event: bye\ndata:\(halves)\n\n")
        #expect(found.map(\.content) == [Self.content])
        #expect(found.first?.json == Self.bye.replacing(",", with: ",\n"))
    }

    @Test func theIDStaysUntilAnother() throws {
        let plain = "event: x\ndata: {}\n\n"
        let found = try events("\(plain)id: 7\n\(plain)\(plain)id: 9\n\n\(plain)")
        #expect(found.map(\.lastID) == [nil, "7", "7", "9"])
        #expect(found.map(\.content) == Array(repeating: .other("x"), count: 4))
    }

    @Test func anEventThatIsNotWholeIsNotTold() throws {
        #expect(try events("event: bye\ndata: \(Self.bye)\n").isEmpty)
        #expect(try events("event: bye\n\n").isEmpty)
    }

    @Test func contentThatDoesNotFitIsSaid() {
        var decoder = EventDecoder()
        decoder.feed("event: hello\ndata: {}\n\nevent: bye\ndata: \(Self.bye)\n\n".utf8)
        #expect(throws: ControlClientError.self) { try decoder.next() }
        #expect(throws: Never.self) { try #expect(decoder.next()?.content == Self.content) }
    }

    @Test(arguments: [1_000, 65_536, 3_000_000])
    func whatIsTooLargeIsSaidAndNotKept(length: Int) {
        let large = Array(("event: bye\ndata: " + String(repeating: "x", count: 1_100_000)).utf8)
        var decoder = EventDecoder()
        for start in stride(from: 0, to: large.count, by: length) {
            decoder.feed(large[start..<min(start + length, large.count)])
        }
        #expect(throws: ControlClientError.self) { try decoder.next() }
    }
}
