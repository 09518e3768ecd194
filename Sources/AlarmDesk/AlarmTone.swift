/// The two sounds that a family learns, as a pump makes them, and as the workstation makes them after it.
///
/// The pitches are this project's own choice: pumps differ, and what counts is that the two can not be confused. All are
/// between 150 and 1000 Hz, where small loudspeakers and old ears still hear them.
package enum AlarmTone: String, Hashable, Sendable, CaseIterable {
    /// One tone of 1 s, about once an hour: the patient still receives drug.
    case nonCritical
    /// Two tones in turn for 3 s, every 10 min: the patient does not receive the right drug.
    case critical

    /// A stretch of one pitch; 0 Hz is silence.
    package struct Note: Hashable, Sendable {
        package var hertz: Int
        package var milliseconds: Int
    }

    /// What is heard, in order.
    package var notes: [Note] {
        switch self {
        case .nonCritical: [Note(hertz: 520, milliseconds: 1_000)]
        case .critical:
            Array(repeating: [Note(hertz: 960, milliseconds: 500), Note(hertz: 720, milliseconds: 500)], count: 3)
                .flatMap(\.self)
        }
    }

    package var milliseconds: Int { notes.reduce(0) { $0 + $1.milliseconds } }

    /// A WAV file: PCM, 16 bits, mono, 22,050 samples a second.
    package var waveFile: [UInt8] { WaveFile.bytes(of: ToneSynthesis.samples(of: notes)) }

    /// Both, one after the other with a second between them, for families to learn the difference: first the one that
    /// may wait, then the one that may not.
    package static var lesson: [Note] {
        AlarmTone.nonCritical.notes + [Note(hertz: 0, milliseconds: 1_000)] + AlarmTone.critical.notes
    }

    /// The lesson as a WAV file, like `waveFile`.
    package static var lessonWaveFile: [UInt8] { WaveFile.bytes(of: ToneSynthesis.samples(of: lesson)) }
}
