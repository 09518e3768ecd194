/// What is wrong with a trail, and where. Numbers are places in the trail; each finding describes itself in one sentence.
///
/// In JSON each one is an object with the case's name as its only key.
public enum AuditFinding: Codable, Hashable, Sendable {
    /// The record at this place does not match its own hash: entry, hash, previous or number was changed.
    case changed(sequence: Int64)
    /// The record at `place` names the record before it as its previous one and matches its own hash, but bears another
    /// number.
    case misnumbered(sequence: Int64, place: Int64)
    /// Both records match their own hashes, but this one does not name the hash of the record numbered before it: one
    /// of the two was replaced and its hash computed anew.
    case brokenLink(sequence: Int64)
    /// No record with these numbers is in the trail.
    case missing(ClosedRange<Int64>)
    /// The trail steps back here: this record stands behind a record with a higher number.
    case outOfOrder(sequence: Int64, after: Int64)
    /// A further record with this number; the first one counts.
    case duplicated(sequence: Int64)
    /// The trail ends before the record that a kept head names.
    case truncated(last: Int64, expected: AuditHead)
    /// The trail has a record that a kept head names, but another one.
    case wrongHead(sequence: Int64, expected: AuditHash, found: AuditHash)
    /// The record that a kept head names could not be compared: it lies before the trail's beginning, or was not watched.
    case headNotCompared(sequence: Int64)

    private enum MissingCodingKeys: String, CodingKey {
        case _0 = "sequences"
    }
}

extension AuditFinding: CustomStringConvertible {
    public var description: String {
        switch self {
        case .changed(let sequence):
            "Record \(sequence) was changed: its content does not match its own hash."
        case .misnumbered(let sequence, let place):
            "Record \(place) bears the number \(sequence): it was numbered anew, and its hash computed anew."
        case .brokenLink(let sequence):
            "Record \(sequence) does not continue record \(sequence - 1): one of the two was replaced, its hash computed "
                + "anew."
        case .missing(let sequences) where sequences.count == 1:
            "Record \(sequences.lowerBound) is missing: it was removed, or never exported."
        case .missing(let sequences):
            "Records \(sequences.lowerBound) to \(sequences.upperBound) are missing: they were removed, or never "
                + "exported."
        case .outOfOrder(let sequence, let after):
            "Record \(sequence) stands after record \(after): the records around it were reordered."
        case .duplicated(let sequence):
            "Record \(sequence) appears again: a record was copied or slipped in."
        case .truncated(let last, let expected):
            "The trail ends with record \(last), but the kept head names record \(expected.sequence) with hash "
                + "\(expected.hash): its end was cut off."
        case .wrongHead(let sequence, let expected, let found):
            "Record \(sequence) has the hash \(found), but the kept head says \(expected): the trail was rewritten up to "
                + "there, or the head is another trail's."
        case .headNotCompared(let sequence):
            "Record \(sequence), which the kept head names, was not compared: it lies before the part that was "
                + "verified, or was not watched for."
        }
    }
}
