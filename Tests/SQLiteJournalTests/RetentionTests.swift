import AuditTrail
import Foundation
import PumpModel
import Testing

@testable import SQLiteJournal

@Suite struct RetentionTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory(inMemory: true) }

    @Test func theTrailStaysBoundedAndVerifiesFromItsAnchor() async throws {
        let limits = JournalRetention(auditRecords: 50, endedCommandsPerPump: 3)
        var database = try JournalDatabase(directory: directory.path, limits: limits)
        var dropped: Set<Int64> = []
        for number in 0..<400 {
            try await database.write([], [entry(number)])
            if number == 200 {
                database.close()
                database = try JournalDatabase(directory: directory.path, limits: limits)
            }
            let bounds = try await database.auditBounds()
            #expect((1...50).contains(bounds.head.sequence - bounds.anchor.sequence))
            if bounds.anchor.sequence > 0, dropped.insert(bounds.anchor.sequence).inserted {
                let last = try #require(try await database.soundAudit().last)
                #expect(
                    last.entry == [
                        "kind": "retention", "droppedRecords": 6, "droppedThrough": .integer(bounds.anchor.sequence),
                        "droppedThroughHash": .string(bounds.anchor.hash.description),
                        "atMilliseconds": .integer(1_700_000_000_000 + Int64(number)),
                    ])
            }
        }
        // many at once: most writes drop nothing
        #expect((60...70).contains(dropped.count))
        #expect(try await database.soundAudit().count >= 44)
    }

    @Test func theAnchorIsTheHashOfARecordThatWas() async throws {
        let database = try JournalDatabase(
            directory: directory.path, limits: JournalRetention(auditRecords: 20, endedCommandsPerPump: 3))
        var hashes: [Int64: AuditHash] = [:]
        for number in 0..<60 {
            try await database.write([], [entry(number)])
            for record in try await database.soundAudit() { hashes[record.sequence] = record.hash }
        }
        let anchor = try await database.auditBounds().anchor
        #expect(anchor.sequence > 0)
        #expect(anchor.hash == hashes[anchor.sequence])
        #expect(try await database.audit(after: 0, limit: 1).first?.sequence == anchor.sequence + 1)
    }

    @Test(arguments: [1, 2, 3, 9], [1, 2, 30]) func anyLimitHolds(records: Int, perWrite: Int) async throws {
        let database = try JournalDatabase(
            directory: directory.path, limits: JournalRetention(auditRecords: records, endedCommandsPerPump: 0))
        for number in 0..<20 {
            let head = try await database.write([], (0..<perWrite).map { entry(number + $0) })
            let kept = try await database.soundAudit()
            #expect((1...records).contains(kept.count))
            #expect(kept.last?.hash == head.hash)
        }
    }

    @Test func aSmallerLimitTakesHoldWithTheNextWrite() async throws {
        let database = try JournalDatabase(directory: directory.path)
        try await database.write([], (0..<500).map { entry($0) })
        database.close()
        let smaller = try JournalDatabase(
            directory: directory.path, limits: JournalRetention(auditRecords: 100, endedCommandsPerPump: 0))
        try await smaller.write([], [entry(1)])
        #expect(try await smaller.soundAudit().count == 100)
    }

    @Test func openCommandsAndTheLastEndedOfEachPumpStay() async throws {
        let database = try JournalDatabase(
            directory: directory.path, limits: JournalRetention(auditRecords: 10, endedCommandsPerPump: 3))
        let open = (0..<40).map { command($0, pump: $0.isMultiple(of: 2) ? "P-A" : "P-B") }
        for command in open { try await database.write([command], [entry(1)]) }
        for number in 40..<100 {
            let pump = number.isMultiple(of: 5) ? "P-C" : "P-A"
            try await database.write([command(number, pump: pump)], [])
            try await database.write([command(number, pump: pump, isOpen: false, version: 2)], [entry(number)])
        }
        let kept = try database.commands(endedPerPump: .max)
        #expect(kept.filter(\.isOpen) == open)
        #expect(kept.filter { !$0.isOpen }.map(\.id) == [85, 90, 95, 97, 98, 99].map { command($0).id })
        #expect(
            try database.commands(endedPerPump: 1).filter { !$0.isOpen }.map(\.id) == [95, 99].map { command($0).id })
    }

    @Test func whatEndedLastStaysHoweverLongAgoItWasAccepted() async throws {
        let database = try JournalDatabase(
            directory: directory.path, limits: JournalRetention(auditRecords: 10, endedCommandsPerPump: 2))
        try await database.write((0..<5).map { command($0) }, [])
        for number in [3, 4, 1, 2, 0] { try await database.write([command(number, isOpen: false)], []) }
        // writing an ended one again does not make it newer
        try await database.write([command(2, isOpen: false, version: 7)], [])
        #expect(
            try database.commands(endedPerPump: 9)
                == [command(0, isOpen: false), command(2, isOpen: false, version: 7)])
        #expect(try database.commands(endedPerPump: 1) == [command(0, isOpen: false)])
    }

    @Test func noEndedCommandNeedBeKept() async throws {
        let database = try JournalDatabase(
            directory: directory.path, limits: JournalRetention(auditRecords: 10, endedCommandsPerPump: 0))
        for number in 0..<5 {
            try await database.write([command(number)], [])
            try await database.write([command(number, isOpen: false)], [])
        }
        #expect(try database.commands(endedPerPump: 9).isEmpty)
    }

    /// A wand in a clinic meets ever new pumps.
    @Test func endedCommandsOfAllPumpsAreBoundedToo() async throws {
        var limits = JournalRetention(auditRecords: 10, endedCommandsPerPump: 3)
        limits.endedCommands = 100
        let database = try JournalDatabase(directory: directory.path, limits: limits)
        for number in 0..<1000 {
            try await database.write(
                [command(number, pump: "P-\(number)", isOpen: number.isMultiple(of: 100))], [])
        }
        let kept = try database.commands(endedPerPump: 9)
        #expect(kept.filter(\.isOpen).count == 10)
        let ended = kept.filter { !$0.isOpen }.map(\.id)
        #expect((100...164).contains(ended.count))
        #expect(ended.last == command(999).id)
    }

    @Test func tenThousandWritesFitIntoABoundedFile() async throws {
        let database = try JournalDatabase(
            directory: directory.path, limits: JournalRetention(auditRecords: 200, endedCommandsPerPump: 20))
        var largest = 0
        for number in 0..<10_000 {
            try await database.write([command(number, isOpen: false)], [entry(number)])
            if number.isMultiple(of: 500) { largest = max(largest, try bytes()) }
        }
        #expect(try bytes() <= Limits.journalLogBytes + 1_000_000)
        #expect(largest <= Limits.journalLogBytes + 1_000_000)
        database.close()
        #expect(try bytes() < 500_000)
    }

    private func bytes() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: directory.path).reduce(0) { sum, name in
            let size = try FileManager.default.attributesOfItem(atPath: directory.path + "/" + name)[.size] as? Int
            return sum + (size ?? 0)
        }
    }
}
