import AlarmDesk
import AuditTrail
import Foundation
import GRDB
import PumpModel
import Testing

@testable import SQLiteJournal

/// What the alarm desk is to know after a restart, in the journal.
@Suite struct AlarmMemoryTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory() }

    let now = Moment(uptimeMilliseconds: 5_000_000, utc: Timestamp(clamping: 1_772_366_400_000))
    let pump = PumpSerial(checked: "PUMP-1")

    /// A desk with a pump that stalled, and what is to be kept of that.
    func stalled() -> (desk: AlarmDesk, keepsakes: AlarmKeepsakes) {
        var desk = AlarmDesk(policy: AlarmPolicy())
        var actions: [AlarmAction] = []
        let facts = PumpFacts(
            serial: pump, wand: nil, readAt: now, clock: now.utc, alarms: [Alarm(cause: .motorStall, since: now.utc)])
        desk.handle(.read(facts), at: now, into: &actions)
        var keepsakes = AlarmKeepsakes()
        keepsakes.add(actions, at: now)
        for memory in desk.memories { keepsakes.set(memory, of: memory.pump) }
        return (desk, keepsakes)
    }

    func journal(boot: String = "boot-1") throws -> DurableJournal {
        DurableJournal(try JournalDatabase(directory: directory.path), boot: boot) { _ in nil }
    }

    @Test func itComesBackWithTheTrailThatTellsOfIt() async throws {
        let (desk, keepsakes) = stalled()
        let first = try journal()
        try await first.keep(keepsakes)
        first.database.close()
        let again = try journal()
        #expect(try again.watches(at: now) { Issue.record("\($0)") } == desk.memories)
        #expect(try await again.database.soundAudit().map { $0.entry["event"]?.string } == ["raised"])
    }

    @Test func onAnotherBootItIsAsOldAsTheWallClockSays() async throws {
        let first = try journal()
        try await first.keep(stalled().keepsakes)
        first.database.close()
        let later = Moment(uptimeMilliseconds: 9, utc: now.utc.advanced(byMilliseconds: 1_000))
        let found = try journal(boot: "boot-2").watches(at: later) { Issue.record("\($0)") }
        #expect(found == stalled().desk.memories.map { $0.onClocks(of: later, isOfThisBoot: false) })
        #expect(found != stalled().desk.memories)
    }

    @Test func theNewestReplacesTheOneBeforeAndWhatIsGoneGoes() async throws {
        let journal = try journal()
        var (_, keepsakes) = stalled()
        try await journal.keep(keepsakes)
        try await journal.keep(keepsakes)
        #expect(try journal.database.watches().count == 1)
        keepsakes.set(nil, of: pump)
        try await journal.keep(keepsakes)
        #expect(try journal.database.watches().isEmpty)
    }

    @Test func whatCanNotBeReadIsToldAndHoldsUpNothing() async throws {
        let journal = try journal()
        try await journal.database.write(
            [], [], watches: [StoredWatch(pump: "PUMP-0", boot: "boot-1", content: "{")])
        try await journal.keep(stalled().keepsakes)
        var told: [String] = []
        #expect(try journal.watches(at: now) { told.append($0) } == stalled().desk.memories)
        #expect(told.count == 1 && told[0].hasPrefix("pump PUMP-0: "))
    }

    @Test func aJournalOfTheFirstVersionIsTakenUp() async throws {
        let path = directory.path + "/journal.sqlite"
        let first = try journal()
        try await first.database.write([command(1)], [entry(1)])
        first.database.close()
        let old = try DatabaseQueue(path: path)
        try await old.write { db in
            try db.execute(sql: "DROP TABLE watch; DELETE FROM grdb_migrations WHERE identifier = '2'")
        }
        try old.close()
        let again = try journal()
        #expect(try again.watches(at: now) { Issue.record("\($0)") }.isEmpty)
        try await again.keep(stalled().keepsakes)
        #expect(try again.watches(at: now) { Issue.record("\($0)") }.count == 1)
        #expect(try again.database.commands(endedPerPump: 5) == [command(1)])
    }

    @Test func whatADiskDoesNotTakeIsBoundedAndTheNewestCounts() {
        let (_, stall) = stalled()
        var backlog = AlarmKeepsakes(limit: 3)
        for _ in 1...5 { backlog.add(stall) }
        #expect(backlog.notes.count == 3 && backlog.memories.count == 1)
        var gone = AlarmKeepsakes()
        gone.set(nil, of: pump)
        backlog.add(gone)
        #expect(backlog.memories[pump] == .some(.none))
    }
}
