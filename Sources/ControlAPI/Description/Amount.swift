/// An amount that stands twice in an answer, as exact decimal text and as a whole number, and once in a request.
struct Amount: Sendable {
    /// The name of the member with decimal text.
    var text: String
    /// The name of the member with the whole number.
    var whole: String
    /// In smallest units.
    var maximum: Int64
    /// Places between the unit of the text and the smallest one.
    var decimals: Int
    /// A request may not ask for nothing of it.
    var isPositive = false

    static let dailyDose = Amount(
        text: "doseMicrogramsPerDay", whole: "doseNanogramsPerDay", maximum: API.Bounds.doseNanograms, decimals: 3)
    static let bolus = Amount(
        text: "doseMicrograms", whole: "doseNanograms", maximum: API.Bounds.doseNanograms, decimals: 3,
        isPositive: true)
    static let timedVolume = volume("volume", isPositive: true)
    static let dayTotal = Amount(
        text: "totalMicrograms", whole: "totalNanograms", maximum: API.Bounds.doseNanograms, decimals: 3)
    static let rate = Amount(
        text: "microgramsPerHour", whole: "nanogramsPerHour", maximum: API.Bounds.rateNanogramsPerHour, decimals: 3)
    static let catheterLength = Amount(
        text: "catheterCentimeters", whole: "catheterMicrometers", maximum: API.Bounds.lengthMicrometers, decimals: 4)

    static func volume(_ name: String, isPositive: Bool = false) -> Amount {
        Amount(
            text: name + "Milliliters", whole: name + "Nanoliters", maximum: API.Bounds.volumeNanoliters, decimals: 6,
            isPositive: isPositive)
    }
}

/// Whether a schema is that of an answer or that of what a client orders.
enum Form {
    case answer
    case order

    /// The name of the component of a type in this form.
    func name(_ name: String) -> String { self == .answer ? name : name + "Order" }
}

extension Amount {
    fileprivate var textSchema: Schema {
        .text(pattern: Pattern.decimal(to: maximum, decimals: decimals, isPositive: isPositive))
    }

    fileprivate var wholeSchema: Schema { .whole(in: (isPositive ? 1 : 0)...maximum) }

    fileprivate func members(_ form: Form) -> Schema.Members {
        switch form {
        case .answer: [(text, .text(pattern: Pattern.decimal)), (whole, .whole())]
        case .order: [(text, textSchema.optionalInRequest), (whole, wholeSchema.optionalInRequest)]
        }
    }

    /// That a request gives it once.
    fileprivate var once: Schema {
        func given(_ name: String, _ schema: Schema, not other: String) -> Schema {
            Schema([
                "required": [.text(name)],
                "properties": .object([
                    .init(name: name, value: schema.tree), .init(name: other, value: Schema.null.tree),
                ]),
            ])
        }
        return .oneOf([given(text, textSchema, not: whole), given(whole, wholeSchema, not: text)])
    }
}

extension Schema {
    /// An object with amounts.
    static func object(
        _ form: Form, _ words: String? = nil, amounts: [Amount], _ members: KeyValuePairs<String, Schema>
    ) -> Schema {
        object(form, words, amounts: amounts, members.map { ($0.key, $0.value) })
    }

    static func object(_ form: Form, _ words: String? = nil, amounts: [Amount], _ members: Members) -> Schema {
        var schema = object(words, members + amounts.flatMap { $0.members(form) })
        guard form == .order, let first = amounts.first else { return schema }
        if amounts.count == 1 {
            schema.keywords += first.once.keywords
        } else {
            schema.keywords["allOf"] = .list(amounts.map(\.once.tree))
        }
        return schema
    }
}
