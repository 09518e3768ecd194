import AlarmDesk
import Testing

@Suite struct ToneTests {
    static let rate = 22_050

    static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }

    static func samples(_ bytes: [UInt8]) -> [Int] {
        stride(from: 44, to: bytes.count, by: 2).map {
            Int(Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8))
        }
    }

    /// Changes of sign, without the stretches of exact zero.
    static func crossings(_ samples: some Sequence<Int>) -> Int {
        var (count, sign) = (0, 0)
        for sample in samples where sample != 0 {
            if sign != 0, sample.signum() != sign { count += 1 }
            sign = sample.signum()
        }
        return count
    }

    static let files: [(String, Int)] = [("nonCritical", 1_000), ("critical", 3_000), ("lesson", 5_000)]

    static func file(_ name: String) -> [UInt8] {
        AlarmTone(rawValue: name)?.waveFile ?? AlarmTone.lessonWaveFile
    }

    @Test(arguments: files) func headerAndLength(_ name: String, _ milliseconds: Int) {
        let bytes = Self.file(name)
        let data = milliseconds * Self.rate / 1_000 * 2
        #expect(bytes.count == 44 + data)
        #expect(String(decoding: bytes[0..<4], as: UTF8.self) == "RIFF")
        #expect(Self.number(bytes, 4, 4) == bytes.count - 8)
        #expect(String(decoding: bytes[8..<16], as: UTF8.self) == "WAVEfmt ")
        #expect(Self.number(bytes, 16, 4) == 16)
        #expect(Self.number(bytes, 20, 2) == 1)
        #expect(Self.number(bytes, 22, 2) == 1)
        #expect(Self.number(bytes, 24, 4) == Self.rate)
        #expect(Self.number(bytes, 28, 4) == Self.rate * 2)
        #expect(Self.number(bytes, 32, 2) == 2)
        #expect(Self.number(bytes, 34, 2) == 16)
        #expect(String(decoding: bytes[36..<40], as: UTF8.self) == "data")
        #expect(Self.number(bytes, 40, 4) == data)
    }

    @Test(arguments: files) func loudEnoughAndNeverClipped(_ name: String, _ milliseconds: Int) throws {
        let samples = Self.samples(Self.file(name))
        let peak = try #require(samples.map(abs).max())
        #expect((24_000...24_576).contains(peak))
    }

    /// A step from one sample to the next no higher than the steepest slope of the tone: nothing clicks.
    @Test(arguments: files) func noClicks(_ name: String, _ milliseconds: Int) throws {
        let samples = Self.samples(Self.file(name))
        let steepest = try #require(zip(samples, samples.dropFirst()).map { abs($0 - $1) }.max())
        #expect(steepest <= 24_576 * 2 * 960 * 3_142 / 1_000 / Self.rate + 24)
        #expect(samples.first == 0 && samples.last == 0)
        #expect(samples.prefix(8).map(abs).max().map { $0 < 1_000 } == true)
        #expect(samples.suffix(8).map(abs).max().map { $0 < 1_000 } == true)
    }

    @Test(arguments: AlarmTone.allCases) func thePitchesAreWhatIsSaid(_ tone: AlarmTone) {
        let samples = Self.samples(tone.waveFile)
        var start = 0
        for note in tone.notes {
            let count = note.milliseconds * Self.rate / 1_000
            let expected = 2 * note.hertz * note.milliseconds / 1_000
            #expect(abs(Self.crossings(samples[start..<start + count]) - expected) <= 2)
            #expect((150...1_000).contains(note.hertz))
            start += count
        }
        #expect(start == samples.count)
    }

    /// The wave is a sine: its power is half of what the square of its peak would be, and its mean is nothing.
    @Test func theWaveIsASine() {
        let samples = Self.samples(AlarmTone.nonCritical.waveFile)[2_205..<19_845]
        let mean = samples.reduce(0, +) / samples.count
        let power = samples.reduce(0) { $0 + $1 * $1 } / samples.count
        #expect(abs(mean) <= 20)
        #expect(abs(power - 24_576 * 24_576 / 2) < 24_576 * 24_576 / 200)
    }

    @Test func theTwoCanNotBeConfused() {
        #expect(AlarmTone.nonCritical.milliseconds == 1_000 && AlarmTone.critical.milliseconds == 3_000)
        #expect(Set(AlarmTone.nonCritical.notes).count == 1)
        #expect(Set(AlarmTone.critical.notes).count == 2)
        #expect(Set(AlarmTone.critical.notes.map(\.hertz)).isDisjoint(with: AlarmTone.nonCritical.notes.map(\.hertz)))
        #expect(zip(AlarmTone.critical.notes, AlarmTone.critical.notes.dropFirst()).allSatisfy { $0.hertz != $1.hertz })
    }

    @Test func theLessonHasBothWithSilenceBetween() {
        let samples = Self.samples(AlarmTone.lessonWaveFile)
        #expect(Array(samples[..<Self.rate]) == Self.samples(AlarmTone.nonCritical.waveFile))
        #expect(samples[Self.rate..<2 * Self.rate].allSatisfy { $0 == 0 })
        #expect(Array(samples[(2 * Self.rate)...]) == Self.samples(AlarmTone.critical.waveFile))
    }
}
