import Benchmark
import CReference
import WandProtocol

/// COBS alone. Both decoders work in place and so destroy what they read: each decodes every slot of an arena once, and
/// the arena is filled again outside the measured time.
func stuffingBenchmarks(_ size: Int, _ fill: Fill) {
    let plain = fill.bytes(size)
    let stuffed = COBS.encoded(plain)
    let target = UnsafeMutableRawBufferPointer.allocate(byteCount: COBS.encodedLimit(size), alignment: 64)
    let inC = creference_cobs_encode(plain, plain.count, target.bindMemory(to: UInt8.self).baseAddress)
    precondition(target.prefix(inC).elementsEqual(stuffed), "the two encoders differ")

    measure(
        "COBS encode|\(size)|\(fill.rawValue)",
        swift: { count in
            plain.withUnsafeBytes { plain in
                let start = Clock.nanoseconds()
                for _ in 0..<count { blackHole(COBS.encode(plain, into: target)) }
                return Clock.nanoseconds() - start
            }
        },
        c: { count in
            plain.withUnsafeBufferPointer { plain in
                let target = target.assumingMemoryBound(to: UInt8.self).baseAddress
                let start = Clock.nanoseconds()
                for _ in 0..<count { blackHole(creference_cobs_encode(plain.baseAddress, plain.count, target)) }
                return Clock.nanoseconds() - start
            }
        })

    let arena = Arena(stuffed, slots: max(1, 32_768 / size))
    precondition(
        arena.slot(0).withMemoryRebound(to: UInt8.self) { creference_cobs_decode($0.baseAddress, $0.count) } == size)
    precondition(arena.slot(0).prefix(size).elementsEqual(plain), "the C decoder is wrong")
    measure(
        "COBS decode|\(size)|\(fill.rawValue)",
        swift: { count in arena.each(count) { slot in blackHole(try? COBS.decodeInPlace(slot)) } },
        c: { count in
            arena.each(count) { slot in
                blackHole(creference_cobs_decode(slot.assumingMemoryBound(to: UInt8.self).baseAddress, slot.count))
            }
        })
}

/// Copies of one input, to be used up one by one.
struct Arena {
    private let input: [UInt8]
    private let slots: Int
    private let stride: Int
    private let memory: UnsafeMutableRawBufferPointer

    init(_ input: [UInt8], slots: Int) {
        self.input = input
        self.slots = slots
        stride = (input.count + 15) & ~15
        memory = .allocate(byteCount: stride * slots, alignment: 64)
        refill()
    }

    func slot(_ index: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: memory[(index * stride)..<(index * stride + input.count)])
    }

    private func refill() {
        for index in 0..<slots { slot(index).copyBytes(from: input) }
    }

    /// Does `work` on `count` fresh slots; returns the nanoseconds without the filling.
    @inline(__always)
    func each(_ count: Int, _ work: (UnsafeMutableRawBufferPointer) -> Void) -> Int {
        var left = count
        var elapsed = 0
        while left > 0 {
            refill()
            let start = Clock.nanoseconds()
            for index in 0..<min(left, slots) { work(slot(index)) }
            elapsed += Clock.nanoseconds() - start
            left -= slots
        }
        return elapsed
    }
}
