import Benchmark
import CReference
import WandProtocol

/// CRC-32C alone, one call a buffer.
func checksumBenchmarks(_ size: Int) {
    let bytes = Fill.random.bytes(size)
    precondition(CRC32C.checksum(of: bytes) == bytes.withUnsafeBytes { creference_crc32c($0.baseAddress, $0.count) })
    measure(
        "CRC-32C|\(size)|random",
        swift: { count in
            bytes.withUnsafeBytes { bytes in
                let start = Clock.nanoseconds()
                for _ in 0..<count { blackHole(CRC32C.checksum(of: bytes)) }
                return Clock.nanoseconds() - start
            }
        },
        c: { count in
            bytes.withUnsafeBytes { bytes in
                let start = Clock.nanoseconds()
                for _ in 0..<count { blackHole(creference_crc32c(bytes.baseAddress, bytes.count)) }
                return Clock.nanoseconds() - start
            }
        })
}
