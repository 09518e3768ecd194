import Testing
import WandProtocol

/// Every truncation and every flipped bit of every vector.
struct MutationTests {
    /// The bodies of all vectors, sound and not, with the kind of frame that they stand in.
    static let bodies: [(kind: FrameKind, body: [UInt8])] =
        Vectors.all.messages.map { (.data, $0.body.bytes) }
        + (Vectors.all.frames.map(\.wire) + Vectors.all.invalidFrames.map(\.wire)).compactMap { wire in
            var decoder = FrameDecoder()
            guard case .frame(let frame)? = decoder.decode(wire.bytes).first, frame.body.count <= 600 else {
                return nil
            }
            return (frame.header.kind, Array(frame.body))
        }

    @Test func flippedBitOfABody() {
        var tried = 0
        for (kind, body) in Self.bodies {
            // of the largest, whose fields all stand in smaller ones too, one bit of each byte
            for (index, bit) in bits(of: body) where body.count <= 600 || index % 8 == Int(bit) {
                var flipped = body
                flipped[index] ^= 1 << bit
                tried += 1
                guard let decoded = try? DecodedBody(of: kind, flipped[...]) else { continue }
                let again = decoded.encoded()
                if again != flipped { Issue.record("bit \(bit) of byte \(index) of \(kind) \(body)") }
            }
        }
        #expect(tried > 50_000)
    }

    /// A body that was cut says so; nothing is taken for absent.
    @Test func truncatedBody() {
        for (kind, body) in Self.bodies where (try? DecodedBody(of: kind, body[...])) != nil {
            for count in 0..<body.count {
                do throws(MessageError) {
                    _ = try DecodedBody(of: kind, body[..<count])
                    Issue.record("\(count) bytes of \(kind) \(body) decode")
                } catch {
                    #expect(error.name == "truncated")
                }
            }
        }
    }

    @Test func extendedBody() {
        for (kind, body) in Self.bodies where (try? DecodedBody(of: kind, body[...])) != nil {
            for byte: UInt8 in [0, 1, 0xFF] {
                #expect(throws: MessageError.trailing(bytes: 1)) { try DecodedBody(of: kind, (body + [byte])[...]) }
            }
        }
    }

    /// The check finds every flipped bit, delimiters and code bytes included; and the next frame is found behind it.
    @Test func flippedBitOnTheLine() {
        var encoder = FrameEncoder()
        let next = Frame(header: FrameHeader(kind: .ping, epoch: 7, counter: 99))
        let nextWire = Array(encoder.encode(next))
        var decoder = FrameDecoder()
        for wire in Vectors.all.frames.map(\.wire.bytes) {
            var sound = FrameDecoder()
            let original = sound.decode(wire)
            for (index, bit) in bits(of: wire) where wire.count < 600 || index % 16 == Int(bit) {
                var flipped = wire + nextWire
                flipped[index] ^= 1 << bit
                let found = decoder.decode(flipped)
                let frames = found.filter { if case .frame = $0 { true } else { false } }
                // a flipped delimiter at the edge can leave the frame itself whole
                #expect(frames == [.frame(next)] || frames == original + [.frame(next)], "byte \(index) bit \(bit)")
            }
        }
    }

    @Test func truncatedOnTheLine() {
        var encoder = FrameEncoder()
        let next = Frame(header: FrameHeader(kind: .ping, epoch: 7, counter: 99))
        let nextWire = Array(encoder.encode(next))
        var decoder = FrameDecoder()
        for wire in Vectors.all.frames.map(\.wire.bytes) where wire.count < 600 {
            for count in 0..<(wire.count - 1) {
                let found = decoder.decode(wire[..<count] + nextWire)
                // all but the last delimiter is the frame itself: the next one's stands for it
                let frames = found.filter { if case .frame = $0 { true } else { false } }
                #expect(frames == [.frame(next)], "\(count) bytes of \(wire)")
            }
        }
    }

    private func bits(of bytes: [UInt8]) -> some Sequence<(Int, UInt8)> {
        bytes.indices.lazy.flatMap { index in (UInt8(0)..<8).lazy.map { (index, $0) } }
    }
}
