/// The end of a trail to which records are appended. It holds the head only: what the records are written to, and
/// whether head and record become durable together, is the caller's.
package struct AuditChain: Hashable, Sendable {
    package private(set) var head: AuditHead

    /// Continues after `head`: `.beginning` for a new trail. A head from storage comes through `AuditHead(text:)` or
    /// `Codable`, which let no number pass that can not be counted on from; that it is the last record's is for the
    /// caller to check.
    package init(head: AuditHead) { self.head = head }

    /// The next record, which is the head from now on.
    package mutating func append(_ entry: CanonicalJSON) -> AuditRecord {
        precondition(AuditHead.isNumber(head.sequence), "no trail has a record \(head.sequence)")
        let record = AuditRecord(sequence: head.sequence + 1, previous: head.hash, entry: entry)
        head = AuditHead(sequence: record.sequence, hash: record.hash)
        return record
    }
}
