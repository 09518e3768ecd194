import AlarmDesk
import Foundation
import PumpModel
import Testing

/// What an earlier run left: through text, onto the clocks of another run.
@Suite struct RestoringTests {
    /// Another run, later by `pause` on the wall clock.
    static func nextRun(
        after before: DeskBench, pause: Int64 = DeskBench.hour, sameBoot: Bool = false, limit: Int = 8
    ) throws -> DeskBench {
        let bench = DeskBench(limit: limit)
        bench.now = before.now
        bench.pass(pause)
        if !sameBoot { bench.now.uptimeMilliseconds = 77 }
        let text = try JSONEncoder().encode(before.desk.memories)
        let memories = try JSONDecoder().decode([WatchMemory].self, from: text)
        #expect(memories == before.desk.memories)
        bench.handle(.restore(memories.map { $0.onClocks(of: bench.now, isOfThisBoot: sameBoot) }))
        return bench
    }

    @Test(arguments: [false, true]) func whatStoodByTheLastReadingSounds(_ sameBoot: Bool) throws {
        let before = DeskBench(firstID: 40)
        before.read([.motorStall: 5_000, .lowReservoir: 0, .endOfService: 4_000, .emptyReservoir: 3_000])
        before.acknowledge(.endOfService)
        before.silence(.emptyReservoir)
        let bench = try Self.nextRun(after: before, sameBoot: sameBoot)
        // no silence and no acknowledgement outlives the run that gave it
        #expect(bench.names == [.motorStall, .endOfService, .emptyReservoir, .lowReservoir])
        #expect(bench.desk.shown.allSatisfy { $0.state == .sounding && $0.occurrences == 1 })
        #expect(bench.desk.sounding?.alarmClass == .critical)
        let stall = try #require(bench.alarm(.motorStall))
        #expect(stall.since.utc == before.now.utc.advanced(byMilliseconds: -5_000))
        #expect(
            stall.since.uptimeMilliseconds == bench.now.uptimeMilliseconds - DeskBench.hour - 5_000)
        // what nobody had acknowledged keeps its number; what is raised anew has a new one
        #expect(stall.id == before.alarm(.motorStall)?.id)
        #expect(try #require(bench.alarm(.endOfService)).id > stall.id)
        #expect(bench.desk.watchedPumps == [DeskBench.pump])
    }

    @Test func whatNoReadingShowsIsListedUntilItIsAcknowledged() throws {
        let before = DeskBench()
        before.read([.motorStall: 0])
        before.handle(.therapyWork(DeskBench.pump, by: DeskBench.wand))
        before.handle(.linkLost(DeskBench.wand))
        before.read()
        let bench = try Self.nextRun(after: before)
        #expect(Set(bench.names) == [.motorStall, .linkLostInSession])
        #expect(bench.desk.shown.allSatisfy { $0.state == .cleared(at: bench.now) })
        #expect(bench.desk.sounding == nil)
        for name in bench.names { bench.acknowledge(name) }
        #expect(bench.names.isEmpty)
    }

    @Test func aMismatchStandsUntilACommandReadsBackAsAsked() throws {
        let before = DeskBench()
        before.handle(.mismatch(DeskBench.pump))
        let bench = try Self.nextRun(after: before)
        #expect(bench.alarm(.readBackMismatch)?.isSounding == true)
        bench.handle(.readBackMatched(DeskBench.pump))
        #expect(bench.alarm(.readBackMismatch)?.isStanding == false)
    }

    @Test func anOpenSessionGoesOnAndOnlyANewReadingEndsIt() throws {
        let before = DeskBench()
        before.handle(.openCommands(DeskBench.pump, 1))
        before.handle(.therapyWork(DeskBench.pump, by: DeskBench.wand))
        before.read()
        let bench = try Self.nextRun(after: before, pause: DeskBench.minute)
        let session = try #require(bench.session()?.session)
        #expect(session.openedAt.utc == before.session()?.session?.openedAt.utc)
        #expect(bench.alarm(.linkLostInSession)?.isSounding == true)
        bench.tick(after: 3 * DeskBench.minute)
        #expect(bench.alarm(.sessionAbandoned)?.isSounding == true)
        bench.handle(.inRange(DeskBench.pump, by: DeskBench.wand))
        #expect(bench.alarm(.linkLostInSession)?.isStanding == true)
        bench.read()
        #expect(bench.alarm(.linkLostInSession)?.isStanding == false)
        #expect(bench.session()?.state == .closed)
    }

    @Test func anUnreadPumpGoesStaleInItsTime() throws {
        let before = DeskBench()
        before.read()
        let bench = try Self.nextRun(after: before, pause: 7 * DeskBench.day - 1)
        #expect(bench.names.isEmpty)
        bench.tick(after: 1)
        #expect(bench.names == [.interrogationStale])
    }

    @Test func aWallClockThatStandsEarlierMakesNothingYoungerThanNow() throws {
        let before = DeskBench()
        before.read([.motorStall: 0])
        let bench = try Self.nextRun(after: before, pause: -DeskBench.day)
        #expect(bench.alarm(.motorStall)?.since.uptimeMilliseconds == bench.now.uptimeMilliseconds)
    }

    @Test func aForgottenPumpLeavesItsAlarmsAndNothingElse() throws {
        let before = DeskBench()
        before.read([.motorStall: 0])
        before.handle(.forget(DeskBench.pump, by: 9))
        let bench = try Self.nextRun(after: before)
        #expect(bench.alarm(.motorStall)?.isStanding == false)
        #expect(bench.desk.watchedPumps.isEmpty && bench.desk.nextDeadline == nil)
    }

    @Test func aFullListIsRestoredAsFarAsItGoesAndSaysSo() throws {
        let before = DeskBench()
        for number in 1...3 { before.read([.motorStall: 0], of: BoundTests.pump(number)) }
        let bench = try Self.nextRun(after: before, limit: 2)
        #expect(bench.last.map(\.word) == ["turnedAway P-3", "raised pumpNotWatched", "sounding critical"])
        let again = try Self.nextRun(after: bench)
        #expect(again.alarm(.pumpNotWatched, of: nil)?.isStanding == false)
    }

    @Test func whatThisRunKnowsIsYounger() throws {
        let before = DeskBench()
        before.read([.motorStall: 0])
        let memories = before.desk.memories
        before.read([.endOfService: 0])
        before.acknowledge(.motorStall)
        let shown = before.desk.shown
        before.handle(.restore(memories))
        #expect(before.alarm(.endOfService)?.isSounding == true)
        #expect(before.desk.shown.filter { $0.name != .motorStall } == shown)
    }

    /// Whatever happened: a critical alarm that nobody had acknowledged is on the next run's list.
    @Test(arguments: 1...12) func noCriticalAlarmIsLost(_ seed: UInt64) throws {
        let walk = RandomWalkTests.Walk(seed &* 0x9E37_79B9, isWild: false)
        for number in 1...150 {
            _ = walk.step()
            guard number.isMultiple(of: 10) else { continue }
            let next = try Self.nextRun(after: walk.bench, pause: 1_000, limit: RandomWalkTests.Walk.limit)
            for alarm in walk.bench.desk.shown where alarm.alarmClass == .critical {
                if case .acknowledged = alarm.state { continue }
                if alarm.name == .pumpNotWatched || alarm.pump.map({ next.session($0) == nil }) ?? false { continue }
                #expect(
                    next.alarm(alarm.name, of: alarm.pump) != nil, "seed \(seed), step \(number): \(alarm.name)")
            }
        }
    }
}
