/// One record of a trail: what happened (`entry`), its number, and its link to the record before.
///
/// `hash` is the SHA-256 over the UTF-8 of the canonical text of `{"entry":…,"previous":…,"sequence":…}`. A record that
/// was decoded is only a claim: `isIntact` tells whether it matches its own hash, an `AuditVerifier` whether it belongs
/// where it stands. A reader of export lines should also refuse a line that is not `line()` of what it decoded, byte
/// for byte: JSON has other spellings of the same record, and repeated keys hide content.
public struct AuditRecord: Codable, Hashable, Sendable {
    /// From 1 on, without gaps.
    public let sequence: Int64
    /// The hash of the record before, `AuditHash.beginning` for the first one.
    public let previous: AuditHash
    public let entry: CanonicalJSON
    public let hash: AuditHash

    /// A record as it was stored somewhere, right or wrong.
    public init(sequence: Int64, previous: AuditHash, entry: CanonicalJSON, hash: AuditHash) {
        self.sequence = sequence
        self.previous = previous
        self.entry = entry
        self.hash = hash
    }

    /// A record with the hash that its content has.
    public init(sequence: Int64, previous: AuditHash, entry: CanonicalJSON) {
        self.init(
            sequence: sequence, previous: previous, entry: entry,
            hash: Self.hash(sequence: sequence, previous: previous, entry: entry))
    }

    /// The record matches its own hash.
    public var isIntact: Bool {
        hash == Self.hash(sequence: sequence, previous: previous, entry: entry)
    }

    /// The line of this record in an export, without a line end: the canonical text of
    /// `{"entry":…,"hash":…,"previous":…,"sequence":…}`.
    public func line() -> String {
        let line: CanonicalJSON = [
            "entry": entry, "hash": .string(hash.description), "previous": .string(previous.description),
            "sequence": .integer(sequence),
        ]
        return line.text
    }

    private static func hash(sequence: Int64, previous: AuditHash, entry: CanonicalJSON) -> AuditHash {
        let content: CanonicalJSON = [
            "entry": entry, "previous": .string(previous.description), "sequence": .integer(sequence),
        ]
        return AuditHash(of: content.text)
    }
}
