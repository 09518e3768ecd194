import AuditTrail

/// A trail on which one to four acts were committed, all of them drawn from a seed.
struct RandomActs {
    private var state: UInt64
    private(set) var records = Trail.records

    init(seed: UInt64) {
        state = seed
        for _ in 0...draw(4) {
            commit()
        }
    }

    /// SplitMix64.
    private mutating func draw(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    private mutating func commit() {
        guard !records.isEmpty else { return }
        let index = draw(records.count)
        let record = records[index]
        switch draw(8) {
        case 0: records[index] = FieldChange.allCases[draw(FieldChange.allCases.count)].applied(to: record)
        case 1: records.removeSubrange(index..<min(index + 1 + draw(3), records.count))
        case 2: records.swapAt(index, draw(records.count))
        case 3: records.insert(record, at: draw(records.count + 1))
        case 4: records[index] = AuditRecord(sequence: record.sequence, previous: record.previous, entry: [])
        case 5:
            records[index] = AuditRecord(
                sequence: Int64(draw(15)), previous: record.previous, entry: record.entry)
        case 6:
            let previous = records[draw(records.count)].hash
            records[index] = AuditRecord(sequence: record.sequence, previous: previous, entry: record.entry)
        default: records.removeLast(1 + draw(records.count))
        }
    }
}
