/// Random numbers that a seed repeats (SplitMix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number of `range`; in one of four draws one of its ends.
    mutating func number<Value: FixedWidthInteger>(_ range: ClosedRange<Value>) -> Value {
        switch UInt8.random(in: 0..<8, using: &self) {
        case 0: range.lowerBound
        case 1: range.upperBound
        default: Value.random(in: range, using: &self)
        }
    }

    mutating func any<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) -> Value { number(.min ... .max) }

    mutating func one<Value>(of choices: [Value]) -> Value { choices[Int.random(in: 0..<choices.count, using: &self)] }

    /// `count` bytes, of which about one in four is zero.
    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in Bool.random(using: &self) && Bool.random(using: &self) ? 0 : any() }
    }

    mutating func optional<Value>(_ make: (inout Seeded) -> Value) -> Value? {
        Bool.random(using: &self) ? make(&self) : nil
    }
}
