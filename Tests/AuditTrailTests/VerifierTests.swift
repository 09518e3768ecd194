import AuditTrail
import Testing

struct VerifierTests {
    @Test func theSummaryTellsWhatWasSeen() {
        var verifier = AuditVerifier(after: Trail.anchor(before: 5))
        #expect(
            verifier.summary == AuditSummary(first: nil, last: nil, count: 0, head: Trail.anchor(before: 5)))
        _ = verifier.findings(in: Array(Trail.records[4...]) + [Trail.record(7)])
        #expect(verifier.summary == AuditSummary(first: 5, last: 12, count: 9, head: Trail.head))
        var piece = AuditVerifier()
        #expect(piece.summary == AuditSummary(first: nil, last: nil, count: 0, head: .beginning))
        _ = piece.take(Trail.record(3))
        #expect(
            piece.summary == AuditSummary(first: 3, last: 3, count: 1, head: Trail.anchor(before: 4)))
    }

    @Test(arguments: Trail.numbers)
    func aTrailMayGoOnAfterAKeptHead(number: Int64) {
        let kept = AuditHead(sequence: number, hash: Trail.record(number).hash)
        #expect(findings(in: Trail.records, expecting: kept) == [])
        let other = AuditHead(sequence: number, hash: Trail.record(number % 12 + 1).hash)
        #expect(
            findings(in: Trail.records, expecting: other)
                == [.wrongHead(sequence: number, expected: other.hash, found: kept.hash)])
    }

    @Test func aHeadThatCanNotBeComparedIsNotPassed() {
        var unwatched = AuditVerifier(after: .beginning)
        #expect(
            unwatched.findings(in: Trail.records, expecting: Trail.anchor(before: 6))
                == [.headNotCompared(sequence: 5)])
        let rest = Array(Trail.records[6...])
        #expect(
            findings(in: rest, after: Trail.anchor(before: 7), expecting: Trail.anchor(before: 4))
                == [.headNotCompared(sequence: 3)])
        let wrong = AuditHead(sequence: 6, hash: .beginning)
        #expect(
            findings(in: rest, after: Trail.anchor(before: 7), expecting: wrong)
                == [.wrongHead(sequence: 6, expected: .beginning, found: Trail.record(6).hash)])
    }

    @Test func aMissingHeadIsMissingOnly() {
        #expect(findings(in: Trail.removing(5...6), expecting: Trail.anchor(before: 6)) == [.missing(5...6)])
    }

    @Test func aTrailOfAnotherBeginningIsFound() {
        #expect(
            findings(in: Trail.records, after: AuditHead(sequence: 0, hash: Trail.record(1).hash))
                == [.brokenLink(sequence: 1)])
        let other = Trail.chain([["n": 1]], after: AuditHead(sequence: 0, hash: Trail.record(1).hash))
        #expect(findings(inPiece: other) == [.brokenLink(sequence: 1)])
    }

    @Test func recordsFromBeforeTheBeginningAreOutOfOrder() {
        #expect(
            findings(in: Trail.records, after: Trail.anchor(before: 5), expecting: Trail.head)
                == [.outOfOrder(sequence: 1, after: 4)])
    }

    @Test(arguments: [Int64.min, -1, 0, 1, 2, Int64.max - 1, Int64.max], [Int64.min, -1, 0, 1, Int64.max])
    func extremeNumbersAreFoundNotFatal(first: Int64, second: Int64) {
        let one = AuditRecord(sequence: first, previous: Trail.head.hash, entry: nil)
        let other = AuditRecord(sequence: second, previous: Trail.record(2).hash, entry: nil)
        #expect(findings(in: [one, other]) != [])
        #expect(findings(inPiece: [one, other, one], expecting: Trail.head) != [])
        #expect(findings(in: [one, other], after: AuditHead(sequence: first, hash: Trail.head.hash)) != [])
    }

    @Test func openGapsAreBounded() {
        let pairs = AuditVerifier.openGaps + 3
        let records = Trail.chain(Array(repeating: nil, count: 2 * pairs))
        var verifier = AuditVerifier(after: .beginning)
        var early: [AuditFinding] = []
        for record in records where record.sequence % 2 == 0 {
            early += verifier.take(record)
        }
        #expect(early == [.missing(1...1), .missing(3...3), .missing(5...5)])
        #expect(verifier.finish(expecting: nil).count == AuditVerifier.openGaps)
        let last = Int64(2 * pairs)
        #expect(verifier.take(records[2]) == [.outOfOrder(sequence: 3, after: last)])
        #expect(verifier.take(records[1]) == [.outOfOrder(sequence: 2, after: 3)])
        #expect(verifier.take(records[6]) == [])
        #expect(verifier.take(records[6]) == [.duplicated(sequence: 7)])
        #expect(verifier.finish(expecting: nil).count == AuditVerifier.openGaps - 1)
    }
}
