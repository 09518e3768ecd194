internal import ControlAPI
internal import PumpModel

/// The members of one object of a request, taken one by one; what nobody took is refused at the end.
///
/// Every refusal names the member by its path ("program.mode") and says what it may be. A null where a member is
/// optional is the same as its absence; absence never means zero.
struct Members {
    private let path: String
    private var values: [String: JSONValue]
    private var known: [String] = []

    init(_ value: JSONValue) throws(ProblemError) {
        guard case .object(let values) = value else {
            throw .problem(.malformedJSON, "The body is \(value.kind).", "Send one JSON object.")
        }
        self.init(path: "", values: values)
    }

    private init(path: String, values: [String: JSONValue]) {
        self.path = path
        self.values = values
    }

    /// - Throws: when a member is left that was not asked for.
    func finish() throws(ProblemError) {
        guard let unknown = values.keys.sorted().first else { return }
        throw wrong(unknown, "There is no such member.", allowed: known.joined(separator: ", "))
    }

    func wrong(_ name: String, _ detail: String, allowed: String) -> ProblemError {
        .member(path + name, detail, allowed: allowed)
    }

    private mutating func take(_ name: String) -> JSONValue? {
        known.append(name)
        guard let value = values.removeValue(forKey: name), value != .null else { return nil }
        return value
    }

    private func required<Value>(_ name: String, _ value: Value?, _ allowed: String) throws(ProblemError) -> Value {
        guard let value else { throw wrong(name, "The member is missing.", allowed: allowed) }
        return value
    }

    private func mistyped(_ name: String, _ value: JSONValue, _ allowed: String) -> ProblemError {
        wrong(name, "The member is \(value.kind).", allowed: allowed)
    }
}

extension Members {
    mutating func optionalText(_ name: String, _ allowed: String) throws(ProblemError) -> String? {
        switch take(name) {
        case nil: return nil
        case .text(let text): return text
        case .number where allowed.hasPrefix("decimal text"):
            throw wrong(
                name, "The member is a number, which many clients pass through binary floating point.",
                allowed: allowed + ", in quotes")
        case .some(let value): throw mistyped(name, value, allowed)
        }
    }

    mutating func text(_ name: String, _ allowed: String) throws(ProblemError) -> String {
        try required(name, optionalText(name, allowed), allowed)
    }

    /// What a person gave: a name, a reason.
    mutating func optionalOperatorText(_ name: String) throws(ProblemError) -> String? {
        let allowed = "text of 1 to \(Limits.operatorTextBytes) bytes without control characters, not only spaces"
        guard let text = try optionalText(name, allowed) else { return nil }
        let isPrintable = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard (1...Limits.operatorTextBytes).contains(text.utf8.count), isPrintable,
            !text.allSatisfy(\.isWhitespace)
        else { throw wrong(name, "The text is not acceptable.", allowed: allowed) }
        return text
    }

    mutating func operatorText(_ name: String) throws(ProblemError) -> String {
        try required(name, optionalOperatorText(name), "text")
    }

    mutating func optionalInteger(
        _ name: String, _ range: ClosedRange<Int64>
    ) throws(ProblemError) -> Int64? {
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        switch take(name) {
        case nil: return nil
        case .number(let digits):
            guard let number = Int64(digits) else {
                throw wrong(name, "'\(digits.prefix(40))' is not a whole number here.", allowed: allowed)
            }
            guard range.contains(number) else { throw wrong(name, "\(number) is out of range.", allowed: allowed) }
            return number
        case .some(let value): throw mistyped(name, value, allowed)
        }
    }

    mutating func integer(_ name: String, _ range: ClosedRange<Int64>) throws(ProblemError) -> Int64 {
        try required(name, optionalInteger(name, range), "a whole number")
    }

    /// One of the names of a closed set.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String
    ) throws(ProblemError) -> Choice where Choice.RawValue == String {
        try choice(of: text(name, Choice.names), name)
    }

    private func choice<Choice: RawRepresentable & CaseIterable>(
        of text: String, _ name: String
    ) throws(ProblemError) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: text) else {
            throw wrong(name, "'\(text.prefix(40))' is none of them.", allowed: Choice.names)
        }
        return choice
    }

    /// Some of the names of a closed set.
    mutating func choices<Choice: RawRepresentable & CaseIterable>(
        _ name: String, _ count: ClosedRange<Int>
    ) throws(ProblemError) -> [Choice] where Choice.RawValue == String {
        var choices: [Choice] = []
        for value in try list(name, count) {
            guard case .text(let text) = value else { throw mistyped(name, value, "a list of \(Choice.names)") }
            choices.append(try choice(of: text, name))
        }
        return choices
    }

    /// The objects of a list within this one.
    mutating func objects(_ name: String, _ count: ClosedRange<Int>) throws(ProblemError) -> [Members] {
        var objects: [Members] = []
        for value in try list(name, count) {
            guard case .object(let values) = value else { throw mistyped(name, value, "a list of objects") }
            objects.append(Members(path: "\(path)\(name)[\(objects.count)].", values: values))
        }
        return objects
    }

    private mutating func list(_ name: String, _ count: ClosedRange<Int>) throws(ProblemError) -> [JSONValue] {
        let allowed = "a list of \(count.lowerBound) to \(count.upperBound)"
        switch take(name) {
        case nil: throw wrong(name, "The member is missing.", allowed: allowed)
        case .list(let values):
            guard count.contains(values.count) else {
                throw wrong(name, "The list has \(values.count).", allowed: allowed)
            }
            return values
        case .some(let value): throw mistyped(name, value, allowed)
        }
    }

    /// The members of an object within this one.
    mutating func object(_ name: String) throws(ProblemError) -> Members {
        try required(name, optionalObject(name), "an object")
    }

    mutating func optionalObject(_ name: String) throws(ProblemError) -> Members? {
        switch take(name) {
        case nil: nil
        case .object(let values): Members(path: path + name + ".", values: values)
        case .some(let value): throw mistyped(name, value, "an object")
        }
    }

    /// A quantity that is given once: as exact decimal text, or as a whole number of its smallest unit.
    mutating func quantity<Amount: Quantity>(
        _ type: Amount.Type, text textName: String, integer integerName: String
    ) throws(ProblemError) -> Amount {
        let text = try optionalText(textName, "decimal text in \(Amount.display.unit)")
        let raw = try optionalInteger(integerName, Amount.range)
        switch (text, raw) {
        case (let text?, nil):
            do { return try Amount(decimalText: text) } catch {
                throw wrong(textName, "\(error).", allowed: "decimal text in \(Amount.display.unit) such as \"120.5\"")
            }
        case (nil, let raw?): return Amount(checked: raw)
        case (nil, nil):
            throw wrong(
                textName, "The member is missing.",
                allowed: "decimal text in \(Amount.display.unit), or '\(path)\(integerName)' in \(Amount.smallestUnit)")
        case (_?, _?):
            throw wrong(textName, "The amount is given twice.", allowed: "'\(textName)' or '\(integerName)', not both")
        }
    }
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
    /// For messages.
    fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
