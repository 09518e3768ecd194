/// The end of a trail to which records are appended. It holds the head only: what the records are written to, and
/// whether head and record become durable together, is the caller's.
public struct AuditChain: Hashable, Sendable {
    public private(set) var head: AuditHead

    /// Continues after `head`: `.beginning` for a new trail. A head from storage comes through `AuditHead(text:)` or
    /// `Codable`, which let no number pass that can not be counted on from; that it is the last record's is for the
    /// caller to check.
    public init(head: AuditHead) { self.head = head }

    /// The next record, which is the head from now on.
    public mutating func append(_ entry: CanonicalJSON) -> AuditRecord {
        precondition(AuditHead.isNumber(head.sequence), "no trail has a record \(head.sequence)")
        let record = AuditRecord(sequence: head.sequence + 1, previous: head.hash, entry: entry)
        head = AuditHead(sequence: record.sequence, hash: record.hash)
        return record
    }
}
