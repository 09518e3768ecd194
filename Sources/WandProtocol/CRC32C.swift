internal import CCRC32C

/// CRC-32C (Castagnoli): finds damage by noise, and is no protection against anyone.
package enum CRC32C {
    /// The check of `bytes`; `continuing` is the check of what came before them.
    package static func checksum(of bytes: UnsafeRawBufferPointer, continuing: UInt32 = 0) -> UInt32 {
        ccrc32c_update(continuing, bytes.baseAddress, bytes.count)
    }

    /// The check of `bytes`.
    package static func checksum(of bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { checksum(of: $0) }
    }

    /// The same by table alone: what runs on a CPU without the instruction.
    package static func tableChecksum(of bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { ccrc32c_update_table(0, $0.baseAddress, $0.count) }
    }
}
