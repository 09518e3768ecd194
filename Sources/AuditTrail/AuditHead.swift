/// The place of one record in a trail: its number and its hash, which stands for that record and all before it.
///
/// Kept elsewhere (on paper, in another system), it convicts whoever cuts the end off a trail or rewrites all of it.
/// As text it is `SEQUENCE:HASH`, in decimal digits without leading zeros and 64 lower-case hex digits.
public struct AuditHead: Hashable, Sendable {
    /// The head of a trail without records: the first record has number 1.
    public static let beginning = AuditHead(sequence: 0, hash: .beginning)

    public let sequence: Int64
    public let hash: AuditHash

    public init(sequence: Int64, hash: AuditHash) {
        self.sequence = sequence
        self.hash = hash
    }

    public var text: String { "\(sequence):\(hash)" }

    /// Nil for any text that `text` does not give, and for a number after which no record can come.
    public init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = Int64(parts[0]), parts[0] == String(sequence),
            let hash = AuditHash(hex: String(parts[1])), Self.isNumber(sequence)
        else { return nil }
        self.init(sequence: sequence, hash: hash)
    }

    /// What a head may be numbered, so that a record can follow.
    static func isNumber(_ sequence: Int64) -> Bool { (0..<Int64.max).contains(sequence) }
}

/// In JSON: an object of `sequence` and `hash`. Errors: a `DecodingError` for a number that `init(text:)` refuses too.
extension AuditHead: Codable {
    private enum CodingKeys: String, CodingKey {
        case sequence, hash
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let sequence = try container.decode(Int64.self, forKey: .sequence)
        guard Self.isNumber(sequence) else {
            throw DecodingError.dataCorruptedError(
                forKey: .sequence, in: container, debugDescription: "No trail ends with record \(sequence).")
        }
        self.init(sequence: sequence, hash: try container.decode(AuditHash.self, forKey: .hash))
    }
}

extension AuditHead: CustomStringConvertible {
    public var description: String { text }
}
