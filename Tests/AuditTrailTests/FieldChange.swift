import AuditTrail

/// One field of one record is overwritten, the hash not computed anew (unless `hash` itself is the field).
enum FieldChange: CaseIterable, Sendable {
    case entryMember, entryEmptied, entryLookalike
    case previousBit, previousZeroed, previousItself
    case hashBit, hashOfAnother
    case numberNext, numberBefore, numberFar, numberFarther, numberZero, numberNegative, numberFirst, numberHighest
    case numberLowest

    func applied(to record: AuditRecord) -> AuditRecord {
        var (sequence, previous, entry, hash) = (record.sequence, record.previous, record.entry, record.hash)
        switch self {
        case .entryMember: entry = Trail.entry(sequence + 1)
        case .entryEmptied: entry = [:]
        case .entryLookalike:
            entry = [
                "n": .integer(sequence), "what": "dose", "who": ["name": "Zoe\u{308} \"Z\"", "💉": nil],
                "steps": [1, true, "\n"],
            ]
        case .previousBit: previous = Self.flipped(previous)
        case .previousZeroed: previous = sequence == 1 ? Self.flipped(previous) : .beginning
        case .previousItself: previous = record.hash
        case .hashBit: hash = Self.flipped(hash)
        case .hashOfAnother: hash = Trail.record(sequence % Trail.last + 1).hash
        case .numberNext: sequence += 1
        case .numberBefore: sequence -= 1
        case .numberFar: sequence += 5
        case .numberFarther: sequence += 1_000_000
        case .numberZero: sequence = 0
        case .numberNegative: sequence = -sequence
        case .numberFirst: sequence = sequence == 1 ? 7 : 1
        case .numberHighest: sequence = .max
        case .numberLowest: sequence = .min
        }
        return AuditRecord(sequence: sequence, previous: previous, entry: entry, hash: hash)
    }

    static func flipped(_ hash: AuditHash) -> AuditHash {
        let text = hash.description
        return AuditHash(hex: text.dropLast() + (text.last == "0" ? "1" : "0"))!
    }
}
