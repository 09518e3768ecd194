import AuditTrail
import Foundation
import GRDB
import Testing

@testable import SQLiteJournal

/// What is no sound journal is refused, and left as it was.
@Suite struct RefusalTests {
    let directory: TemporaryDirectory
    var path: String { directory.path + "/journal.sqlite" }
    init() throws { directory = try TemporaryDirectory() }

    private func expectRefusal(_ code: JournalDatabaseError.Code, sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        let before = try directory.contents()
        let error = refusal { try JournalDatabase(directory: directory.path) }
        #expect(error?.code == code, "\(error as Any)", sourceLocation: sourceLocation)
        #expect(error?.path == path, sourceLocation: sourceLocation)
        #expect(try directory.contents() == before, sourceLocation: sourceLocation)
    }

    /// A journal of some pages, closed in order, or as a kill would have left it.
    private func fill(log: Bool) async throws {
        let source = try TemporaryDirectory()
        let database = try JournalDatabase(directory: source.path)
        for number in 0..<40 {
            try await database.write([command(number, content: String(repeating: "x", count: 2000))], [entry(number)])
        }
        if !log { database.close() }
        try directory.fill(try source.contents())
    }

    private func edit(_ work: (Database) throws -> Void) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase(work)
        try queue.close()
    }

    @Test(arguments: ["just a text file", "SQLite format 2\0" + String(repeating: "x", count: 200), "\n"])
    func anotherKindOfFile(text: String) throws {
        try directory.fill(["journal.sqlite": Data(text.utf8)])
        try expectRefusal(.foreign)
    }

    @Test(arguments: ["DELETE", "WAL"]) func anotherProgramsDatabase(mode: String) throws {
        try edit { db in
            try db.execute(sql: "PRAGMA journal_mode = \(mode); CREATE TABLE t (a); INSERT INTO t VALUES (1)")
        }
        try expectRefusal(.foreign)
    }

    @Test func aDirectoryOrLinkInItsPlace() throws {
        let other = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: other.path + "/x")
        #expect(refusal { try JournalDatabase(directory: directory.path) }?.code == .foreign)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(refusal { try JournalDatabase(directory: directory.path) }?.code == .foreign)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["journal.sqlite"])
    }

    @Test(arguments: [50, 99, 100, 4096, 5000, 4096 * 5]) func aFileThatWasCutShort(bytes: Int) async throws {
        try await fill(log: false)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try #require(whole.count > bytes)
        try directory.fill(["journal.sqlite": whole.prefix(bytes)])
        try expectRefusal(.corrupt)
    }

    /// Every page in turn, the first one but for its header included.
    @Test(arguments: [true, false]) func aPageOfGarbage(log: Bool) async throws {
        try await fill(log: log)
        if log {
            // so that the file has pages of its own beside the log
            try edit { db in try db.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)") }
            let database = try JournalDatabase(directory: directory.path)
            try await database.write([command(1)], [entry(1)])
            try directory.fill(try directory.contents())
            let contents = try directory.contents()
            database.close()
            try directory.fill(contents)
        }
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        let pages = whole.count / 4096
        try #require(pages > 20)
        let others = try directory.contents()
        var refused = 0
        for page in 0..<pages {
            var damaged = whole
            let start = page == 0 ? 100 : page * 4096
            var generator = SplitMix(state: UInt64(page) + 1)
            for index in start..<(page + 1) * 4096 { damaged[index] = UInt8(truncatingIfNeeded: generator.next()) }
            try directory.fill(["journal.sqlite": damaged])
            let error = refusal { try JournalDatabase(directory: directory.path) }
            if let error {
                #expect(error.code == .corrupt, "page \(page)")
                #expect(try directory.contents()["journal.sqlite"] == damaged)
                #expect(try directory.contents().keys.sorted() == others.keys.sorted())
                refused += 1
            } else {
                // only a page that the log has a newer version of may be anything
                #expect(log, "page \(page)")
            }
            try directory.fill(others)
        }
        #expect(refused >= pages - 12)
        #expect(refusal { try JournalDatabase(directory: directory.path) } == nil)
    }

    @Test func aNewerSchema() async throws {
        try await fill(log: false)
        try edit { db in try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('3')") }
        try expectRefusal(.newer)
    }

    @Test(arguments: [
        "DELETE FROM audit WHERE sequence = 40", "DELETE FROM audit WHERE sequence = 1", "DELETE FROM audit",
        "DELETE FROM trail", "UPDATE trail SET head = 'x'", "UPDATE trail SET anchor = '41' || substr(head, 3)",
        "UPDATE audit SET hash = previous WHERE sequence = 40", "DROP TABLE trail", "DROP TABLE audit",
    ])
    func anAuditTrailWhoseEndsDoNotHold(change: String) async throws {
        try await fill(log: false)
        try edit { db in try db.execute(sql: change) }
        try expectRefusal(.corrupt)
    }

    @Test(arguments: [true, false]) func aLogWhoseFileIsGone(empty: Bool) async throws {
        try await fill(log: true)
        if empty {
            try directory.fill(["journal.sqlite": Data()])
        } else {
            try FileManager.default.removeItem(atPath: path)
        }
        try expectRefusal(.corrupt)
    }

    @Test func anUnreadableAuditRecordIsNamed() async throws {
        try await fill(log: false)
        try edit { db in try db.execute(sql: "UPDATE audit SET entry = '{' WHERE sequence = 7") }
        let database = try JournalDatabase(directory: directory.path)
        let error = await refusal { try await database.audit(after: 0, limit: 100) }
        #expect(error?.code == .corrupt)
        #expect(error?.cause?.contains("7") == true)
        #expect(try await database.audit(after: 7, limit: 100).count == 33)
    }

    @Test func anEmptyFileAndALeftOverDraftAreNoJournalYet() async throws {
        try directory.fill([
            "journal.sqlite": Data(), "journal.sqlite.new": Data("half".utf8), "journal.sqlite.new-wal": Data([1]),
        ])
        let database = try JournalDatabase(directory: directory.path)
        try await database.write([command(1)], [entry(1)])
        database.close()
        #expect(try directory.contents().keys.sorted() == ["journal.sqlite"])
    }

    @Test func aMissingDirectory() throws {
        let missing = directory.path + "/missing"
        let error = refusal { try JournalDatabase(directory: missing) }
        #expect(error?.code == .missingDirectory)
        #expect(error?.description.contains(missing) == true)
        #expect(!FileManager.default.fileExists(atPath: missing))
        try directory.fill(["file": Data([1])])
        #expect(refusal { try JournalDatabase(directory: directory.path + "/file") }?.code == .missingDirectory)
    }

    /// Bytes that look random and are the same in every run.
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
            return value ^ value >> 31
        }
    }
}
