import AuditTrail
import Testing

/// Every single act on a trail of twelve records is found, with its place, and nothing else is said.
struct TamperingTests {
    @Test func anUntouchedTrailGivesNothing() {
        #expect(findings(in: Trail.records, expecting: Trail.head) == [])
        #expect(findings(inPiece: Trail.records, expecting: Trail.head) == [])
        #expect(findings(in: []) == [])
        #expect(findings(inPiece: [], expecting: .beginning) == [])
    }

    @Test(arguments: Trail.numbers)
    func anUntouchedPieceGivesNothing(first: Int64) {
        let piece = Array(Trail.records[Int(first - 1)...])
        #expect(findings(in: piece, after: Trail.anchor(before: first), expecting: Trail.head) == [])
        #expect(findings(inPiece: piece, expecting: Trail.head) == [])
        #expect(findings(inPiece: piece, expecting: Trail.anchor(before: first)) == [])
    }

    @Test(arguments: Trail.numbers, FieldChange.allCases)
    func aChangedFieldIsFound(number: Int64, change: FieldChange) {
        let changed = change.applied(to: Trail.record(number))
        #expect(changed != Trail.record(number))
        let records = Trail.replacing(number, with: changed)
        #expect(findings(in: records) == [.changed(sequence: number)])
        #expect(findings(in: records, expecting: Trail.head) == [.changed(sequence: number)])
        #expect(findings(inPiece: records, expecting: Trail.head) == [.changed(sequence: number)])
    }

    /// Nothing confirms the number of a piece's first record but the second one.
    @Test(arguments: Trail.numbers.dropFirst().dropLast(), FieldChange.allCases)
    func aChangedFieldOfAPiecesFirstRecordIsFound(number: Int64, change: FieldChange) {
        let changed = change.applied(to: Trail.record(number))
        let records = [changed] + Trail.records[Int(number)...]
        #expect(
            findings(in: records, after: Trail.anchor(before: number), expecting: Trail.head)
                == [.changed(sequence: number)])
        let place = changed.previous == .beginning ? 1 : max(changed.sequence, 1)
        #expect(findings(inPiece: records, expecting: Trail.head) == [.changed(sequence: place)])
    }

    @Test(arguments: Trail.numbers, Trail.numbers)
    func aRemovedRangeIsFound(lower: Int64, upper: Int64) {
        guard lower <= upper else { return }
        let records = Trail.removing(lower...upper)
        let expected: AuditFinding =
            upper == Trail.last ? .truncated(last: lower - 1, expected: Trail.head) : .missing(lower...upper)
        #expect(findings(in: records, expecting: Trail.head) == [expected])
    }

    @Test(arguments: Trail.numbers, Trail.numbers)
    func aSwapIsFound(one: Int64, other: Int64) {
        guard one < other else { return }
        let records = Trail.swapping(one, other)
        let expected: [AuditFinding] =
            other == one + 1
            ? [.outOfOrder(sequence: one, after: other)]
            : [.outOfOrder(sequence: one + 1, after: other), .outOfOrder(sequence: one, after: other - 1)]
        #expect(findings(in: records) == expected)
        #expect(findings(in: records, expecting: Trail.head) == expected)
        // a piece would begin with the record that stands first: the others are before it
        if one > 1 { #expect(findings(inPiece: records, expecting: Trail.head) == expected) }
    }

    @Test(arguments: Trail.numbers, Trail.numbers)
    func aDuplicateIsFound(number: Int64, place: Int64) {
        // in front of record `place`: where that is not the original or the one behind it, the trail steps back
        let records = Trail.duplicating(number, behind: place - 1)
        let steppedBack: [AuditFinding] = place < number ? [.outOfOrder(sequence: place, after: number)] : []
        #expect(
            findings(in: records, expecting: Trail.head) == steppedBack + [.duplicated(sequence: number)])
        #expect(
            findings(in: Trail.duplicating(number, behind: Trail.last), expecting: Trail.head)
                == [.duplicated(sequence: number)])
    }

    @Test(arguments: Trail.numbers)
    func aCutOffEndIsFoundByTheKeptHead(last: Int64) {
        let records = Array(Trail.records.prefix(Int(last) - 1))
        #expect(findings(in: records) == [])
        #expect(findings(in: records, expecting: Trail.head) == [.truncated(last: last - 1, expected: Trail.head)])
        #expect(
            findings(inPiece: records, expecting: Trail.head) == [.truncated(last: last - 1, expected: Trail.head)])
    }

    @Test func aReversedTrailIsOutOfOrderOnly() {
        #expect(
            findings(in: Trail.records.reversed(), expecting: Trail.head)
                == Trail.numbers.dropLast().reversed().map { .outOfOrder(sequence: $0, after: $0 + 1) })
    }

    @Test func severalActsAreAllFound() {
        var records = Trail.removing(3...4)
        records[0] = FieldChange.entryEmptied.applied(to: records[0])
        records.swapAt(6, 7)
        records.append(records[9])
        #expect(
            findings(in: records, expecting: Trail.head)
                == [
                    .changed(sequence: 1), .outOfOrder(sequence: 9, after: 10), .duplicated(sequence: 12),
                    .missing(3...4),
                ])
    }

    @Test func noCombinationOfActsPasses() {
        for seed in UInt64(0)..<5000 {
            let records = RandomActs(seed: seed).records
            let found = findings(in: records, expecting: Trail.head)
            #expect(found.isEmpty == (records == Trail.records), "seed \(seed)")
        }
    }
}
