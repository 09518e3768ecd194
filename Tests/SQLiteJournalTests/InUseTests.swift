import Foundation
import GRDB
import Testing

@testable import SQLiteJournal

@Suite struct InUseTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory() }

    @Test func aSecondDaemonIsRefusedAtOnceAndDisturbsNothing() async throws {
        let database = try JournalDatabase(directory: directory.path)
        try await database.write([command(1)], [entry(1)])
        let before = try directory.contents()
        #expect(refusal { try JournalDatabase(directory: directory.path) }?.code == .inUse)
        // under another name of the same directory too
        #expect(refusal { try JournalDatabase(directory: directory.path + "/./") }?.code == .inUse)
        #expect(try directory.contents() == before)
        try await database.write([command(2)], [entry(2)])
        database.close()
        #expect(try JournalDatabase(directory: directory.path).commands(endedPerPump: 0).count == 2)
    }

    @Test func theLockGoesWithTheDatabase() throws {
        do {
            let database = try JournalDatabase(directory: directory.path)
            #expect(database.isWritable)
        }
        // a child that another test of this process is just starting holds the lock until it runs its own program
        for _ in 0..<500 where refusal({ try JournalDatabase(directory: directory.path) })?.code == .inUse {
            usleep(10_000)
        }
        #expect(try JournalDatabase(directory: directory.path).isWritable)
    }

    @Test func aRefusedFileIsNotHeld() throws {
        try directory.fill(["journal.sqlite": Data("text".utf8)])
        #expect(refusal { try JournalDatabase(directory: directory.path) }?.code == .foreign)
        #expect(refusal { try JournalDatabase(directory: directory.path) }?.code == .foreign)
        try directory.fill(["journal.sqlite": Data()])
        #expect(refusal { try JournalDatabase(directory: directory.path) } == nil)
    }

    /// Another program of this process or another one; the first sort is found by SQLite only.
    @Test func anotherProgramMayNotHaveItOpen() async throws {
        let database = try JournalDatabase(directory: directory.path)
        try await database.write([command(1)], [entry(1)])
        database.close()
        let other = try DatabaseQueue(path: directory.path + "/journal.sqlite")
        #expect(try other.inDatabase { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM command") } == 1)
        #expect(refusal { try JournalDatabase(directory: directory.path) }?.code == .inUse)
        try other.close()
        #expect(try JournalDatabase(directory: directory.path).commands(endedPerPump: 0) == [command(1)])
    }

    @Test func anotherProcessMayNotHaveItOpen() async throws {
        let database = try JournalDatabase(directory: directory.path)
        database.close()
        let reader = Process()
        let input = Pipe()
        let output = Pipe()
        reader.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        reader.arguments = ["python3", "-c", Self.holder, directory.path + "/journal.sqlite"]
        reader.standardInput = input
        reader.standardOutput = output
        try reader.run()
        #expect(output.fileHandleForReading.readData(ofLength: 5) == Data("ready".utf8))
        let error = refusal { try JournalDatabase(directory: directory.path) }
        #expect(error?.code == .inUse)
        #expect(error?.cause?.contains("\(reader.processIdentifier)") == true)
        try input.fileHandleForWriting.close()
        reader.waitUntilExit()
        #expect(refusal { try JournalDatabase(directory: directory.path) } == nil)
    }

    /// Has a transaction open until its input ends.
    private static let holder = """
        import os, sqlite3, sys
        database = sqlite3.connect(sys.argv[1], isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        os.write(1, b"ready")
        sys.stdin.read()
        """

    @Test func noOtherProgramGetsInMeanwhile() async throws {
        let database = try JournalDatabase(directory: directory.path)
        try await database.write([command(1)], [entry(1)])
        #expect(throws: DatabaseError.self) {
            let other = try DatabaseQueue(path: directory.path + "/journal.sqlite")
            try other.inDatabase { db in try db.execute(sql: "DELETE FROM audit") }
        }
        #expect(try await database.soundAudit().count == 1)
    }
}
