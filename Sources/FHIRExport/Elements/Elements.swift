import PumpModel

/// FHIR's data types as JSON.
extension JSONValue {
    static func coding(_ system: String, _ code: String, display: String? = nil) -> JSONValue {
        .object(["system": .text(system), "code": .text(code), "display": display.map(JSONValue.text)])
    }

    /// A coding of a local system for a name from outside; nil for a name that can be no code.
    static func localCoding(_ system: String, _ name: String) -> JSONValue? {
        code(name).map { .object(["system": .text(CodeSystem.local(system)), "code": $0]) }
    }

    /// A CodeableConcept of text from this target.
    static func concept(_ text: String, _ codings: JSONValue?...) -> JSONValue {
        .object(["coding": items(codings), "text": .text(text)])
    }

    /// A CodeableConcept of text from outside; nil when neither text nor coding is left.
    static func outsideConcept(_ text: String?, _ codings: JSONValue?...) -> JSONValue? {
        fields(["coding": items(codings), "text": clean(text)])
    }

    /// An Identifier of a local system; nil where nothing is left of `value`.
    static func identifier(_ system: String, _ value: String) -> JSONValue? {
        clean(value).map { .object(["system": .text(CodeSystem.local(system)), "value": $0]) }
    }

    /// A reference to somebody who has no resource in the bundle.
    static func logicalReference(_ type: String, _ identifier: JSONValue, display: String) -> JSONValue {
        .object(["type": .text(type), "identifier": identifier, "display": clean(display)])
    }

    /// An Annotation by nobody in particular; nil where nothing is left of `text`.
    static func note(_ text: String?) -> JSONValue? { clean(text).map { .object(["text": $0]) } }

    /// A dateTime or an instant, in UTC with milliseconds.
    static func instant(_ time: Timestamp) -> JSONValue { .text(time.description) }

    /// A quantity with its UCUM unit.
    static func quantity(_ value: ExactDecimal, _ unit: Unit) -> JSONValue {
        .object([
            "value": .decimal(value), "unit": .text(unit.name), "system": .text(CodeSystem.ucum),
            "code": .text(unit.code),
        ])
    }

    static func quantity(_ dose: DailyDose) -> JSONValue {
        quantity(ExactDecimal(dose.nanogramsPerDay, decimals: 3), .microgramsPerDay)
    }

    static func quantity(_ volume: Volume) -> JSONValue {
        quantity(ExactDecimal(volume.nanoliters, decimals: 6), .milliliters)
    }

    static func quantity(_ flow: Flow) -> JSONValue {
        quantity(ExactDecimal(flow.nanolitersPerDay, decimals: 6), .millilitersPerDay)
    }
}
