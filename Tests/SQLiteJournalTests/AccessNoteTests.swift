import Access
import AuditTrail
import PumpModel
import Synchronization
import Testing

@testable import SQLiteJournal

/// Who came, in the trail; and that whoever listens hears of what is on the disk, all of it, in its order.
@Suite struct AccessNoteTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory() }

    private static let now = Moment(uptimeMilliseconds: 7, utc: Timestamp(clamping: 1_795_412_921_482))

    private func journal() throws -> DurableJournal {
        DurableJournal(try JournalDatabase(directory: directory.path), boot: "b-1") { $0 == 1_000 ? "ada" : nil }
    }

    @Test(arguments: [
        (
            AccessNote.Event.refused(route: "submit", problem: "not-permitted"),
            #""detail":"not-permitted","kind":"access","route":"submit""#
        ),
        (
            .moreRefused(count: 12),
            #""detail":"more refusals than can be told one by one","kind":"access","records":12"#
        ),
        (.signedIn, #""kind":"signIn""#),
        (.signedOut(.inactive), #""detail":"inactive","kind":"signOut""#),
        (
            .reloaded(applied: ["log.level"], needsRestart: ["socket.path"]),
            #""kind":"configuration","needsRestart":["socket.path"]"#
        ),
    ])
    func saysWhatHappened(_ event: AccessNote.Event, _ text: String) async throws {
        let journal = try journal()
        try await journal.keep([AccessNote(userID: 1_000, event: event, at: Self.now)])
        let entry = try #require(try await journal.database.soundAudit().last).entry
        #expect(entry.text.contains(text), "\(entry.text)")
        #expect(entry["user"]?.string == "ada" && entry["userID"]?.integer == 1_000)
        #expect(entry["at"]?.string == "2026-11-23T05:48:41.482Z" && entry["boot"]?.string == "b-1")
    }

    @Test func whoListensHearsOfEachRecordOnceInOrder() async throws {
        let journal = try journal()
        let heard = Mutex<[AuditRecord]>([])
        journal.database.whenAppended { records in heard.withLock { $0 += records } }
        await withTaskGroup(of: Void.self) { group in
            for user in 0..<50 {
                group.addTask {
                    let note = AccessNote(userID: UInt32(user), event: .signedIn, at: Self.now)
                    try? await journal.keep([note, note])
                }
            }
        }
        let stored = try await journal.database.soundAudit()
        #expect(stored.count == 100)
        #expect(heard.withLock { $0 } == stored)
    }

    /// What was not written is not told.
    @Test func aRefusedWriteIsNotHeardOf() async throws {
        let journal = try journal()
        let heard = Mutex(0)
        journal.database.whenAppended { records in heard.withLock { $0 += records.count } }
        try await journal.keep([AccessNote(userID: 1, event: .signedIn, at: Self.now)])
        journal.database.close()
        await #expect(throws: (any Error).self) {
            try await journal.keep([AccessNote(userID: 2, event: .signedIn, at: Self.now)])
        }
        #expect(heard.withLock { $0 } == 1)
    }
}
