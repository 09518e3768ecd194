/// A unit as people read it and by its UCUM code (case sensitive).
struct Unit: Hashable, Sendable {
    /// "mcg/day": the sign for micro is misread, and the UCUM code of the day is not a word.
    let name: String
    /// "ug/d".
    let code: String

    static let days = Unit(name: "days", code: "d")
    static let micrograms = Unit(name: "mcg", code: "ug")
    static let microgramsPerDay = Unit(name: "mcg/day", code: "ug/d")
    static let microgramsPerHour = Unit(name: "mcg/h", code: "ug/h")
    static let milliliters = Unit(name: "mL", code: "mL")
    static let millilitersPerDay = Unit(name: "mL/day", code: "mL/d")
    static let milliseconds = Unit(name: "ms", code: "ms")
    /// A bare number.
    static let one = Unit(name: "1", code: "1")

    /// The unit as a CodeableConcept.
    var concept: JSONValue { .concept(name, .coding(CodeSystem.ucum, code)) }
}
