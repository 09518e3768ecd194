import AlarmDesk
import PumpModel
import Testing

/// When each cause begins and ends, to the millisecond, and what is said about its beginning.
@Suite struct CauseTests {
    static let minute = DeskBench.minute
    static let hour = DeskBench.hour
    static let day = DeskBench.day

    @Test(arguments: AlarmCause.allCases) func whatThePumpReports(_ cause: AlarmCause) throws {
        let bench = DeskBench()
        // the pump's clock is a minute ahead: `since` is a distance, not a date
        bench.handle(.read(bench.facts([cause: 5_000], clockAhead: Self.minute)))
        let alarm = try #require(bench.alarm(AlarmName(cause)))
        #expect(bench.names == [AlarmName(cause)])
        #expect(alarm.since.utc == bench.now.utc.advanced(byMilliseconds: -5_000))
        #expect(alarm.since.uptimeMilliseconds == bench.now.uptimeMilliseconds - 5_000)
        #expect(alarm.priority == AlarmName(cause).firstPriority)
        #expect(alarm.state == .sounding && alarm.occurrences == 1)
        bench.pass(1_000)
        bench.handle(.read(bench.facts([cause: 6_000], clockAhead: Self.minute)))
        #expect(bench.last.isEmpty && bench.alarm(AlarmName(cause))?.id == alarm.id)
        bench.read()
        #expect(bench.alarm(AlarmName(cause))?.isStanding ?? false == false)
    }

    @Test func aTimeThatThePumpHasNotReachedIsNow() throws {
        let bench = DeskBench()
        bench.read([.motorStall: -Self.hour])
        #expect(try #require(bench.alarm(.motorStall)).since == bench.now)
    }

    @Test func interrogationStale() throws {
        let bench = DeskBench()
        bench.read()
        let due = bench.now.uptimeMilliseconds + 7 * Self.day
        #expect(bench.desk.nextDeadline == due)
        bench.tick(after: 7 * Self.day - 1)
        #expect(bench.names.isEmpty)
        bench.tick(after: 1)
        #expect(bench.names == [.interrogationStale])
        #expect(bench.alarm(.interrogationStale)?.since == bench.now)
        #expect(bench.desk.nextDeadline == nil)
        bench.read()
        #expect(bench.last.map(\.word) == ["cleared interrogationStale", "sounding nothing"])
    }

    /// A reading of an earlier run counts from when it was taken; a pump never read, from when it was heard of.
    @Test func staleCountsFromTheReading() throws {
        let bench = DeskBench()
        bench.handle(.read(bench.facts(readAgo: 7 * Self.day + 5)))
        #expect(bench.alarm(.interrogationStale)?.since.uptimeMilliseconds == bench.now.uptimeMilliseconds - 5)
        bench.handle(.mismatch(DeskBench.other))
        bench.tick(after: 7 * Self.day)
        #expect(bench.alarm(.interrogationStale, of: DeskBench.other)?.since == bench.now)
    }

    @Test func anOlderReadingIsIgnored() {
        let bench = DeskBench()
        bench.read([.motorStall: 0])
        bench.handle(.read(bench.facts(readAgo: 1)))
        #expect(bench.last.isEmpty && bench.names == [.motorStall])
    }

    @Test func refillDueSoonAndNear() throws {
        let bench = DeskBench()
        bench.handle(.read(bench.facts(refillIn: 15 * Self.day, lowIn: 3 * Self.day)))
        bench.tick(after: Self.day - 1)
        #expect(bench.names.isEmpty)
        bench.read()  // no date: nothing flows, or it is not known
        bench.tick(after: 2)
        #expect(bench.names.isEmpty)
        bench.handle(.read(bench.facts(refillIn: 14 * Self.day + 1)))
        bench.tick(after: 1)
        #expect(bench.alarm(.refillDueSoon)?.priority == .low)
        #expect(bench.alarm(.refillDueSoon)?.since == bench.now)
        #expect(bench.desk.nextDeadline == bench.now.uptimeMilliseconds + 7 * Self.day - 1)
        bench.read()
        bench.handle(.read(bench.facts(refillIn: 3 * Self.day + 1)))
        bench.silence(.refillDueSoon)
        bench.tick(after: 1)
        #expect(
            bench.last.map(\.word) == [
                "silenceEnded refillDueSoon worse", "worsened refillDueSoon low>medium", "sounding nonCritical",
            ])
        #expect(bench.alarm(.refillDueSoon)?.priority == .medium)
        bench.handle(.read(bench.facts(refillIn: 10 * Self.day)))
        #expect(bench.last.map(\.word) == ["eased refillDueSoon medium>low"])
        bench.handle(.read(bench.facts(refillIn: -Self.day)))
        #expect(bench.alarm(.refillDueSoon)?.priority == .medium)
    }

    @Test func theLowReservoirDateStandsInForTheRefillDate() {
        let bench = DeskBench()
        bench.handle(.read(bench.facts(lowIn: 14 * Self.day)))
        #expect(bench.names == [.refillDueSoon])
        // a reading that brings the date nearer: it was not due before
        #expect(bench.alarm(.refillDueSoon)?.since == bench.now)
        bench.handle(.read(bench.facts(refillIn: 20 * Self.day, lowIn: 14 * Self.day)))
        #expect(bench.names.isEmpty)
    }

    @Test func lowReservoirGetsWorseNearTheEnd() {
        let bench = DeskBench()
        bench.handle(.read(bench.facts([.lowReservoir: 0], emptyIn: 3 * Self.day + 7)))
        bench.acknowledge(.lowReservoir)
        #expect(bench.desk.nextDeadline == bench.now.uptimeMilliseconds + 7)
        bench.tick(after: 6)
        #expect(bench.last.isEmpty)
        bench.tick(after: 1)
        #expect(bench.last.map(\.word) == ["worsened lowReservoir low>medium", "sounding nonCritical"])
        #expect(bench.alarm(.lowReservoir)?.state == .sounding)
    }

    /// Dates are distances from the reading: setting the wall clock moves no alarm.
    @Test func theWallClockMovesNothing() {
        let bench = DeskBench()
        bench.handle(.read(bench.facts(refillIn: 14 * Self.day + 1)))
        bench.now.utc = bench.now.utc.advanced(byMilliseconds: 300 * Self.day)
        bench.handle(.tick)
        #expect(bench.names.isEmpty)
        bench.tick(after: 1)
        #expect(bench.names == [.refillDueSoon])
    }

    @Test(
        arguments: [
            (300_000, false), (300_001, true), (-300_000, false), (-300_001, true),
        ] as [(Int64, Bool)])
    func pumpClockOff(_ ahead: Int64, _ stands: Bool) {
        let bench = DeskBench()
        bench.handle(.read(bench.facts(clockAhead: ahead)))
        #expect(bench.names == (stands ? [.pumpClockOff] : []))
        bench.read()
        #expect(bench.names.isEmpty)
    }

    @Test func stoppedThenFor48Hours() throws {
        let bench = DeskBench()
        bench.read(stoppedFor: Self.hour)
        #expect(bench.names == [.pumpStopped])
        #expect(bench.alarm(.pumpStopped)?.since.uptimeMilliseconds == bench.now.uptimeMilliseconds - Self.hour)
        bench.tick(after: 47 * Self.hour - 1)
        #expect(bench.names == [.pumpStopped])
        bench.tick(after: 1)
        // the pump was not read again: the daemon counts by itself
        #expect(bench.names == [.pumpStopped, .stoppedOver48Hours])
        let counted = try #require(bench.alarm(.stoppedOver48Hours))
        // the pump's own word, later, is the same alarm
        bench.pass(Self.minute)
        bench.read([.stoppedOver48Hours: Self.minute], stoppedFor: 48 * Self.hour + Self.minute)
        #expect(bench.last.isEmpty && bench.alarm(.stoppedOver48Hours)?.id == counted.id)
        bench.read()
        #expect(bench.desk.shown.allSatisfy { !$0.isStanding && $0.alarmClass == .critical })
        #expect(bench.names == [.pumpStopped, .stoppedOver48Hours])
    }

    @Test func anotherStopIsAnotherAlarm() {
        let bench = DeskBench()
        bench.read(stoppedFor: Self.hour)
        bench.acknowledge(.pumpStopped)
        bench.read(stoppedFor: Self.minute)
        #expect(bench.last.map(\.word) == ["cleared pumpStopped", "raised pumpStopped", "sounding critical"])
    }

    @Test func linkLostInSession() {
        let bench = DeskBench()
        bench.read()
        bench.handle(.linkLost(DeskBench.wand))
        #expect(bench.names.isEmpty)  // no session, no alarm
        bench.pass(5)
        bench.handle(.therapyWork(DeskBench.pump, by: nil))
        #expect(bench.alarm(.linkLostInSession)?.since == bench.now)
        bench.handle(.linkRestored(DeskBench.otherWand))
        #expect(bench.alarm(.linkLostInSession)?.isStanding == true)
        bench.handle(.linkRestored(DeskBench.wand))
        #expect(bench.alarm(.linkLostInSession)?.isStanding == false)
        bench.handle(.linkLost(DeskBench.otherWand))
        #expect(bench.alarm(.linkLostInSession)?.isStanding == false)
        bench.handle(.outOfRange(DeskBench.pump))
        bench.handle(.linkRestored(DeskBench.wand))
        #expect(bench.alarm(.linkLostInSession)?.isStanding == true)  // the wand is back, the pump is not
        bench.handle(.inRange(DeskBench.pump, by: DeskBench.otherWand))
        #expect(bench.alarm(.linkLostInSession)?.isStanding == false)
        bench.handle(.linkLost(DeskBench.otherWand))
        #expect(bench.alarm(.linkLostInSession)?.isStanding == true)
        bench.pass(1)
        bench.handle(.read(bench.facts(staged: true)))
        #expect(bench.alarm(.linkLostInSession)?.isStanding == false)  // it was read: it is there
    }

    /// A pump that was out of range is not back because its wand went and came.
    @Test(arguments: [
        [AlarmEvent.outOfRange(DeskBench.pump), .linkLost(DeskBench.wand)],
        [.linkLost(DeskBench.wand), .outOfRange(DeskBench.pump)],
    ])
    func rangeOutlastsTheLink(_ losses: [AlarmEvent]) {
        let bench = DeskBench()
        bench.handle(.therapyWork(DeskBench.pump, by: DeskBench.wand))
        let since = bench.now
        for loss in losses {
            bench.handle(loss)
            bench.pass(1)
        }
        bench.handle(.linkRestored(DeskBench.wand))
        #expect(bench.alarm(.linkLostInSession)?.isStanding == true)
        #expect(bench.alarm(.linkLostInSession)?.since == since)
        bench.handle(.inRange(DeskBench.pump, by: DeskBench.wand))
        #expect(bench.alarm(.linkLostInSession)?.isStanding == false)
    }

    /// A session that an earlier run left, on a pump whose wand is not known: any lost link may be its own.
    @Test func aPumpOfNoKnownWandIsLostWithAny() {
        let bench = DeskBench()
        bench.handle(.therapyWork(DeskBench.pump, by: nil))
        bench.handle(.linkLost(DeskBench.otherWand))
        #expect(bench.names == [.linkLostInSession])
        bench.handle(.linkRestored(DeskBench.otherWand))
        #expect(bench.alarm(.linkLostInSession)?.isStanding == false)
        bench.handle(.therapyWork(DeskBench.pump, by: DeskBench.wand))
        bench.handle(.linkLost(DeskBench.otherWand))
        #expect(bench.alarm(.linkLostInSession)?.isStanding == false)
    }

    @Test func anOldReadingDoesNotBringALostPumpBack() {
        let bench = DeskBench()
        bench.handle(.therapyWork(DeskBench.pump, by: DeskBench.wand))
        bench.handle(.outOfRange(DeskBench.pump))
        bench.handle(.read(bench.facts(staged: true, readAgo: 1)))
        #expect(bench.alarm(.linkLostInSession)?.isStanding == true)
    }

    @Test func sessionAbandonedAndResumed() {
        let bench = DeskBench()
        bench.handle(.therapyWork(DeskBench.pump, by: DeskBench.wand))
        #expect(bench.last.map(\.word) == ["session PUMP-1 opened"])
        bench.tick(after: 2 * Self.minute)
        bench.handle(.sessionActivity(DeskBench.pump))
        bench.tick(after: 3 * Self.minute - 1)
        #expect(bench.names.isEmpty)
        #expect(bench.desk.nextDeadline == bench.now.uptimeMilliseconds + 1)
        bench.tick(after: 1)
        #expect(
            bench.last.map(\.word) == [
                "session PUMP-1 abandoned", "raised sessionAbandoned", "sounding critical",
            ])
        #expect(bench.alarm(.sessionAbandoned)?.since == bench.now)
        bench.handle(.sessionActivity(DeskBench.pump))
        #expect(
            bench.last.map(\.word) == [
                "session PUMP-1 resumed", "cleared sessionAbandoned stays", "sounding nothing",
            ])
        bench.pass(1)
        bench.read()
        #expect(bench.last.map(\.word) == ["session PUMP-1 ended"])
        #expect(bench.session()?.state == .closed)
        #expect(bench.session(DeskBench.other) == nil)
    }

    /// An activity that comes long after the time had run out does not undo the abandonment: it was one.
    @Test func aLateTickLosesNoAbandonment() {
        let bench = DeskBench()
        bench.handle(.therapyWork(DeskBench.pump, by: DeskBench.wand))
        bench.pass(10 * Self.minute)
        bench.handle(.sessionActivity(DeskBench.pump))
        #expect(bench.told.map(\.word).contains("raised sessionAbandoned"))
        #expect(bench.alarm(.sessionAbandoned)?.state == .cleared(at: bench.now))
    }

    @Test func mismatchStandsUntilAReadBackMatches() {
        let bench = DeskBench()
        bench.handle(.mismatch(DeskBench.pump))
        let since = bench.now
        bench.pass(9)
        bench.handle(.mismatch(DeskBench.pump))
        #expect(bench.names == [.readBackMismatch] && bench.alarm(.readBackMismatch)?.since == since)
        bench.read()
        #expect(bench.alarm(.readBackMismatch)?.isStanding == true)
        bench.handle(.readBackMatched(DeskBench.pump))
        #expect(bench.alarm(.readBackMismatch)?.isStanding == false)
    }

    @Test func doubtStandsWhileACommandIsInDoubt() {
        let bench = DeskBench()
        bench.handle(.inDoubt(DeskBench.pump, commands: 0))
        #expect(bench.desk.watchedPumps.isEmpty)  // nothing to watch
        bench.handle(.inDoubt(DeskBench.pump, commands: 2))
        let since = bench.now
        bench.pass(3)
        bench.handle(.inDoubt(DeskBench.pump, commands: 1))
        #expect(bench.names == [.outcomeInDoubt] && bench.alarm(.outcomeInDoubt)?.since == since)
        bench.handle(.inDoubt(DeskBench.pump, commands: 0))
        #expect(bench.names.isEmpty)
    }
}
