internal import PumpModel

/// Frames to bytes: 0x00, the COBS encoding of head, body and CRC-32C, 0x00.
///
/// The leading delimiter cuts off noise from an idle line, so that it can not spoil the frame behind it. Both buffers
/// are made once; encoding allocates nothing as long as the caller let go of the slice it got before.
package struct FrameEncoder: Sendable {
    /// The largest frame before stuffing, in bytes.
    static let plainLimit = FrameHeader.byteCount + Limits.frameBodyBytes + 4
    /// The largest frame on the wire without its delimiters, in bytes.
    package static let stuffedLimit = COBS.encodedLimit(plainLimit)

    private var plain: [UInt8] = []
    private var wire: [UInt8]

    package init() {
        plain.reserveCapacity(Self.plainLimit)
        wire = [UInt8](repeating: 0, count: Self.stuffedLimit + 2)
    }

    /// The bytes of `frame` on the wire, both delimiters included.
    /// - Precondition: the body is at most `Limits.frameBodyBytes` bytes.
    package mutating func encode(_ frame: Frame) -> ArraySlice<UInt8> {
        precondition(frame.body.count <= Limits.frameBodyBytes, "frame body over its limit")
        plain.removeAll(keepingCapacity: true)
        plain.write(frame.header, bodyCount: frame.body.count)
        plain.append(contentsOf: frame.body)
        plain.write(plain.withUnsafeBytes { CRC32C.checksum(of: $0) })
        let count = plain.withUnsafeBytes { source in
            wire.withUnsafeMutableBytes { target in
                // wire[0] stays the leading delimiter
                COBS.encode(source, into: UnsafeMutableRawBufferPointer(rebasing: target[1..<(target.count - 1)]))
            }
        }
        wire[count + 1] = 0
        return wire[..<(count + 2)]
    }
}

extension [UInt8] {
    fileprivate mutating func write(_ header: FrameHeader, bodyCount: Int) {
        append(FrameHeader.version)
        append(header.kind.rawValue)
        append(header.security.rawValue)
        append(0)
        write(header.epoch)
        write(header.counter)
        write(header.sequence)
        write(header.acknowledge)
        write(UInt16(bodyCount))
    }
}
