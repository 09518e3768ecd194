import PumpModel

/// How one kind of value is written in the file, in both directions: `parse` takes what `text` gives.
struct ValueFormat<Value>: Sendable {
    /// A text that is taken, for messages.
    var example: String
    /// Never given an empty text.
    var parse: @Sendable (String) throws(ValueProblem) -> Value
    var text: @Sendable (Value) -> String
}

extension ValueFormat where Value: Quantity {
    /// A number with the quantity's customary unit, within `range`.
    static func quantity(_ range: ClosedRange<Int64>, article: String = "a", example: String) -> ValueFormat {
        let name = "\(article) \(Value.quantityName)"
        let bounds = (Value(checked: range.lowerBound).description, Value(checked: range.upperBound).description)
        return ValueFormat(example: example) { text throws(ValueProblem) in
            do throws(QuantityError) {
                let value = try Value(text: text)
                if range.contains(value.rawValue) { return value }
            } catch {
                throw ValueProblem(error, text: text, name: name, bounds: bounds, example: example)
            }
            throw ValueProblem(outOfRange: text, bounds: bounds)
        } text: {
            $0.description
        }
    }
}

extension ValueFormat where Value == Int64 {
    /// A percentage kept in steps of one of `Steps`: whole percent or per mille.
    static func percentage<Steps: Quantity>(_ steps: Steps.Type, example: String) -> ValueFormat {
        let inner = ValueFormat<Steps>.quantity(Steps.range, example: example)
        return ValueFormat(example: example) { text throws(ValueProblem) in
            try inner.parse(text).rawValue
        } text: {
            Steps(checked: $0).description
        }
    }
}

extension ValueFormat where Value: RawRepresentable & CaseIterable & SendableMetatype, Value.RawValue == String {
    /// One of a few words; `refused` explains words that one might expect to be among them.
    static func word(_ what: String, refused: [String: String] = [:]) -> ValueFormat {
        let words = Value.allCases.map(\.rawValue)
        return ValueFormat(example: words.first ?? "") { text throws(ValueProblem) in
            if let value = Value(rawValue: text) { return value }
            if let reason = refused[text] { throw ValueProblem(found: "'\(text)' is refused", allowed: reason) }
            let hint = Suggestion.nearest(to: text, among: words).map { "did you mean '\($0)'?" }
            throw ValueProblem(
                found: "'\(text)' is not a \(what)", allowed: hint ?? "use \(words.joined(separator: ", "))")
        } text: {
            $0.rawValue
        }
    }
}

extension ValueProblem {
    init(outOfRange text: String, bounds: (String, String)) {
        self.init(found: "'\(text)' is out of range", allowed: "from \(bounds.0) to \(bounds.1)")
    }

    /// - Parameter name: what the text is not, with its article: "a daily dose".
    /// - Parameter bounds: the least and the largest value that the key takes.
    init(_ error: QuantityError, text: String, name: String, bounds: (String, String), example: String) {
        switch error {
        case .outOfRange: self.init(outOfRange: text, bounds: bounds)
        case .tooFine(_, _, let smallest):
            self.init(found: "'\(text)' is finer than \(name) can be", allowed: "the smallest step is \(smallest)")
        case .malformed, .overflow:
            let isBareNumber = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
            self.init(
                found: isBareNumber ? "'\(text)' has no unit" : "'\(text)' is not \(name)",
                allowed: "write it like '\(example)'")
        }
    }
}
