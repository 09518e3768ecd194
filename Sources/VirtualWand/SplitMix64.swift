/// A small reproducible source of random numbers: the whole state is one number, so that a seed replays a run.
///
/// Not for secrets. The sequence is that of the well-known SplitMix64 generator.
package struct SplitMix64: RandomNumberGenerator, Hashable, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True in `perMillion` of a million cases. Draws a number only when the answer is not certain.
    package mutating func happens(perMillion: UInt32) -> Bool {
        if perMillion == 0 { return false }
        return perMillion >= 1_000_000 || next() % 1_000_000 < UInt64(perMillion)
    }
}
