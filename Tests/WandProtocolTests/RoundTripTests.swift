import PumpModel
import Testing
import WandProtocol

/// Any value survives its encoding, byte for byte.
struct RoundTripTests {
    @Test(arguments: MessageType.allCases)
    func message(_ type: MessageType) throws {
        var seeded = Seeded(UInt64(type.rawValue))
        for _ in 0..<2_000 {
            let envelope = seeded.envelope(type)
            let body = envelope.encoded()
            let decoded = try Envelope(decoding: body[...])
            try #require(decoded == envelope)
            try #require(decoded.encoded() == body)
            try #require(body.count <= Limits.minimumPeerBodyBytes)
        }
    }

    @Test(arguments: [FrameKind.hello, .welcome, .ready, .reset])
    func handshake(_ kind: FrameKind) throws {
        var seeded = Seeded(UInt64(kind.rawValue))
        for _ in 0..<2_000 {
            let body = seeded.body(of: kind)
            let bytes = body.encoded()
            try #require(try DecodedBody(of: kind, bytes[...]) == body)
            try #require(bytes.count <= Limits.minimumPeerBodyBytes)
        }
    }

    @Test(arguments: FrameKind.allCases)
    func frame(_ kind: FrameKind) throws {
        var seeded = Seeded(100 + UInt64(kind.rawValue))
        var encoder = FrameEncoder()
        var decoder = FrameDecoder()
        for count in [0, 1, 227, 228, 229, 254, 255, 508, 4_095, 4_096] + (0..<300).map({ $0 }) {
            let frame = Frame(header: seeded.header(kind), body: seeded.bytes(count)[...])
            let wire = Array(encoder.encode(frame))
            try #require(wire.first == 0 && wire.last == 0 && !wire.dropFirst().dropLast().contains(0))
            try #require(wire.count <= FrameEncoder.stuffedLimit + 2)
            try #require(decoder.decode(wire) == [.frame(frame)])
        }
    }

    /// A text that is too long is cut at a character's end, so that what is written can be read.
    @Test(arguments: ["x", "é", "€", "💧", "👩‍👩‍👧‍👦"])
    func longTextIsCut(_ character: String) throws {
        let long = String(repeating: character, count: 70)
        let fault = Fault(requestType: 1, code: .busy, detail: long)
        let body = Envelope(requestID: 1, message: .fault(fault)).encoded()
        guard case .fault(let read) = try Envelope(decoding: body[...]).message else {
            Issue.record("not a fault")
            return
        }
        #expect(long.hasPrefix(read.detail))
        #expect(read.detail.utf8.count <= 64 && read.detail.utf8.count + character.utf8.count > 64)
    }

    /// What the unknown type needs to be answered is in the error.
    @Test func unknownTypeCarriesItsNumbers() {
        #expect(throws: MessageError.unknownType(0x1234, requestID: 0x89AB_CDEF)) {
            try Envelope(decoding: [0x34, 0x12, 0xEF, 0xCD, 0xAB, 0x89, 1, 2, 3])
        }
    }
}
