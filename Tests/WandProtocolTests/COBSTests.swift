import Testing
import WandProtocol

struct COBSTests {
    /// The document's rule, one byte at a time: a block ends at a zero, or when it is full.
    private func naive(_ plain: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var block: [UInt8] = []
        var ends = true  // whether a last block is owed
        for byte in plain {
            if byte == 0 {
                out += [UInt8(block.count + 1)] + block
                block = []
                ends = true
            } else {
                block.append(byte)
                ends = true
                if block.count == 254 {
                    out += [255] + block
                    block = []
                    ends = false
                }
            }
        }
        return ends ? out + [UInt8(block.count + 1)] + block : out
    }

    @Test func documentedExamples() {
        let full = [UInt8](repeating: 0x11, count: 254)
        let examples: [(plain: [UInt8], stuffed: [UInt8])] = [
            ([], [1]), ([0], [1, 1]), ([0, 0], [1, 1, 1]), ([0x11, 0x22, 0, 0x33], [3, 0x11, 0x22, 2, 0x33]),
            ([0x11, 0, 0, 0], [2, 0x11, 1, 1, 1]), (Array(full.dropLast()), [0xFE] + full.dropLast()),
            (full, [0xFF] + full), (full + [0x22], [0xFF] + full + [2, 0x22]), (full + [0], [0xFF] + full + [1, 1]),
        ]
        for example in examples { #expect(COBS.encoded(example.plain) == example.stuffed) }
    }

    @Test(arguments: [0, 1, 4, 200])
    func equalsTheNaiveReference(oneZeroIn rarity: Int) throws {
        var seeded = Seeded(UInt64(254 + rarity))
        for count in Array(0...20) + Array(250...260) + Array(504...512) + [762, 1_016, 4_122] {
            for _ in 0..<20 {
                let plain = (0..<count).map { _ in
                    rarity > 0 && Int.random(in: 0..<rarity, using: &seeded) == 0 ? 0 : seeded.number(UInt8(1)...255)
                }
                let stuffed = COBS.encoded(plain)
                try #require(stuffed == naive(plain))
                try #require(stuffed.count <= COBS.encodedLimit(count))
                try #require(try COBS.decoded(stuffed) == plain)
            }
        }
    }

    @Test func zeroAtEveryPlace() throws {
        for count in [253, 254, 255, 256, 508, 509] {
            for place in 0..<count {
                var plain = [UInt8](repeating: 7, count: count)
                plain[place] = 0
                let stuffed = COBS.encoded(plain)
                try #require(stuffed == naive(plain))
                try #require(try COBS.decoded(stuffed) == plain)
            }
        }
    }

    /// Of all short inputs, exactly those decode that encode to themselves again.
    @Test func oneEncodingOfEverything() {
        for first in UInt8(1)...5 {
            for second in UInt8(1)...5 {
                for third in UInt8(1)...5 {
                    for stuffed in [[first], [first, second], [first, second, third]] {
                        guard let plain = try? COBS.decoded(stuffed) else { continue }
                        #expect(COBS.encoded(plain) == stuffed)
                    }
                }
            }
        }
    }

    @Test func refusals() {
        let full = [UInt8](repeating: 0x11, count: 254)
        let refused: [[UInt8]] = [
            [], [2], [3, 1], [0], [1, 0], [2, 0], [0xFF] + full.dropLast(), [0xFF] + full + [1],
            [0xFF] + full + [0xFF] + full + [1], [0xFF] + full + [2],
        ]
        for stuffed in refused {
            #expect(throws: FrameError.stuffing) { try COBS.decoded(stuffed) }
        }
    }
}
