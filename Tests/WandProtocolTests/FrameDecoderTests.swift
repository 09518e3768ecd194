import Testing
import WandProtocol

/// The stream: any cutting, any noise, never more memory than a frame.
struct FrameDecoderTests {
    private func wire(_ frame: Frame) -> [UInt8] {
        var encoder = FrameEncoder()
        return Array(encoder.encode(frame))
    }

    private func ping(_ counter: UInt32) -> Frame {
        Frame(header: FrameHeader(kind: .ping, epoch: 0x0102_0304_0506_0708, counter: counter))
    }

    private func frames(_ decoded: [DecodedFrame]) -> [Frame] {
        decoded.compactMap { if case .frame(let frame) = $0 { frame } else { nil } }
    }

    @Test(arguments: 0..<40)
    func anyCuttingGivesTheSame(seed: Int) {
        var seeded = Seeded(UInt64(seed))
        var stream: [UInt8] = []
        var sent: [Frame] = []
        for _ in 0..<30 {
            // noise has no delimiter here, and every frame brings its own: it can spoil nothing
            stream += seeded.bytes(seeded.number(0...40)).filter { $0 != 0 }
            let frame = seeded.frame()
            sent.append(frame)
            stream += wire(frame)
        }
        var whole = FrameDecoder()
        let expected = whole.decode(stream)
        #expect(frames(expected) == sent)
        for step in [1, 2, 3, 7, 64, 1_000] {
            var decoder = FrameDecoder()
            var found: [DecodedFrame] = []
            var start = 0
            while start < stream.count {
                let count = step == 64 ? seeded.number(1...200) : step
                found += decoder.decode(Array(stream[start..<min(start + count, stream.count)]))
                start += count
            }
            #expect(found == expected)
        }
    }

    /// In fixed order: noise, a frame, half a frame, a frame, noise with delimiters, a frame.
    @Test func findsEveryWholeFrameAfterNoise() {
        var decoder = FrameDecoder()
        let noise: [UInt8] = [0x55, 0xAA, 0xFF]
        let half = Array(wire(ping(9)).prefix(12))
        #expect(decoder.decode(noise + wire(ping(1))) == [.corrupt(.stuffing), .frame(ping(1))])
        #expect(decoder.decode(half + wire(ping(2))) == [.corrupt(.stuffing), .frame(ping(2))])
        #expect(
            decoder.decode([1, 0, 2, 0, 3, 9, 0] + wire(ping(3))) == [
                .corrupt(.tooShort), .corrupt(.stuffing), .corrupt(.stuffing), .frame(ping(3)),
            ])
    }

    @Test func nothingBetweenDelimitersIsNothing() {
        var decoder = FrameDecoder()
        #expect(decoder.decode([0, 0, 0]).isEmpty)
        #expect(decoder.decode([0] + wire(ping(1)) + [0, 0] + wire(ping(2))) == [.frame(ping(1)), .frame(ping(2))])
    }

    @Test func framesMayShareADelimiter() {
        var decoder = FrameDecoder()
        let shared = wire(ping(1)) + wire(ping(2)).dropFirst() + wire(ping(3)).dropFirst()
        #expect(decoder.decode(shared) == [.frame(ping(1)), .frame(ping(2)), .frame(ping(3))])
    }

    @Test func theFirstFrameNeedsNoDelimiterBeforeIt() {
        var decoder = FrameDecoder()
        #expect(decoder.decode(Array(wire(ping(1)).dropFirst())) == [.frame(ping(1))])
    }

    @Test(arguments: [1, 100, 4_139, 4_140])
    func garbageIsReportedOnceAndForgotten(readsOf count: Int) {
        var decoder = FrameDecoder()
        var found: [DecodedFrame] = []
        for _ in stride(from: 0, to: 100_000, by: count) {
            found += decoder.decode([UInt8](repeating: 0xA5, count: count))
        }
        #expect(found == [.corrupt(.tooLong)])
        #expect(decoder.decode(wire(ping(1))) == [.frame(ping(1))])
        #expect(decoder.decode(wire(ping(2))) == [.frame(ping(2))])
    }

    /// The longest frame passes; one byte more does not.
    @Test func theLimitIsExact() {
        var decoder = FrameDecoder()
        let longest = [UInt8](repeating: 1, count: FrameEncoder.stuffedLimit)
        #expect(decoder.decode(longest + [0]) == [.corrupt(.checksum)])
        #expect(decoder.decode(longest + [1, 0]) == [.corrupt(.tooLong)])
        #expect(FrameEncoder.stuffedLimit == 4_139)
    }

    @Test(arguments: 0..<20)
    func randomBytesAreNoFrame(seed: Int) {
        var seeded = Seeded(UInt64(1_000 + seed))
        var decoder = FrameDecoder()
        for _ in 0..<200 {
            #expect(frames(decoder.decode(seeded.bytes(seeded.number(0...300)))).isEmpty)
        }
        // a frame brings its own delimiter and is found at once
        #expect(frames(decoder.decode(wire(ping(5)))) == [ping(5)])
    }

    /// A frame kept by its receiver does not change when the next one arrives.
    @Test func framesAreValues() {
        var decoder = FrameDecoder()
        var seeded = Seeded(5)
        let sent = (0..<20).map { _ in seeded.frame() }
        var kept: [Frame] = []
        for frame in sent { kept += frames(decoder.decode(wire(frame))) }
        #expect(kept == sent)
    }
}
