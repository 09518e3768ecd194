import AuditTrail
import ControlAPI
import PumpModel

/// Verifies a trail record by record: each hash is computed here, whoever the records come from.
///
/// States: made for the daemon's trail, whose ends the daemon names, or for an export, which begins with its first
/// record; it takes records or lines until `report` is asked. Beyond `Limits.auditFindings` findings are only counted.
struct TrailCheck {
    private let source: String
    /// The end that the daemon names; nil for an export.
    private let head: AuditHead?
    /// The head that was kept elsewhere.
    private let kept: AuditHead?
    private var verifier: AuditVerifier
    private var findings: [TrailFinding] = []
    private var findingCount = 0
    private var lines = 0
    /// What the trail begins after, as far as it can be trusted.
    private var beginning: AuditHead?
    /// What the newest retention record says was dropped.
    private var dropped: AuditHead?

    /// For the daemon's trail.
    init(after anchor: AuditHead, head: AuditHead, kept: AuditHead?) {
        source = "daemon"
        self.head = head
        self.kept = kept
        verifier = AuditVerifier(after: anchor, watching: kept?.sequence)
        beginning = anchor
    }

    /// For an export.
    init(file: String, kept: AuditHead?) {
        source = file
        head = nil
        self.kept = kept
        verifier = AuditVerifier(watching: kept?.sequence)
    }

    mutating func take(_ record: AuditRecord, line: Int? = nil) {
        for finding in verifier.take(record) { note(.chain(finding, line: line)) }
        guard record.isIntact else { return }
        if head == nil, record.sequence > 0, record.sequence <= beginning?.sequence ?? .max {
            beginning = AuditHead(sequence: record.sequence - 1, hash: record.previous)
        }
        if record.entry["kind"]?.string == API.AuditKind.retention.rawValue,
            let sequence = record.entry["droppedThrough"]?.integer,
            let hash = record.entry["droppedThroughHash"]?.string.flatMap(AuditHash.init(hex:))
        {
            dropped = AuditHead(sequence: sequence, hash: hash)
        }
    }

    /// The next line of an export.
    mutating func take(_ line: TrailLines.Line) {
        lines += 1
        switch line {
        case .tooLong: note(.tooLong(line: lines))
        case .text(let bytes):
            guard let record = try? JSONText.decode(AuditRecord.self, from: bytes) else {
                return note(.notARecord(line: lines))
            }
            if !record.line().utf8.elementsEqual(bytes) {
                note(.otherSpelling(line: lines, sequence: record.sequence))
            }
            take(record, line: lines)
        }
    }

    private mutating func note(_ finding: TrailFinding) {
        findingCount += 1
        if findings.count < Limits.auditFindings { findings.append(finding) }
    }

    /// What is certain once nothing more comes.
    consuming func report() -> TrailReport {
        var check = self
        let summary = check.verifier.summary
        let last = check.verifier.finish(expecting: check.kept)
        for finding in last { check.note(.chain(finding, line: nil)) }
        if let head = check.head {
            // the gaps were told, and so was the head where it is the one that was kept
            for finding in check.verifier.finish(expecting: head) where !last.contains(finding) {
                check.note(.otherEnd(finding))
            }
        }
        if check.head == nil, summary.count == 0 { check.note(.empty) }
        if let beginning = check.beginning, beginning.sequence > 0, check.dropped != beginning {
            check.note(.unexplainedBeginning(after: beginning.sequence))
        }
        return TrailReport(
            source: check.source, isIntact: check.findingCount == 0, findings: check.findings,
            findingCount: check.findingCount, first: summary.first, last: summary.last, count: summary.count,
            head: summary.head.text, keptHead: check.kept?.text)
    }
}
