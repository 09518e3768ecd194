import Benchmark
import WandProtocol

/// Whole frames, head and CRC included, with one encoder and one decoder that live as long as a port does.
func frameBenchmarks(_ size: Int) {
    let header = FrameHeader(
        kind: .data, epoch: 0x1122_3344_5566_7788, counter: 70_000, sequence: 513, acknowledge: 258)
    let frame = Frame(header: header, body: Fill.random.bytes(size)[...])
    var encoder = FrameEncoder()
    let wire = Array(encoder.encode(frame))
    var decoder = FrameDecoder()
    precondition(decoder.decode(wire) == [.frame(frame)], "the codec does not read what it wrote")

    measure(
        "frame encode|\(size)|random",
        swift: { count in
            let start = Clock.nanoseconds()
            for _ in 0..<count { blackHole(encoder.encode(frame).count) }
            return Clock.nanoseconds() - start
        })
    measure(
        "frame decode|\(size)|random",
        swift: { count in
            wire.withUnsafeBytes { wire in
                let start = Clock.nanoseconds()
                for _ in 0..<count {
                    decoder.decode(wire) { decoded in
                        guard case .frame(let frame) = decoded else { preconditionFailure("damaged") }
                        blackHole(frame.body.count)
                    }
                }
                return Clock.nanoseconds() - start
            }
        })
}
