#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Consistent Overhead Byte Stuffing: bytes without any 0x00, so that 0x00 can end a frame and nothing else.
///
/// A block is a code byte `c` (1...255) and `c - 1` bytes that are not zero; every block but a full one (255) and the
/// last stands for a 0x00 after it. There is one encoding of every input: a full block that ends the input is not
/// followed by an empty one.
package enum COBS {
    /// The most bytes that `count` bytes can become.
    package static func encodedLimit(_ count: Int) -> Int { count + count / 254 + 1 }

    /// Encodes `input` into `output`, which has room for `encodedLimit(input.count)` bytes; returns the bytes written.
    /// Goes by runs: finds the next zero, copies what lies before it.
    package static func encode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int {
        precondition(output.count >= encodedLimit(input.count), "COBS: the output is too small")
        guard let source = input.baseAddress, let target = output.baseAddress else {
            output[0] = 1
            return 1
        }
        var read = 0
        var written = 0
        while true {
            let room = min(254, input.count - read)
            let run = zero(in: source + read, count: room) ?? room
            target.storeBytes(of: UInt8(run + 1), toByteOffset: written, as: UInt8.self)
            (target + written + 1).copyMemory(from: source + read, byteCount: run)
            read += run
            written += run + 1
            if read == input.count { return written }
            if run < 254 {
                read += 1  // the zero that the block stands for
                if read == input.count {
                    target.storeBytes(of: 1, toByteOffset: written, as: UInt8.self)
                    return written + 1
                }
            }
        }
    }

    /// Decodes `bytes`, which hold no zero, in place; returns how many decoded bytes now stand at their beginning.
    /// - Throws: `FrameError.stuffing` when a block runs past the end or the encoding is not the one encoding.
    package static func decodeInPlace(_ bytes: UnsafeMutableRawBufferPointer) throws(FrameError) -> Int {
        guard let base = bytes.baseAddress, bytes.count > 0 else { throw .stuffing }
        var read = 0
        var written = 0
        while read < bytes.count {
            let run = Int(bytes[read]) - 1
            read += 1
            guard run >= 0, read + run <= bytes.count else { throw .stuffing }
            memmove(base + written, base + read, run)
            read += run
            written += run
            let isLast = read == bytes.count
            if run < 254, !isLast {
                bytes[written] = 0
                written += 1
            } else if run == 254, !isLast, bytes.count - read == 1, bytes[read] == 1 {
                throw .stuffing  // an empty block after a full one: a second way to write the same bytes
            }
        }
        return written
    }

    private static func zero(in bytes: UnsafeRawPointer, count: Int) -> Int? {
        count == 0 ? nil : memchr(bytes, 0, count).map { UnsafeRawPointer($0) - bytes }
    }
}

extension COBS {
    /// The encoding of `bytes`.
    package static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: encodedLimit(bytes.count)) { target, count in
            count = bytes.withUnsafeBytes { encode($0, into: UnsafeMutableRawBufferPointer(target)) }
        }
    }

    /// What `bytes` stand for.
    /// - Throws: `FrameError.stuffing` when they are not the one encoding of anything.
    package static func decoded(_ bytes: [UInt8]) throws(FrameError) -> [UInt8] {
        guard !bytes.contains(0) else { throw .stuffing }
        var copy = bytes
        let result = copy.withUnsafeMutableBytes { target in
            Result { () throws(FrameError) in try decodeInPlace(target) }
        }
        return Array(copy.prefix(try result.get()))
    }
}
