#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

extension COBS {
    /// Writes full blocks: 255 and 254 bytes each. A function of its own, so that short frames do not pay for it.
    @inline(never)
    static func copyFullBlocks(_ count: Int, from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer) {
        for block in 0..<count {
            target.storeBytes(of: 255, toByteOffset: block * 255, as: UInt8.self)
            memcpy(target + block * 255 + 1, source + block * 254, 254)
        }
    }

    /// Moves a run of `count` bytes down to `target`, which lies before `source` and may overlap it. Writes these bytes
    /// and no other, because the next block stands right behind them.
    ///
    /// Most runs are short, and a call of memmove costs more than the few bytes: those are moved here as their first and
    /// last word, both loaded before either is stored.
    @inline(__always)
    static func moveRun(_ count: Int, from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer) {
        if count > 32 {
            memmove(target, source, count)
        } else if count > 16 {
            moveEnds(SIMD2<UInt64>.self, count, source, target)
        } else if count >= 8 {
            moveEnds(UInt64.self, count, source, target)
        } else if count >= 4 {
            moveEnds(UInt32.self, count, source, target)
        } else if count >= 2 {
            moveEnds(UInt16.self, count, source, target)
        } else if count == 1 {
            target.storeBytes(of: source.load(as: UInt8.self), as: UInt8.self)
        }
    }

    /// Moves a run that is at least one word long and at most two.
    @inline(__always)
    private static func moveEnds<Word: BitwiseCopyable>(
        _: Word.Type, _ count: Int, _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer
    ) {
        let last = count - MemoryLayout<Word>.size
        let words = (source.loadUnaligned(as: Word.self), source.loadUnaligned(fromByteOffset: last, as: Word.self))
        target.storeBytes(of: words.0, as: Word.self)
        target.storeBytes(of: words.1, toByteOffset: last, as: Word.self)
    }
}
