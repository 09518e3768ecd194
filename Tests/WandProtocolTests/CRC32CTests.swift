import Testing
import WandProtocol

struct CRC32CTests {
    /// The definition, one bit at a time.
    private func bitwise(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82F6_3B78 : crc >> 1 }
        }
        return ~crc
    }

    @Test func checkValue() {
        #expect(CRC32C.checksum(of: Array("123456789".utf8)) == 0xE306_9283)
        #expect(CRC32C.tableChecksum(of: Array("123456789".utf8)) == 0xE306_9283)
        #expect(CRC32C.checksum(of: []) == 0)
        #expect(CRC32C.tableChecksum(of: []) == 0)
    }

    @Test func pathsAgreeAtAllLengths() {
        var seeded = Seeded(32)
        for count in 0...300 {
            let bytes = (0..<count).map { _ in seeded.any(UInt8.self) }
            let expected = bitwise(bytes)
            #expect(CRC32C.checksum(of: bytes) == expected)
            #expect(CRC32C.tableChecksum(of: bytes) == expected)
        }
    }

    @Test func pathsAgreeAtAllOffsets() {
        var seeded = Seeded(33)
        let bytes = (0..<400).map { _ in seeded.any(UInt8.self) }
        for offset in 0..<16 {
            for count in [0, 1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 300] {
                let part = bytes[offset..<(offset + count)]
                let whole = part.withUnsafeBytes { CRC32C.checksum(of: $0) }
                #expect(whole == bitwise(part))
            }
        }
    }

    @Test func continues() {
        var seeded = Seeded(34)
        let bytes = (0..<64).map { _ in seeded.any(UInt8.self) }
        for cut in 0...64 {
            let first = bytes[..<cut].withUnsafeBytes { CRC32C.checksum(of: $0) }
            let both = bytes[cut...].withUnsafeBytes { CRC32C.checksum(of: $0, continuing: first) }
            #expect(both == bitwise(bytes))
        }
    }
}
