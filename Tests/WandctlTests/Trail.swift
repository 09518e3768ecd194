import AuditTrail
import ControlAPI
import WandClient

@testable import wandctl

/// A trail of twelve records, and ways to have it read.
enum Trail {
    static let records = chain((1...12).map { ["kind": "program", "reason": "é /", "userID": .integer($0)] })
    static let head = head(records[11])

    static func head(_ record: AuditRecord) -> AuditHead { AuditHead(sequence: record.sequence, hash: record.hash) }

    static func chain(_ entries: [CanonicalJSON], after head: AuditHead = .beginning) -> [AuditRecord] {
        var chain = AuditChain(head: head)
        return entries.map { chain.append($0) }
    }

    /// Record `number` with another reason, and the hash that it had.
    static func changed(_ number: Int) -> AuditRecord {
        let old = records[number - 1]
        return AuditRecord(
            sequence: old.sequence, previous: old.previous, entry: ["kind": "program", "reason": "none"],
            hash: old.hash)
    }

    static func replacing(_ number: Int, with record: AuditRecord) -> [AuditRecord] {
        records.map { $0.sequence == Int64(number) ? record : $0 }
    }

    static func removing(_ numbers: ClosedRange<Int64>) -> [AuditRecord] {
        records.filter { !numbers.contains($0.sequence) }
    }

    /// Ten records were dropped, the eleventh says so, and one more came.
    static let shortened: (anchor: AuditHead, records: [AuditRecord]) = {
        let anchor = head(records[9])
        let entries: [CanonicalJSON] = [
            [
                "kind": "retention", "droppedRecords": 10, "droppedThrough": 10,
                "droppedThroughHash": .string(anchor.hash.description),
            ],
            ["kind": "start"],
        ]
        return (anchor, chain(entries, after: anchor))
    }()

    static func text(_ records: [AuditRecord]) -> String { records.map { $0.line() + "\n" }.joined() }
}

/// A daemon's trail that a test makes up, in pages of three.
actor FakePages: AuditPages {
    private let anchor: AuditHead
    private let head: AuditHead
    private let records: [AuditRecord]
    /// So many times the oldest record is dropped before it is read.
    private var droppings: Int
    private let isStuck: Bool
    private(set) var filters: [API.AuditFilter] = []

    init(
        _ records: [AuditRecord] = Trail.records, anchor: AuditHead = .beginning, head: AuditHead = Trail.head,
        droppings: Int = 0, isStuck: Bool = false
    ) {
        (self.records, self.anchor, self.head) = (records, anchor, head)
        (self.droppings, self.isStuck) = (droppings, isStuck)
    }

    func auditBounds() async throws(ControlClientError) -> API.AuditBounds {
        API.AuditBounds(anchor: anchor.text, head: head.text)
    }

    func audit(
        after: Int64, limit: Int, _ filter: API.AuditFilter
    ) async throws(ControlClientError) -> API.AuditPage {
        filters.append(filter)
        let rows = records.filter { $0.sequence > after }
        let size = min(limit, 3)
        var page = API.AuditPage(
            records: Array(rows.prefix(size)), anchor: anchor.text, head: head.text,
            next: isStuck ? after : rows.count > size ? rows[size - 1].sequence : nil)
        if droppings > 0, after > anchor.sequence {
            droppings -= 1
            page.anchor = AuditHead(sequence: after + 1, hash: .beginning).text
        }
        return page
    }
}
