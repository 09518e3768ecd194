import AuditTrail
import Foundation
import GRDB
import Testing

@testable import SQLiteJournal

/// A disk that is full, and one that can not be written.
@Suite struct DiskTests {
    @Test func aFullDatabaseRefusesAndRecovers() async throws {
        let directory = try TemporaryDirectory()
        let database = try JournalDatabase(directory: directory.path)
        let before = try await database.write([command(1)], [entry(1)])
        try await database.perform { db in
            try db.execute(sql: "PRAGMA max_page_count = 24")
        }
        try await expectFull(database, after: before)
        try await database.perform { db in try db.execute(sql: "PRAGMA max_page_count = 100000") }
        try await expectRecovery(database, after: before)
    }

    @Test(.enabled(if: SmallFileSystem.isAllowed, "needs the right to mount"))
    func aFullDiskRefusesAndRecovers() async throws {
        let disk = try SmallFileSystem(bytes: 1 << 20)
        let database = try JournalDatabase(directory: disk.path)
        let before = try await database.write([command(1)], [entry(1)])
        try disk.fill()
        try await expectFull(database, after: before)
        disk.makeRoom()
        try await expectRecovery(database, after: before)
        database.close()
        let again = try JournalDatabase(directory: disk.path)
        #expect(try await again.soundAudit().count == 2)
    }

    private func expectFull(_ database: JournalDatabase, after before: AuditHead) async throws {
        let large = command(2, content: String(repeating: "x", count: 200_000))
        for _ in 1...3 {
            let error = await refusal { try await database.write([large], [entry(2)]) }
            #expect(error?.code == .full, "\(error as Any)")
            #expect(error?.message.contains("make room") == true)
            #expect(try database.commands(endedPerPump: 1) == [command(1)])
            #expect(try await database.auditBounds().head == before)
        }
    }

    private func expectRecovery(_ database: JournalDatabase, after before: AuditHead) async throws {
        let large = command(2, content: String(repeating: "x", count: 200_000))
        #expect(try await database.write([large], [entry(2)]).sequence == before.sequence + 1)
        #expect(try database.commands(endedPerPump: 1) == [command(1), large])
        #expect(try await database.soundAudit().map(\.entry) == [entry(1), entry(2)])
    }

    @Test(.enabled(if: SmallFileSystem.isAllowed, "needs the right to mount"))
    func aJournalWhoseDiskIsFullStillOpens() async throws {
        let source = try TemporaryDirectory()
        let disk = try SmallFileSystem(bytes: 1 << 20)
        let live = try JournalDatabase(directory: source.path)
        try await live.write([command(1)], [entry(1)])
        try disk.directory.fill(try source.contents())
        try disk.fill()
        let database = try JournalDatabase(directory: disk.path)
        #expect(try database.commands(endedPerPump: 0) == [command(1)])
        disk.makeRoom()
        try await database.write([command(2)], [entry(2)])
        #expect(try await database.soundAudit().count == 2)
    }

    @Test(.enabled(if: SmallFileSystem.isAllowed, "needs the right to mount"))
    func aNewJournalOnAFullDiskIsRefusedAndLeavesNothing() async throws {
        let disk = try SmallFileSystem(bytes: 1 << 20)
        try disk.fill()
        #expect(refusal { try JournalDatabase(directory: disk.path) }?.code == .full)
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["filler"])
        disk.makeRoom()
        #expect(try JournalDatabase(directory: disk.path).isWritable)
    }

    /// With `log`, the last writes are in the write-ahead log only.
    @Test(.enabled(if: SmallFileSystem.isAllowed, "needs the right to mount"), arguments: [true, false])
    func onAReadOnlyDiskAllIsKnownAndNothingTaken(log: Bool) async throws {
        let source = try TemporaryDirectory()
        let disk = try SmallFileSystem(bytes: 1 << 20)
        let live = try JournalDatabase(directory: source.path)
        let open = command(1, content: "open")
        let head = try await live.write([open, command(2, isOpen: false)], [entry(1), entry(2)])
        if !log { live.close() }
        try disk.directory.fill(try source.contents())
        try disk.makeReadOnly()
        let before = try disk.directory.contents()
        #expect((before["journal.sqlite-wal"] != nil) == log)

        let database = try JournalDatabase(directory: disk.path)
        #expect(!database.isWritable)
        #expect(try database.commands(endedPerPump: 0) == [open])
        #expect(try database.commands(endedPerPump: 1).count == 2)
        #expect(try await database.auditBounds() == (.beginning, head))
        #expect(try await database.soundAudit().count == 2)
        #expect(await refusal { try await database.write([command(3)], [entry(3)]) }?.code == .readOnly)
        #expect(refusal { try JournalDatabase(directory: disk.path) }?.code == .inUse)
        database.close()
        #expect(await refusal { try await database.auditBounds() }?.code == .closed)
        #expect(try disk.directory.contents() == before)
    }

    @Test(.enabled(if: SmallFileSystem.isAllowed, "needs the right to mount"))
    func aReadOnlyDiskWithoutAJournalHasNoCommands() async throws {
        let disk = try SmallFileSystem(bytes: 65_536)
        try disk.makeReadOnly()
        let database = try JournalDatabase(directory: disk.path)
        #expect(!database.isWritable)
        #expect(try database.commands(endedPerPump: 9).isEmpty)
        #expect(try await database.auditBounds() == (.beginning, .beginning))
        #expect(await refusal { try await database.write([], [entry(3)]) }?.code == .readOnly)
    }

    @Test(.enabled(if: SmallFileSystem.isAllowed, "needs the right to mount"))
    func onAReadOnlyDiskDamageIsStillFound() async throws {
        let disk = try SmallFileSystem(bytes: 65_536)
        try disk.directory.fill(["journal.sqlite": Data("text".utf8)])
        try disk.makeReadOnly()
        #expect(refusal { try JournalDatabase(directory: disk.path) }?.code == .foreign)
    }

    /// Everything that a path may hold beside letters; SQLite reads some of it as its own.
    @Test(arguments: ["a b", "q?mode=rw", "h#x", "p%41", "é\u{1F489}", "file:x", "a&b=c"])
    func aDirectoryOfAnyName(name: String) async throws {
        let parent = try TemporaryDirectory()
        let directory = parent.path + "/" + name
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
        for number in 1...2 {
            let database = try JournalDatabase(directory: directory)
            #expect(try await database.write([], [entry(number)]).sequence == Int64(number))
            database.close()
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == [name])
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["journal.sqlite"])
    }
}
