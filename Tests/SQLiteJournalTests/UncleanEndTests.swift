import AuditTrail
import Foundation
import Testing

@testable import SQLiteJournal

/// What a kill or a power loss leaves: the files as they are at some moment, without an orderly end.
@Suite struct UncleanEndTests {
    @Test(arguments: [1, 7, 60, 400]) func everyReturnedWriteIsThere(writes: Int) async throws {
        let source = try TemporaryDirectory()
        let target = try TemporaryDirectory()
        let database = try JournalDatabase(directory: source.path)
        var head = AuditHead.beginning
        for number in 0..<writes {
            head = try await database.write(
                [command(number % 50, isOpen: number.isMultiple(of: 3), version: Int64(number))], [entry(number)])
        }
        let commands = try database.commands(endedPerPump: .max)
        try target.fill(try source.contents())
        #expect(try target.contents()["journal.sqlite-wal"]?.isEmpty == false)

        let copy = try JournalDatabase(directory: target.path)
        #expect(try await copy.auditBounds() == (.beginning, head))
        #expect(try await copy.soundAudit().map(\.entry) == (0..<writes).map { entry($0) })
        #expect(try copy.commands(endedPerPump: .max) == commands)
        #expect(try await copy.write([], [entry(0)]).sequence == head.sequence + 1)
    }

    /// The log cut at every length that a power loss may leave: some whole writes, never part of one.
    @Test func aLogCutAnywhereHoldsWholeWrites() async throws {
        let source = try TemporaryDirectory()
        let database = try JournalDatabase(directory: source.path)
        for number in 1...6 {
            try await database.write([command(number)], [entry(number), entry(number, kind: "validated")])
        }
        let contents = try source.contents()
        let log = try #require(contents["journal.sqlite-wal"])
        var counts: Set<Int> = []
        for length in stride(from: 0, through: log.count, by: 997) {
            let target = try TemporaryDirectory(inMemory: true)
            try target.fill(contents)
            try target.fill(["journal.sqlite-wal": log.prefix(length)])
            let copy = try JournalDatabase(directory: target.path)
            let commands = try copy.commands(endedPerPump: 0)
            #expect(try await copy.soundAudit().count == 2 * commands.count)
            #expect(commands == (1...6).prefix(commands.count).map { command($0) })
            counts.insert(commands.count)
        }
        #expect(counts.isSuperset(of: 0...5))
    }

    /// Copies taken while writes are under way; so few that the file itself does not change and only the log grows.
    @Test func theFilesAreSoundAtAnyMomentOfAWrite() async throws {
        let source = try TemporaryDirectory()
        let database = try JournalDatabase(directory: source.path)
        try await database.write([], [entry(0)])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 1...60 { try await database.write([command(number)], [entry(number)]) }
            }
            var last = 0
            while last < 61 {
                let returned = try await database.auditBounds().head.sequence
                let target = try TemporaryDirectory()
                try target.fill(try source.contents())
                let copy = try JournalDatabase(directory: target.path)
                last = try await copy.soundAudit().count
                #expect(last >= returned)
                #expect(try copy.commands(endedPerPump: 0).count == last - 1)
            }
            try await group.waitForAll()
        }
    }
}
