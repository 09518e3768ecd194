/// Numbers that did not come yet, between two records that did, and what those two say of the links into the gap.
struct AuditGap: Hashable, Sendable {
    let sequences: ClosedRange<Int64>
    /// The hash of the record below the gap, nil where that one can not be trusted.
    let below: AuditHash?
    /// The previous hash that the record above the gap names, nil where that one can not be trusted.
    let above: AuditHash?

    /// What is left of the gap when the record `sequence` fills its place.
    func split(by sequence: Int64, previous: AuditHash?, hash: AuditHash?) -> [AuditGap] {
        var rest: [AuditGap] = []
        if sequence > sequences.lowerBound {
            rest.append(AuditGap(sequences: sequences.lowerBound...sequence - 1, below: below, above: previous))
        }
        if sequence < sequences.upperBound {
            rest.append(AuditGap(sequences: sequence + 1...sequences.upperBound, below: hash, above: above))
        }
        return rest
    }

    /// The links that close when the record `sequence` fills its place, and do not fit.
    func brokenLinks(by sequence: Int64, previous: AuditHash?, hash: AuditHash?) -> [AuditFinding] {
        var findings: [AuditFinding] = []
        if sequence == sequences.lowerBound, let below, let previous, previous != below {
            findings.append(.brokenLink(sequence: sequence))
        }
        if sequence == sequences.upperBound, let above, let hash, hash != above {
            findings.append(.brokenLink(sequence: sequence + 1))
        }
        return findings
    }
}
