import WandProtocol

/// What must hold for any bytes at all: nothing traps, and whatever decodes encodes to the same bytes again, so that
/// every value has one encoding. The fuzz target and the tests run the same checks.
///
/// The first byte of an input chooses how the rest reaches the codec: 0 as the stream of the line; 1 as the body of a
/// sound frame, whose kind the second byte chooses; 2 as head and body of a frame with a sound check; 3 as plain bytes
/// for the stuffing; 4 as stuffed ones.
enum CodecCheck {
    /// - Returns: what did not hold, as a sentence; nil when all did.
    static func failure(of input: [UInt8]) -> String? {
        guard let mode = input.first else { return nil }
        let rest = Array(input.dropFirst())
        switch mode % 5 {
        case 0: return stream(rest)
        case 1: return rest.first.flatMap { framed(kind: $0, rest.dropFirst()) }
        case 2: return checked(rest)
        case 3: return stuffing(ofPlain: rest)
        default: return stuffing(ofStuffed: rest)
        }
    }

    /// The stream gives the same in one read and in many, and every frame in it encodes to what is a frame again.
    private static func stream(_ bytes: [UInt8]) -> String? {
        var whole = FrameDecoder()
        let frames = whole.decode(bytes)
        var cut = FrameDecoder()
        var pieces: [DecodedFrame] = []
        let step = 1 + Int(bytes.first ?? 0) % 61
        for start in stride(from: 0, to: bytes.count, by: step) {
            pieces += cut.decode(Array(bytes[start..<min(start + step, bytes.count)]))
        }
        guard pieces == frames else { return "the cutting into reads changed the frames" }
        for case .frame(let frame) in frames {
            if let failure = reencoding(of: frame) ?? body(of: frame) { return failure }
        }
        return nil
    }

    private static func framed(kind: UInt8, _ body: ArraySlice<UInt8>) -> String? {
        guard body.count <= 4096, let kind = FrameKind(rawValue: 1 + kind % 8) else { return nil }
        let header = FrameHeader(kind: kind, epoch: kind == .hello ? 0 : 0x1122_3344_5566_7788)
        let frame = Frame(header: header, body: body)
        return reencoding(of: frame) ?? CodecCheck.body(of: frame)
    }

    private static func checked(_ plain: [UInt8]) -> String? {
        var sum = CRC32C.checksum(of: plain)
        var sealed = plain
        for _ in 0..<4 {
            sealed.append(UInt8(truncatingIfNeeded: sum))
            sum >>= 8
        }
        let wire = [0] + COBS.encoded(sealed) + [0]
        var decoder = FrameDecoder()
        let found = decoder.decode(wire)
        guard found.count == 1 else { return "one frame on the line became \(found.count)" }
        guard case .frame(let frame) = found[0] else { return nil }
        var encoder = FrameEncoder()
        guard Array(encoder.encode(frame)) == wire else { return "a frame has two encodings" }
        return body(of: frame)
    }

    private static func reencoding(of frame: Frame) -> String? {
        var encoder = FrameEncoder()
        var decoder = FrameDecoder()
        let again = decoder.decode(Array(encoder.encode(frame)))
        return again == [.frame(frame)] ? nil : "a frame does not survive its encoding"
    }

    /// Decodes the body of a frame, and encodes it again.
    private static func body(of frame: Frame) -> String? {
        guard let again = try? DecodedBody(of: frame.header.kind, frame.body).encoded() else { return nil }
        return again == Array(frame.body) ? nil : "the body of \(frame.header.kind) has two encodings"
    }

    private static func stuffing(ofPlain plain: [UInt8]) -> String? {
        let stuffed = COBS.encoded(plain)
        guard !stuffed.contains(0) else { return "stuffed bytes hold a zero" }
        guard stuffed.count <= COBS.encodedLimit(plain.count) else { return "stuffed bytes exceed their limit" }
        return (try? COBS.decoded(stuffed)) == plain ? nil : "plain bytes do not survive stuffing"
    }

    private static func stuffing(ofStuffed stuffed: [UInt8]) -> String? {
        guard let plain = try? COBS.decoded(stuffed) else { return nil }
        return COBS.encoded(plain) == stuffed ? nil : "plain bytes have two stuffings"
    }
}
