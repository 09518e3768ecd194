/// Which way bytes travel on the serial line.
package enum LineDirection: Hashable, Sendable, CaseIterable {
    case hostToWand, wandToHost
}

/// How often the line spoils what it carries, each in parts per million.
package struct LineFaultRates: Hashable, Sendable {
    package var dropBytes: UInt32 = 0
    /// One to eight bits of the byte are flipped.
    package var corruptBytes: UInt32 = 0
    package var duplicateBytes: UInt32 = 0
    package var dropFrames: UInt32 = 0
    package var duplicateFrames: UInt32 = 0
    /// A delayed frame is overtaken by those behind it.
    package var delayFrames: UInt32 = 0
    /// Longest delay of a delayed frame, in milliseconds.
    package var longestDelay: Int64 = 1_000

    package init() {}
}

/// What one direction of a line does to frames: reproducible from its seed, whatever the other direction does.
package struct LineFaults: Hashable, Sendable {
    /// A piece of the line's traffic that arrives.
    package struct Delivery: Hashable, Sendable {
        /// Milliseconds; the piece arrives no earlier.
        package var notBefore: Int64
        package var bytes: [UInt8]
    }

    package var rates: LineFaultRates
    /// Bits per second, ten to a byte; nil carries bytes in no time.
    package var baud: Int64?
    /// Frames of which one bit will be flipped, counted down.
    package var corruptNext = 0
    private var random: SplitMix64
    /// When the last byte so far is through, in microseconds.
    private var freeAt: Int64 = 0

    package init(seed: UInt64, rates: LineFaultRates = LineFaultRates(), baud: Int64? = nil) {
        self.rates = rates
        self.baud = baud
        random = SplitMix64(seed: seed)
    }

    /// Carries the bytes of one frame that enter the line at `now`; nothing, one piece or two come out.
    package mutating func carry(_ frame: [UInt8], at now: Int64) -> [Delivery] {
        if random.happens(perMillion: rates.dropFrames) { return [] }
        var bytes = damaged(frame)
        if corruptNext > 0 {
            corruptNext -= 1
            if let index = bytes.indices.randomElement(using: &random) {
                bytes[index] ^= 1 << UInt8(random.next() % 8)
            }
        }
        let arrival = pace(bytes.count, at: now)
        guard random.happens(perMillion: rates.delayFrames) else {
            let first = Delivery(notBefore: arrival, bytes: bytes)
            guard random.happens(perMillion: rates.duplicateFrames) else { return [first] }
            return [first, Delivery(notBefore: pace(bytes.count, at: now), bytes: bytes)]
        }
        let delay = Int64.random(in: 1...max(1, rates.longestDelay), using: &random)
        return [Delivery(notBefore: arrival + delay, bytes: bytes)]
    }

    private mutating func damaged(_ frame: [UInt8]) -> [UInt8] {
        if rates.dropBytes == 0, rates.corruptBytes == 0, rates.duplicateBytes == 0 { return frame }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(frame.count)
        for byte in frame {
            if random.happens(perMillion: rates.dropBytes) { continue }
            var carried = byte
            if random.happens(perMillion: rates.corruptBytes) { carried ^= UInt8.random(in: 1...255, using: &random) }
            bytes.append(carried)
            if random.happens(perMillion: rates.duplicateBytes) { bytes.append(carried) }
        }
        return bytes
    }

    /// The millisecond at which `count` more bytes are through.
    private mutating func pace(_ count: Int, at now: Int64) -> Int64 {
        guard let baud, baud > 0 else { return now }
        freeAt = max(freeAt, now * 1_000) + (Int64(count) * 10_000_000 + baud - 1) / baud
        return (freeAt + 999) / 1_000
    }
}
