@testable import ControlAPI

/// Checks values against the part of JSON Schema that the description uses. A keyword that it does not know is a
/// complaint of its own, so that nothing is taken for checked that is not.
struct SchemaCheck {
    /// The document that references point into.
    let document: JSONTree

    /// What is wrong with a value, each with its place; nothing when it fits.
    func complaints(of value: JSONTree, against schema: JSONTree, at place: String = "$") -> [String] {
        schema.members.flatMap { keyword in
            complaints(of: value, keyword.name, keyword.value, in: schema, at: place)
        }
    }

    /// What a reference such as `#/components/schemas/Pump` names.
    func resolve(_ reference: String) -> JSONTree? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(document) { tree, name in tree?[String(name)] }
    }

    private func complaints(
        of value: JSONTree, _ keyword: String, _ content: JSONTree, in schema: JSONTree, at place: String
    ) -> [String] {
        func complaint(_ isWrong: Bool, _ words: String) -> [String] { isWrong ? ["\(place): \(words)"] : [] }
        switch keyword {
        case "description", "discriminator": return []
        case "$ref":
            guard let target = content.string.flatMap(resolve) else { return ["\(place): \(content) leads nowhere"] }
            return complaints(of: value, against: target, at: place)
        case "type":
            let types = content.string.map { [$0] } ?? content.elements.compactMap(\.string)
            return complaint(!types.contains(value.type), "is \(value.type), not \(types)")
        case "const": return complaint(value != content, "is not \(content)")
        case "enum": return complaint(!content.elements.contains(value), "is none of \(content.elements)")
        case "anyOf", "oneOf":
            let fits = content.elements.filter { complaints(of: value, against: $0, at: place).isEmpty }.count
            return complaint(keyword == "oneOf" ? fits != 1 : fits == 0, "fits \(fits) of \(keyword)")
        case "allOf": return content.elements.flatMap { complaints(of: value, against: $0, at: place) }
        case "required":
            guard case .object = value else { return [] }
            return content.elements.compactMap(\.string).filter { value[$0] == nil }.map { "\(place): lacks \($0)" }
        case "properties":
            return content.members.flatMap { member in
                value[member.name].map { complaints(of: $0, against: member.value, at: place + "." + member.name) }
                    ?? []
            }
        case "additionalProperties":
            guard content == .bool(false) else { return [] }
            let known = Set(schema["properties"]?.members.map(\.name) ?? [])
            return value.members.filter { !known.contains($0.name) }.map { "\(place): has \($0.name)" }
        case "maxProperties": return complaint(!atMost(value.members.count, content), "has too many members")
        case "items":
            let first = schema["prefixItems"]?.elements.count ?? 0
            return value.elements.enumerated().dropFirst(first).flatMap { index, element in
                complaints(of: element, against: content, at: "\(place)[\(index)]")
            }
        case "prefixItems":
            return zip(content.elements, value.elements).enumerated().flatMap { index, pair in
                complaints(of: pair.1, against: pair.0, at: "\(place)[\(index)]")
            }
        case "uniqueItems":
            return complaint(Set(value.elements).count != value.elements.count, "has an element twice")
        case "minItems": return value.ifList { complaint(!atLeast($0.count, content), "has too few elements") }
        case "maxItems": return value.ifList { complaint(!atMost($0.count, content), "has too many elements") }
        case "minLength": return value.ifText { complaint(!atLeast($0.unicodeScalars.count, content), "is too short") }
        case "maxLength": return value.ifText { complaint(!atMost($0.unicodeScalars.count, content), "is too long") }
        case "pattern":
            guard let pattern = content.string, let expression = try? Regex(pattern) else {
                return ["\(place): no pattern"]
            }
            return value.ifText {
                complaint((try? expression.firstMatch(in: $0)) == nil, "'\($0)' does not match \(pattern)")
            }
        case "minimum": return value.ifNumber { complaint($0 < content.number ?? .max, "\($0) is too small") }
        case "maximum": return value.ifNumber { complaint($0 > content.number ?? .min, "\($0) is too large") }
        case "multipleOf":
            return value.ifNumber { complaint(!$0.isMultiple(of: content.number ?? 0), "\($0) is no multiple") }
        default: return ["\(place): the keyword \(keyword) is not checked"]
        }
    }

    private func atMost(_ count: Int, _ limit: JSONTree) -> Bool { limit.number.map { Int128(count) <= $0 } ?? false }

    private func atLeast(_ count: Int, _ limit: JSONTree) -> Bool { limit.number.map { Int128(count) >= $0 } ?? false }
}

extension JSONTree {
    /// By the names of JSON Schema; every number of the API is an integer.
    fileprivate var type: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "integer"
        case .text: "string"
        case .list: "array"
        case .object: "object"
        }
    }

    fileprivate var number: Int128? {
        guard case .number(let digits) = self else { return nil }
        return Int128(digits)
    }

    fileprivate func ifNumber(_ check: (Int128) -> [String]) -> [String] { number.map(check) ?? [] }

    fileprivate func ifText(_ check: (String) -> [String]) -> [String] { string.map(check) ?? [] }

    fileprivate func ifList(_ check: ([JSONTree]) -> [String]) -> [String] {
        guard case .list(let elements) = self else { return [] }
        return check(elements)
    }
}
