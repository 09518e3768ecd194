import AuditTrail
import ControlAPI

/// One thing that is wrong with a trail, and where.
enum TrailFinding: Equatable {
    /// In the chain; the line is that of the export, nil where no line tells it.
    case chain(AuditFinding, line: Int?)
    /// The daemon's records do not end as the daemon says they do.
    case otherEnd(AuditFinding)
    /// A line of an export that is no record.
    case notARecord(line: Int)
    case tooLong(line: Int)
    /// A record that is spelled otherwise than an export spells it: members may hide in it.
    case otherSpelling(line: Int, sequence: Int64)
    /// An export without any record.
    case empty
    /// The trail does not begin with record 1, and its retention records do not say why.
    case unexplainedBeginning(after: Int64)

    var line: Int? {
        switch self {
        case .chain(_, let line): line
        case .notARecord(let line), .tooLong(let line), .otherSpelling(let line, _): line
        case .otherEnd, .empty, .unexplainedBeginning: nil
        }
    }

    /// The stable name in JSON.
    var code: String {
        switch self {
        case .chain(let finding, _), .otherEnd(let finding): finding.code
        case .notARecord: "notARecord"
        case .tooLong: "tooLong"
        case .otherSpelling: "otherSpelling"
        case .empty: "empty"
        case .unexplainedBeginning: "unexplainedBeginning"
        }
    }

    /// What it means, as a sentence.
    var text: String {
        switch self {
        case .chain(let finding, _): finding.description
        case .otherEnd(.truncated(let last, let expected)):
            "The daemon names record \(expected.sequence) as the newest, but hands out none after record \(last): the end "
                + "of its trail was removed."
        case .otherEnd(.wrongHead(let sequence, let expected, let found)):
            "The daemon names \(expected) as the hash of its newest record \(sequence), but hands one out with "
                + "\(found): the record or what the daemon keeps of it was replaced."
        case .otherEnd(let finding): finding.description
        case .notARecord: "This is no audit record: the line was damaged or slipped in."
        case .tooLong: "The line is too long for any audit record."
        case .otherSpelling(_, let sequence):
            "Record \(sequence) is not spelled as an export spells it: the line was edited, and may hide something."
        case .empty: "There is no record in it."
        case .unexplainedBeginning(let after):
            "The trail begins after record \(after), but no record says that those up to there were dropped in order: "
                + "its beginning was removed."
        }
    }
}

extension TrailFinding: Encodable {
    private enum CodingKeys: String, CodingKey {
        case code, line, text, finding
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(code, forKey: .code)
        try container.encode(line, forKey: .line)
        try container.encode(text, forKey: .text)
        // the numbers, for programs
        switch self {
        case .chain(let finding, _), .otherEnd(let finding): try container.encode(finding, forKey: .finding)
        default: try container.encodeNil(forKey: .finding)
        }
    }
}

extension AuditFinding {
    fileprivate var code: String {
        switch self {
        case .changed: "changed"
        case .misnumbered: "misnumbered"
        case .brokenLink: "brokenLink"
        case .missing: "missing"
        case .outOfOrder: "outOfOrder"
        case .duplicated: "duplicated"
        case .truncated: "truncated"
        case .wrongHead: "wrongHead"
        case .headNotCompared: "headNotCompared"
        }
    }
}
