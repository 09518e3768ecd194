import AuditTrail

/// A trail of twelve records, as it was written, and ways to read it.
enum Trail {
    static let last: Int64 = 12
    static let numbers = Array(1...last)
    static let records: [AuditRecord] = chain(numbers.map(entry))
    static let head = AuditHead(sequence: last, hash: records[11].hash)

    static func entry(_ number: Int64) -> CanonicalJSON {
        ["what": "dose", "n": .integer(number), "who": ["name": "Zoë \"Z\"", "💉": nil], "steps": [1, true, "\n"]]
    }

    static func chain(_ entries: [CanonicalJSON], after head: AuditHead = .beginning) -> [AuditRecord] {
        var chain = AuditChain(head: head)
        return entries.map { chain.append($0) }
    }

    static func record(_ number: Int64) -> AuditRecord { records[Int(number) - 1] }

    /// The place before record `number`.
    static func anchor(before number: Int64) -> AuditHead {
        number == 1 ? .beginning : AuditHead(sequence: number - 1, hash: record(number - 1).hash)
    }

    static func replacing(_ number: Int64, with record: AuditRecord) -> [AuditRecord] {
        records.map { $0.sequence == number ? record : $0 }
    }

    static func removing(_ numbers: ClosedRange<Int64>) -> [AuditRecord] {
        records.filter { !numbers.contains($0.sequence) }
    }

    static func swapping(_ one: Int64, _ other: Int64) -> [AuditRecord] {
        var swapped = records
        swapped.swapAt(Int(one) - 1, Int(other) - 1)
        return swapped
    }

    /// A copy of record `number` behind record `place`, in front of all for 0.
    static func duplicating(_ number: Int64, behind place: Int64) -> [AuditRecord] {
        var duplicated = records
        duplicated.insert(record(number), at: Int(place))
        return duplicated
    }
}

extension AuditVerifier {
    /// All findings in the order in which they are made.
    mutating func findings(in records: [AuditRecord], expecting head: AuditHead? = nil) -> [AuditFinding] {
        records.flatMap { take($0) } + finish(expecting: head)
    }
}

/// The findings in a trail whose beginning is known.
func findings(
    in records: [AuditRecord], after anchor: AuditHead = .beginning, expecting head: AuditHead? = nil
) -> [AuditFinding] {
    var verifier = AuditVerifier(after: anchor, watching: head?.sequence)
    return verifier.findings(in: records, expecting: head)
}

/// The findings in a piece that begins with its first record.
func findings(inPiece records: [AuditRecord], expecting head: AuditHead? = nil) -> [AuditFinding] {
    var verifier = AuditVerifier(watching: head?.sequence)
    return verifier.findings(in: records, expecting: head)
}
