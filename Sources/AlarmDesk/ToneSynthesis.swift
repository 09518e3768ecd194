/// Notes as samples, in whole numbers only: the same bytes on every machine.
enum ToneSynthesis {
    static let samplesPerSecond = 22_050
    /// The loudest sample: three quarters of what 16 bits hold, so that no mixer behind it clips.
    static let peak: Int64 = 24_576
    /// Each note swells and fades over this many samples (10 ms): a tone that starts or ends at once clicks.
    static let fadeSamples = 220

    static func samples(of notes: [AlarmTone.Note]) -> [Int16] {
        var samples: [Int16] = []
        for note in notes {
            let count = note.milliseconds * samplesPerSecond / 1_000
            for index in 0..<count {
                // the phase counts a whole turn as `samplesPerSecond`, so that it is exact
                let phase = index * note.hertz % samplesPerSecond
                let gain = Int64(min(fadeSamples, index, count - 1 - index))
                let value = sine(Int64(phase)) * peak * gain / (Int64(fadeSamples) * one)
                samples.append(Int16(clamping: value))
            }
        }
        return samples
    }

    /// 1 in fixed point.
    private static let one: Int64 = 1 << 15

    /// The sine of `phase`, of which `samplesPerSecond` are a whole turn, times `one`; off by less than 0.1 %.
    static func sine(_ phase: Int64) -> Int64 {
        // quarters of a turn, as a quarter and how far into it
        let (quarter, rest) = (phase * 4).quotientAndRemainder(dividingBy: Int64(samplesPerSecond))
        let into = rest * one / Int64(samplesPerSecond)
        switch quarter {
        case 0: return rising(into)
        case 1: return rising(one - into)
        case 2: return -rising(into)
        default: return -rising(one - into)
        }
    }

    /// sin(x * pi / 2) for x in 0...1: the odd polynomial of fifth degree that meets the sine at 0 and 1 with its slopes,
    /// x * (pi/2 - x^2 * (pi - 5/2 - x^2 * (pi/2 - 3/2))).
    private static func rising(_ x: Int64) -> Int64 {
        let square = x * x / one
        return x * (51_472 - square * (21_024 - square * 2_320 / one) / one) / one
    }
}
