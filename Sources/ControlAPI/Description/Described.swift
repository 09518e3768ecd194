/// A type of the API that stands in the description under a name, with a schema and an example that fits it.
protocol Described: Codable, Sendable {
    static var schemaName: String { get }
    static var schema: Schema { get }
    static var example: Self { get }
}

extension Described {
    static var schemaName: String { String(describing: Self.self) }
}

/// A closed set of names: the schema has the cases themselves, so that it can not differ from them.
protocol DescribedChoice: Described, CaseIterable, RawRepresentable where RawValue == String {
    static var words: String { get }
}

extension DescribedChoice {
    static var schema: Schema { .choice(allCases.map(\.rawValue), words) }
}
