internal import PumpModel

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// What stood between two delimiters.
package enum DecodedFrame: Hashable, Sendable {
    case frame(Frame)
    /// Bytes that are no frame. A value, not a thrown error: the stream goes on behind the next delimiter.
    case corrupt(FrameError)
}

/// Bytes to frames, however they are cut into reads: incremental, bounded, and in step again after any noise.
///
/// States: collecting the bytes since the last delimiter, or discarding until the next one after more bytes than a
/// frame can have. Nothing between two delimiters is nothing. Decoding happens in place and allocates nothing as long
/// as the caller lets go of a frame before the next one.
package struct FrameDecoder: Sendable {
    private var collected: [UInt8]
    private var count = 0
    private var isDiscarding = false

    package init() {
        collected = [UInt8](repeating: 0, count: FrameEncoder.stuffedLimit)
    }

    /// Takes the next bytes of the line and hands on what they complete, in order.
    package mutating func decode(_ bytes: UnsafeRawBufferPointer, _ deliver: (DecodedFrame) -> Void) {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            guard let delimiter = memchr(start, 0, rest.count) else { return collect(rest, deliver) }
            let end = UnsafeRawPointer(delimiter) - start
            collect(UnsafeRawBufferPointer(rebasing: rest[..<end]), deliver)
            rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
            delimited(deliver)
        }
    }

    /// The same for an array.
    package mutating func decode(_ bytes: [UInt8]) -> [DecodedFrame] {
        var found: [DecodedFrame] = []
        bytes.withUnsafeBytes { decode($0) { found.append($0) } }
        return found
    }

    private mutating func collect(_ bytes: UnsafeRawBufferPointer, _ deliver: (DecodedFrame) -> Void) {
        if isDiscarding || bytes.isEmpty { return }
        guard count + bytes.count <= collected.count else {
            isDiscarding = true
            count = 0
            return deliver(.corrupt(.tooLong))
        }
        let start = count
        collected.withUnsafeMutableBytes { target in
            UnsafeMutableRawBufferPointer(rebasing: target[start..<(start + bytes.count)]).copyMemory(from: bytes)
        }
        count += bytes.count
    }

    private mutating func delimited(_ deliver: (DecodedFrame) -> Void) {
        defer {
            isDiscarding = false
            count = 0
        }
        if count == 0 { return }
        do throws(FrameError) {
            deliver(.frame(try frame()))
        } catch {
            deliver(.corrupt(error))
        }
    }

    private mutating func frame() throws(FrameError) -> Frame {
        let stuffed = count
        let result = collected.withUnsafeMutableBytes { bytes in
            Result { () throws(FrameError) in
                let plain = try COBS.decodeInPlace(UnsafeMutableRawBufferPointer(rebasing: bytes[..<stuffed]))
                return (try FrameDecoder.header(UnsafeRawBufferPointer(rebasing: bytes[..<plain])), plain)
            }
        }
        let (header, plain) = try result.get()
        return Frame(header: header, body: collected[FrameHeader.byteCount..<(plain - 4)])
    }

    private static func header(_ plain: UnsafeRawBufferPointer) throws(FrameError) -> FrameHeader {
        guard plain.count >= FrameHeader.byteCount + 4 else { throw .tooShort }
        func integer<Value: FixedWidthInteger>(_ offset: Int, as: Value.Type = Value.self) -> Value {
            Value(littleEndian: plain.loadUnaligned(fromByteOffset: offset, as: Value.self))
        }
        let covered = UnsafeRawBufferPointer(rebasing: plain[..<(plain.count - 4)])
        guard CRC32C.checksum(of: covered) == integer(covered.count, as: UInt32.self) else { throw .checksum }
        guard plain[0] == FrameHeader.version else { throw .version(plain[0]) }
        guard let kind = FrameKind(rawValue: plain[1]) else { throw .kind(plain[1]) }
        guard let security = FrameSecurity(rawValue: plain[2]) else { throw .security(plain[2]) }
        let sequence: UInt16 = integer(16)
        guard plain[3] == 0, sequence == 0 || kind == .data else { throw .reserved }
        let bodyCount = covered.count - FrameHeader.byteCount
        guard integer(20, as: UInt16.self) == bodyCount, bodyCount <= Limits.frameBodyBytes else { throw .bodyLength }
        return FrameHeader(
            kind: kind, security: security, epoch: integer(4), counter: integer(12), sequence: sequence,
            acknowledge: integer(18))
    }
}
