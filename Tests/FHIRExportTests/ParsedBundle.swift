import ClinicalRecord
import FHIRExport
import Foundation
import Testing

/// JSON as a reader outside this target sees it: parsed by Foundation.
indirect enum Parsed: Decodable, Equatable {
    case text(String)
    /// As Foundation's decimal writes it.
    case number(String)
    case boolean(Bool)
    case list([Parsed])
    case object([String: Parsed])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        // the most frequent kind first: each miss costs an error
        if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let members = try? value.decode([String: Parsed].self) {
            self = .object(members)
        } else if let items = try? value.decode([Parsed].self) {
            self = .list(items)
        } else if let number = try? value.decode(Decimal.self) {
            self = .number(number.description)
        } else {
            self = .boolean(try value.decode(Bool.self))
        }
    }

    /// The member at a path of names and indices with points between them: "code.coding.0.code".
    subscript(path: String) -> Parsed? {
        path.split(separator: ".").reduce(Optional(self)) { value, step in
            switch value {
            case .object(let members): members[String(step)]
            case .list(let items): Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil }
            case .text, .number, .boolean, nil: nil
            }
        }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var items: [Parsed] { if case .list(let items) = self { items } else { [] } }

    /// This value and every one below it, with the name it stands under.
    var everything: [(name: String, value: Parsed)] {
        switch self {
        case .text, .number, .boolean: []
        case .list(let items): items.flatMap { [("", $0)] + $0.everything }
        case .object(let members): members.flatMap { [($0.key, $0.value)] + $0.value.everything }
        }
    }
}

/// A bundle that was exported and read again.
struct ParsedBundle {
    let bytes: [UInt8]
    let root: Parsed

    init(_ record: ClinicalRecord) throws {
        bytes = FHIRExport.bundle(of: record)
        root = try JSONDecoder().decode(Parsed.self, from: Data(bytes))
    }

    var entries: [Parsed] { root["entry"]?.items ?? [] }

    /// The resources of a type, in their order.
    func resources(_ type: String) -> [Parsed] {
        entries.compactMap { $0["resource"] }.filter { $0["resourceType"]?.text == type }
    }

    /// The Observation of a local code.
    func observation(_ code: String) -> Parsed? {
        resources("Observation").first { observation in
            observation["code.coding"]?.items.contains { $0["code"]?.text == code } ?? false
        }
    }

    var string: String { String(decoding: bytes, as: UTF8.self) }
}
