/// What the bytes are made of: COBS works by the runs between zeros, so these are its best, usual and worst case.
enum Fill: String, CaseIterable {
    case noZeros = "no zeros"
    /// Evenly distributed: one byte in 256 is zero.
    case random
    case allZeros = "all zeros"

    func bytes(_ count: Int) -> [UInt8] {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        return (0..<count).map { _ in
            // xorshift64: the same bytes in every run
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            let byte = UInt8(truncatingIfNeeded: state >> 32)
            return switch self {
            case .noZeros: byte == 0 ? 0xA5 : byte
            case .random: byte
            case .allZeros: 0
            }
        }
    }
}
