/// Samples as a RIFF/WAVE file: 16-bit PCM, one channel, little-endian.
enum WaveFile {
    static let headerBytes = 44

    static func bytes(of samples: [Int16]) -> [UInt8] {
        let dataBytes = UInt32(samples.count * 2)
        let rate = UInt32(ToneSynthesis.samplesPerSecond)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(headerBytes + samples.count * 2)
        bytes += "RIFF".utf8
        append(dataBytes + UInt32(headerBytes - 8), to: &bytes)
        bytes += "WAVEfmt ".utf8
        append(UInt32(16), to: &bytes)
        append(UInt16(1), to: &bytes)  // PCM
        append(UInt16(1), to: &bytes)  // channels
        append(rate, to: &bytes)
        append(rate * 2, to: &bytes)  // bytes per second
        append(UInt16(2), to: &bytes)  // bytes per frame
        append(UInt16(16), to: &bytes)  // bits per sample
        bytes += "data".utf8
        append(dataBytes, to: &bytes)
        for sample in samples { append(UInt16(bitPattern: sample), to: &bytes) }
        return bytes
    }

    private static func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }
}
