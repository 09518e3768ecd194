internal import PumpModel

/// Takes the fields of one line in their order; each take is nil where the field is missing or no such value.
struct FieldReader {
    private var rest: ArraySlice<Substring>

    init(_ fields: ArraySlice<Substring>) { rest = fields }

    /// Whether every field was taken.
    var isAtEnd: Bool { rest.isEmpty }

    mutating func text() -> Substring? { rest.popFirst() }

    mutating func number<Number: FixedWidthInteger>() -> Number? { rest.popFirst().flatMap { Number($0) } }

    mutating func quantity<Value: Quantity>() -> Value? {
        (number() as Int64?).flatMap { try? Value(raw: $0) }
    }

    mutating func timestamp() -> Timestamp? { rest.popFirst().flatMap { Timestamp(fields: $0) } }

    mutating func revision() -> ProgramRevision? { number().map(ProgramRevision.init) }

    mutating func code<Code: RawRepresentable<UInt8>>() -> Code? { number().flatMap(Code.init(rawValue:)) }

    mutating func flag() -> Bool? { rest.popFirst().flatMap { ["0": false, "1": true][$0] } }

    /// Takes `word` if it is next.
    mutating func skip(_ word: String) -> Bool {
        guard rest.first.map({ $0 == word }) ?? false else { return false }
        rest.removeFirst()
        return true
    }

    /// Reads a part that `word` announces: `.some(nil)` where it is not announced, nil where it is no such value.
    mutating func optional<Value>(_ word: String, _ read: (inout FieldReader) -> Value?) -> Value?? {
        skip(word) ? read(&self).map { .some($0) } : .some(nil)
    }
}
