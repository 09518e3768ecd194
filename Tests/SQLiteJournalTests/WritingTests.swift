import AuditTrail
import Foundation
import GRDB
import Testing

@testable import SQLiteJournal

@Suite struct WritingTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory() }

    @Test func commandsAndAuditComeBackAfterReopening() async throws {
        let first = command(1, content: "{\"reason\":\"\u{1F489} \\u0000 é\"}")
        let second = command(2, pump: "P-B", isOpen: false)
        let database = try JournalDatabase(directory: directory.path)
        #expect(database.isWritable)
        let head = try await database.write([first, second], [entry(1), entry(2, pump: "P-B")])
        #expect(head.sequence == 2)
        database.close()

        let again = try JournalDatabase(directory: directory.path)
        #expect(try again.commands(endedPerPump: 5) == [first, second])
        #expect(try await again.soundAudit().map(\.entry) == [entry(1), entry(2, pump: "P-B")])
        #expect(try await again.auditBounds() == (.beginning, head))
    }

    @Test func theLatestStateOfACommandReplacesTheOneBeforeAndKeepsItsPlace() async throws {
        let database = try JournalDatabase(directory: directory.path)
        try await database.write([command(1), command(2)], [])
        let ended = command(1, isOpen: false, version: 2, content: "done")
        try await database.write([ended], [])
        #expect(try database.commands(endedPerPump: 5) == [ended, command(2)])
    }

    @Test func aChainGoesOnAcrossReopening() async throws {
        for number in 1...5 {
            let database = try JournalDatabase(directory: directory.path)
            #expect(try await database.write([], [entry(number)]).sequence == Int64(number))
            database.close()
        }
        let database = try JournalDatabase(directory: directory.path)
        #expect(try await database.soundAudit().count == 5)
    }

    @Test func everyCommitIsForcedToTheDisk() throws {
        let database = try JournalDatabase(directory: directory.path)
        let settings = try database.queue.inDatabase { db in
            [
                try String.fetchOne(db, sql: "PRAGMA journal_mode"), try String.fetchOne(db, sql: "PRAGMA synchronous"),
                try String.fetchOne(db, sql: "PRAGMA locking_mode"),
            ]
        }
        #expect(settings == ["wal", "2", "exclusive"])
    }

    @Test func nobodyElseMayReadTheFiles() async throws {
        let database = try JournalDatabase(directory: directory.path)
        try await database.write([command(1)], [])
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        #expect(names.sorted() == ["journal.sqlite", "journal.sqlite-wal"])
        for name in names {
            let attributes = try FileManager.default.attributesOfItem(atPath: directory.path + "/" + name)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }

    /// A statement that fails after others of the same write went through.
    @Test(arguments: [
        "BEFORE UPDATE ON trail", "BEFORE INSERT ON audit WHEN NEW.sequence = 3", "BEFORE UPDATE ON command",
    ])
    func aWriteIsAllOrNothing(failing: String) async throws {
        let database = try JournalDatabase(directory: directory.path)
        let before = try await database.write([command(1)], [entry(1)])
        try await database.perform { db in
            try db.execute(sql: "CREATE TRIGGER failing \(failing) BEGIN SELECT raise(ABORT, 'injected'); END")
        }
        let error = await refusal {
            try await database.write([command(2), command(1, version: 2)], [entry(2), entry(3)])
        }
        #expect(error?.code == .refused)
        #expect(error?.cause?.contains("injected") == true)
        #expect(try database.commands(endedPerPump: 5) == [command(1)])
        #expect(try await database.soundAudit().count == 1)
        #expect(try await database.auditBounds().head == before)

        try await database.perform { db in try db.execute(sql: "DROP TRIGGER failing") }
        #expect(try await database.write([command(2)], [entry(2)]).sequence == 2)
        #expect(try await database.soundAudit().count == 2)
    }

    @Test func writesOfManyTasksAreWholeAndEachTaskInOrder() async throws {
        let database = try JournalDatabase(directory: directory.path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<16 {
                group.addTask {
                    for step in 0..<20 {
                        let entries = (0..<3).map { entry(step * 3 + $0, kind: "task\(task)") }
                        try await database.write([command(task, version: Int64(step))], entries)
                    }
                }
            }
            try await group.waitForAll()
        }
        let records = try await database.soundAudit()
        #expect(records.count == 16 * 20 * 3)
        for task in 0..<16 {
            let own = try await database.audit(after: 0, limit: .max, filter: AuditFilter(kind: "task\(task)"))
            #expect(own.map(\.entry) == (0..<60).map { entry($0, kind: "task\(task)") })
            for write in stride(from: 0, to: 60, by: 3) {
                #expect(own[write + 2].sequence == own[write].sequence + 2)
            }
        }
        #expect(try database.commands(endedPerPump: 0).allSatisfy { $0.version == 19 })
    }

    @Test func writesBegunTogetherHappenInTheOrderOfTheCalls() async throws {
        let database = try JournalDatabase(directory: directory.path)
        try await OneAfterAnother().write(200, to: database)
        #expect(try await database.soundAudit().map(\.entry) == (0..<200).map { entry($0) })
    }

    /// Its tasks run in the order that they were made in, so that the calls come in that order, none waiting for another.
    private actor OneAfterAnother {
        func write(_ count: Int, to database: JournalDatabase) async throws {
            let tasks = (0..<count).map { number in Task { try await self.one(number, database) } }
            for task in tasks { try await task.value }
        }

        private func one(_ number: Int, _ database: JournalDatabase) async throws {
            try await database.write([], [entry(number)])
        }
    }

    @Test func aWriteIsNotCancelledWithItsTask() async throws {
        let database = try JournalDatabase(directory: directory.path)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await database.write([command(1)], [entry(1)])
        }
        #expect(try await task.value.sequence == 1)
        #expect(try await database.soundAudit().count == 1)
    }

    @Test func afterClosingEverythingIsRefused() async throws {
        let database = try JournalDatabase(directory: directory.path)
        try await database.write([command(1)], [entry(1)])
        database.close()
        database.close()
        #expect(await refusal { try await database.write([command(2)], []) }?.code == .closed)
        #expect(await refusal { try await database.auditBounds() }?.code == .closed)
        #expect(await refusal { try await database.audit(after: 0, limit: 1) }?.code == .closed)
        #expect(refusal { try database.commands(endedPerPump: 1) }?.code == .closed)
        // an orderly end leaves one complete file
        #expect(try directory.contents().keys.sorted() == ["journal.sqlite"])
    }
}
