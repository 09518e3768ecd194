internal import AuditTrail
internal import CommandQueue
internal import Journal
internal import PumpModel

/// The audit trail beside the simulated journal: each durable record has its entry, chained to the one before.
///
/// Entries cost more time than all the rest of a run, so that one run in four writes them.
struct SimulatedTrail: Sendable {
    private let isWritten: Bool
    private var chain = AuditChain(head: .beginning)
    private var verifier = AuditVerifier(after: .beginning)
    /// Since the trail was verified last.
    private var unverified: [AuditRecord] = []
    /// Records of the journal whose entry waits for the next write: a bug that is planted.
    private var late: [JournalRecord] = []
    private var recordsKept: Int64 = 0

    init(isWritten: Bool) { self.isWritten = isWritten }

    mutating func keep(_ records: [JournalRecord], boot: Int) {
        guard isWritten else { return }
        recordsKept += Int64(records.count)
        let due = PlantedBug.auditWrittenLate.isPlanted ? exchange(&late, with: records) : records
        let context = AuditEntry.Context(boot: "boot-\(boot)", wand: "sim") { _ in nil }
        for record in due { unverified.append(chain.append(AuditEntry.json(of: record, in: context))) }
    }

    /// What was not written is gone.
    mutating func kill() { late = [] }

    /// Reads what was added since the last time, and says what is wrong with it.
    mutating func verify() throws(Violation) {
        for record in unverified {
            if let finding = verifier.take(record).first { throw Violation(.audit, "\(finding)") }
        }
        unverified = []
        let summary = verifier.summary
        guard summary.count == recordsKept, summary.head == chain.head else {
            throw Violation(.audit, "\(recordsKept) records are durable, the audit trail has \(summary.count)")
        }
    }
}

private func exchange<Value>(_ value: inout Value, with new: Value) -> Value {
    let old = value
    value = new
    return old
}
