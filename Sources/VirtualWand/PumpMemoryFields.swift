internal import PumpModel

/// Fields of one line, separated by spaces, in raw units.
extension Timestamp {
    var fields: String { String(millisecondsSince1970) }

    init?(fields text: some StringProtocol) {
        guard let raw = Int64(text), let value = try? Timestamp(millisecondsSince1970: raw) else { return nil }
        self = value
    }
}

extension PumpCondition {
    static func set(text: String) -> Set<PumpCondition>? {
        let names = text.split(separator: ",")
        let conditions = names.compactMap { PumpCondition(rawValue: String($0)) }
        return conditions.count == names.count ? Set(conditions) : nil
    }
}

extension DeliveredHours {
    /// The running hour's number, then each hour's parts, the running one first.
    var fields: String { "\(running) " + parts.map { String($0) }.joined(separator: " ") }
}

extension FieldReader {
    mutating func hours() -> DeliveredHours? {
        guard let running: Int64 = number() else { return nil }
        var parts: [Int128] = []
        while !isAtEnd {
            guard let part: Int128 = number() else { return nil }
            parts.append(part)
        }
        return DeliveredHours(running: running, parts: parts)
    }

    mutating func flowRange() -> ClosedRange<Flow>? {
        guard let lower: Flow = quantity(), let upper: Flow = quantity(), lower <= upper else { return nil }
        return lower...upper
    }
}
