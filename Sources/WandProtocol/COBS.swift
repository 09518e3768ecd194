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
        guard let source = input.baseAddress, let target = output.baseAddress, !input.isEmpty else {
            output[0] = 1
            return 1
        }
        var read = source
        let end = source + input.count
        var written = target
        while true {
            if read.load(as: UInt8.self) == 0 {
                // runs of zeros are common in short messages, and need no call at all
                written.storeBytes(of: 1, as: UInt8.self)
                written += 1
            } else {
                // the end of the run is looked for once, however many full blocks lie before it
                var run = memchr(read, 0, end - read).map { UnsafeRawPointer($0) - read } ?? end - read
                if run >= 254 {
                    let blocks = run / 254
                    copyFullBlocks(blocks, from: read, to: written)
                    read += blocks * 254
                    written += blocks * 255
                    run -= blocks * 254
                    if read == end { return written - target }
                }
                written.storeBytes(of: UInt8(truncatingIfNeeded: run + 1), as: UInt8.self)
                moveRun(run, from: read, to: written + 1)
                written += run + 1
                read += run
                if read == end { return written - target }
            }
            read += 1  // the zero that the block stands for
            if read == end {
                written.storeBytes(of: 1, as: UInt8.self)
                return written + 1 - target
            }
        }
    }

    /// Decodes `bytes`, which hold no zero, in place; returns how many decoded bytes now stand at their beginning.
    /// - Throws: `FrameError.stuffing` when a block runs past the end or the encoding is not the one encoding.
    package static func decodeInPlace(_ bytes: UnsafeMutableRawBufferPointer) throws(FrameError) -> Int {
        guard let base = bytes.baseAddress, bytes.count > 0 else { throw .stuffing }
        let end = base + bytes.count
        var read = base
        var written = base
        while true {
            let run = Int(read.load(as: UInt8.self)) - 1
            read += 1
            guard run >= 0, run <= end - read else { throw .stuffing }
            if run > 0 { moveRun(run, from: read, to: written) }
            read += run
            written += run
            if read == end { return written - base }
            if run < 254 {
                written.storeBytes(of: 0, as: UInt8.self)
                written += 1
            } else if end - read == 1, read.load(as: UInt8.self) == 1 {
                throw .stuffing  // an empty block after a full one: a second way to write the same bytes
            }
        }
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
