import AuditTrail
import Testing

/// Whoever forges a record and computes its hash anew breaks a link, or is convicted by a kept head.
struct ForgeryTests {
    private func forged(_ number: Int64) -> AuditRecord {
        AuditRecord(sequence: number, previous: Trail.record(number).previous, entry: ["what": "nothing"])
    }

    @Test(arguments: Trail.numbers.dropLast())
    func oneReplacedRecordBreaksALink(number: Int64) {
        let records = Trail.replacing(number, with: forged(number))
        #expect(records[Int(number) - 1].isIntact)
        let broken = AuditFinding.brokenLink(sequence: number + 1)
        #expect(findings(in: records) == [broken])
        #expect(findings(in: records, expecting: Trail.head) == [broken])
        let kept = AuditHead(sequence: number, hash: Trail.record(number).hash)
        let wrong = AuditFinding.wrongHead(sequence: number, expected: kept.hash, found: forged(number).hash)
        #expect(findings(in: records, expecting: kept) == [broken, wrong])
    }

    @Test func theLastReplacedRecordTakesAKeptHead() {
        let records = Trail.replacing(Trail.last, with: forged(Trail.last))
        #expect(findings(in: records) == [])
        #expect(
            findings(in: records, expecting: Trail.head)
                == [.wrongHead(sequence: 12, expected: Trail.head.hash, found: records[11].hash)])
    }

    @Test(arguments: Trail.numbers)
    func allFollowingReplacedTakesAKeptHead(number: Int64) {
        let kept = Array(Trail.records.prefix(Int(number) - 1))
        let entries = [["what": "nothing"]] + Trail.records.dropFirst(Int(number)).map(\.entry)
        let records = kept + Trail.chain(entries, after: Trail.anchor(before: number))
        #expect(findings(in: records) == [])
        #expect(
            findings(in: records, expecting: Trail.head)
                == [.wrongHead(sequence: 12, expected: Trail.head.hash, found: records[11].hash)])
        #expect(findings(in: records, expecting: Trail.anchor(before: number)) == [])
        for head in Trail.records.dropFirst(Int(number) - 1) {
            let head = AuditHead(sequence: head.sequence, hash: head.hash)
            let found = records[Int(head.sequence) - 1].hash
            #expect(
                findings(in: records, expecting: head)
                    == [.wrongHead(sequence: head.sequence, expected: head.hash, found: found)])
        }
    }

    @Test(arguments: Trail.numbers.dropFirst())
    func aRemovedRecordWithTheRestNumberedAnewTakesAKeptHead(number: Int64) {
        let entries = Trail.removing(number...number).dropFirst(Int(number) - 1).map(\.entry)
        let records = Trail.records.prefix(Int(number) - 1) + Trail.chain(entries, after: Trail.anchor(before: number))
        #expect(findings(in: Array(records)) == [])
        #expect(findings(in: Array(records), expecting: Trail.head) == [.truncated(last: 11, expected: Trail.head)])
    }

    @Test(arguments: Trail.numbers)
    func aNumberForgedWithItsHashIsFound(number: Int64) {
        let record = Trail.record(number)
        let forged = AuditRecord(sequence: number + 7, previous: record.previous, entry: record.entry)
        #expect(
            findings(in: Trail.replacing(number, with: forged))
                == [.misnumbered(sequence: number + 7, place: number)])
    }

    @Test func aGapThatWasLinkedOverIsFoundOnce() {
        var records = Array(Trail.records.prefix(4))
        for record in Trail.records[5...] {
            let previous = records[records.count - 1].hash
            records.append(AuditRecord(sequence: record.sequence, previous: previous, entry: record.entry))
        }
        let expected: [AuditFinding] = [.misnumbered(sequence: 6, place: 5), .missing(6...6)]
        #expect(findings(in: records) == expected)
    }

    @Test(arguments: Trail.numbers)
    func aLinkForgedWithItsHashIsFound(number: Int64) {
        let record = Trail.record(number)
        let previous = FieldChange.flipped(record.previous)
        let forged = AuditRecord(sequence: number, previous: previous, entry: record.entry)
        let links = [number, number + 1].filter { $0 <= Trail.last }
        let broken = links.map { AuditFinding.brokenLink(sequence: $0) }
        #expect(findings(in: Trail.replacing(number, with: forged)) == broken)
    }

    @Test(arguments: Trail.numbers.dropFirst().dropLast())
    func aReplacedRecordIsFoundInAReorderedTrailToo(number: Int64) {
        let records = Array(Trail.replacing(number, with: forged(number)).reversed())
        let found = findings(in: records)
        #expect(found.filter { $0 == .brokenLink(sequence: number + 1) }.count == 1)
        #expect(found.count == 12)
    }
}
