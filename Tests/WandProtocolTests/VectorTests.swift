import Testing
import WandProtocol

/// The codec against bytes that another implementation made from the document.
struct VectorTests {
    @Test func isComplete() {
        let vectors = Vectors.all
        #expect(vectors.crc32c.count >= 20 && vectors.cobs.count >= 50)
        let named = Set(vectors.invalidFrames.map(\.error))
        #expect(
            named == [
                "tooLong", "stuffing", "tooShort", "checksum", "version", "kind", "security", "reserved", "bodyLength",
                "truncated", "trailing", "unknownType", "invalid",
            ])
        #expect(Set(vectors.frames.map(\.kind)) == Set(FrameKind.allCases.map { "\($0)" }))
        let messages = vectors.messages.compactMap { vector -> JSONValue? in
            if case .object(let fields) = vector.fields { fields["message"] } else { nil }
        }
        #expect(Set(messages) == Set(MessageType.allCases.map { JSONValue.text("\($0)") }))
    }

    @Test func checks() {
        for vector in Vectors.all.crc32c {
            #expect(hexadecimal(CRC32C.checksum(of: vector.input.bytes)) == vector.crc)
        }
    }

    @Test func stuffing() throws {
        for vector in Vectors.all.cobs {
            #expect(COBS.encoded(vector.plain.bytes) == vector.stuffed.bytes)
            #expect(try COBS.decoded(vector.stuffed.bytes) == vector.plain.bytes)
        }
    }

    @Test(arguments: Vectors.all.messages)
    func message(_ vector: Vectors.Body) throws {
        let envelope = try Envelope(decoding: vector.body.bytes[...])
        #expect(envelope.encoded() == vector.body.bytes)
        #expect(envelope.fields == vector.fields)
    }

    @Test(arguments: Vectors.all.frames)
    func frame(_ vector: Vectors.Wire) throws {
        var decoder = FrameDecoder()
        let decoded = decoder.decode(vector.wire.bytes)
        guard decoded.count == 1, case .frame(let frame) = decoded[0] else {
            Issue.record("not one frame: \(decoded)")
            return
        }
        #expect("\(frame.header.kind)" == vector.kind)
        #expect(frame.header.security.rawValue == vector.security)
        #expect(hexadecimal(frame.header.epoch) == vector.epoch)
        #expect(frame.header.counter == vector.counter)
        #expect(frame.header.sequence == vector.sequence)
        #expect(frame.header.acknowledge == vector.acknowledge)
        #expect(Array(frame.body) == vector.body.bytes)
        var encoder = FrameEncoder()
        #expect(Array(encoder.encode(frame)) == vector.wire.bytes)
        if let fields = vector.fields {
            let body = try DecodedBody(of: frame.header.kind, frame.body)
            #expect(body.fields == fields)
            #expect(body.encoded() == vector.body.bytes)
        }
    }

    @Test(arguments: Vectors.all.invalidFrames)
    func invalidFrame(_ vector: Vectors.InvalidWire) {
        var decoder = FrameDecoder()
        let found = decoder.decode(vector.wire.bytes).map { decoded in
            switch decoded {
            case .corrupt(let error): return error.name
            case .frame(let frame):
                do throws(MessageError) {
                    _ = try DecodedBody(of: frame.header.kind, frame.body)
                    return "none"
                } catch {
                    return error.name
                }
            }
        }
        #expect(found == [vector.error])
    }
}
