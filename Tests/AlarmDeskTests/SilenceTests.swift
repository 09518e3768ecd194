import AlarmDesk
import PumpModel
import Testing

/// Silences, acknowledgements, and what is heard.
@Suite struct SilenceTests {
    static let minute = DeskBench.minute

    @Test func aSilenceIsSeenAndEndsAfterTenMinutes() throws {
        let bench = DeskBench()
        bench.read([.motorStall: 0])
        bench.silence(.motorStall)
        #expect(bench.last.map(\.word) == ["silenced motorStall by 1001", "sounding nothing"])
        let end = bench.now.uptimeMilliseconds + 600_000
        #expect(bench.alarm(.motorStall)?.silencedUntil?.uptimeMilliseconds == end)
        #expect(bench.desk.sounding == nil && bench.desk.nextDeadline == end)
        bench.tick(after: 599_999)
        #expect(bench.last.isEmpty)
        bench.tick(after: 1)
        #expect(bench.last.map(\.word) == ["silenceEnded motorStall timeUp", "sounding critical"])
        #expect(bench.alarm(.motorStall)?.silencedUntil == nil)
    }

    @Test func aSilenceGivenAgainRunsFromThen() {
        let bench = DeskBench()
        bench.read([.motorStall: 0])
        bench.silence(.motorStall)
        bench.pass(9 * Self.minute)
        bench.silence(.motorStall)
        #expect(bench.desk.nextDeadline == bench.now.uptimeMilliseconds + 600_000)
    }

    @Test func aLostLinkEndsEverySilence() {
        let bench = DeskBench()
        bench.read([.motorStall: 30, .lowReservoir: 20])
        bench.handle(.read(bench.facts([.endOfService: 10], of: DeskBench.other, wand: DeskBench.otherWand)))
        for alarm in bench.desk.shown { bench.handle(.silence(alarm.id, by: 7)) }
        #expect(bench.desk.sounding == nil)
        bench.handle(.linkLost(DeskBench.wand))
        #expect(
            Set(bench.last.map(\.word)) == [
                "silenceEnded motorStall linkLost", "silenceEnded lowReservoir linkLost",
                "silenceEnded endOfService linkLost", "sounding critical",
            ])
        #expect(bench.desk.shown.allSatisfy { $0.isSounding })
        // each loss counts, the second of the same wand too
        bench.silence(.motorStall)
        bench.handle(.linkLost(DeskBench.wand))
        #expect(bench.alarm(.motorStall)?.isSounding == true)
    }

    @Test func aPumpOutOfRangeEndsItsSilencesOnly() {
        let bench = DeskBench()
        bench.read([.motorStall: 0])
        bench.read([.endOfService: 0], of: DeskBench.other)
        bench.silence(.motorStall)
        bench.silence(.endOfService, of: DeskBench.other)
        bench.handle(.outOfRange(DeskBench.pump))
        #expect(bench.last.map(\.word) == ["silenceEnded motorStall outOfRange", "sounding critical"])
        #expect(bench.alarm(.endOfService, of: DeskBench.other)?.silencedUntil != nil)
    }

    @Test func whatEndsWhileSilencedReturnsAloud() {
        let bench = DeskBench()
        bench.read([.motorStall: 0])
        bench.silence(.motorStall)
        bench.read()
        #expect(bench.last.map(\.word) == ["silenceEnded motorStall causeEnded", "cleared motorStall stays"])
        bench.pass(1)
        bench.read([.motorStall: 0])
        #expect(bench.last.map(\.word) == ["raised motorStall", "sounding critical"])
        #expect(bench.alarm(.motorStall)?.occurrences == 2)
        bench.read()
        bench.acknowledge(.motorStall)
        #expect(bench.last.map(\.word) == ["acknowledged motorStall by 1001"])
        bench.read([.motorStall: 0])
        #expect(bench.alarm(.motorStall)?.occurrences == 1)
    }

    @Test func anAcknowledgementOfASilencedAlarmEndsTheSilence() {
        let bench = DeskBench()
        bench.read([.motorStall: 0])
        bench.silence(.motorStall)
        bench.acknowledge(.motorStall)
        #expect(
            bench.last.map(\.word) == ["silenceEnded motorStall acknowledged", "acknowledged motorStall by 1001"])
        bench.handle(.linkLost(DeskBench.wand))
        #expect(bench.last.isEmpty)
    }

    @Test func theAcknowledgementOfACriticalAlarmLapses() {
        let bench = DeskBench()
        bench.read([.motorStall: 0, .lowReservoir: 0])
        bench.acknowledge(.lowReservoir)
        bench.acknowledge(.motorStall)
        #expect(bench.desk.sounding == nil)
        #expect(bench.desk.nextDeadline == bench.now.uptimeMilliseconds + 60 * Self.minute)
        bench.pass(59 * Self.minute)
        bench.acknowledge(.motorStall)  // given again, it runs from then
        bench.tick(after: 60 * Self.minute - 1)
        #expect(bench.last.isEmpty)
        bench.tick(after: 1)
        #expect(bench.last.map(\.word) == ["lapsed motorStall of 1001", "sounding critical"])
    }

    @Test func whatDoesNotApplyIsRefused() throws {
        let bench = DeskBench()
        bench.handle(.acknowledge(AlarmID(99), by: 5))
        #expect(bench.last == [.refused(AlarmID(99), .unknownAlarm, by: 5)])
        bench.handle(.silence(AlarmID(99), by: 5))
        #expect(bench.last == [.refused(AlarmID(99), .unknownAlarm, by: 5)])
        bench.read([.motorStall: 0])
        let id = try #require(bench.alarm(.motorStall)).id
        bench.acknowledge(.motorStall)
        bench.handle(.silence(id, by: 5))
        #expect(bench.last == [.refused(id, .acknowledged, by: 5)])
        bench.tick(after: 60 * Self.minute)
        bench.read()
        bench.handle(.silence(id, by: 5))
        #expect(bench.last == [.refused(id, .cleared, by: 5)])
        // it returned: what somebody acknowledges by the old id, nobody has seen
        bench.read([.motorStall: 0])
        bench.handle(.acknowledge(id, by: 5))
        #expect(bench.last == [.refused(id, .unknownAlarm, by: 5)])
        #expect(bench.alarm(.motorStall)?.isSounding == true)
    }

    @Test func theHighestClassIsHeard() {
        let bench = DeskBench()
        bench.read([.lowReservoir: 0])
        #expect(bench.desk.sounding?.tone == .nonCritical)
        #expect(bench.desk.sounding?.everyMilliseconds == 60 * Self.minute)
        bench.read([.lowReservoir: 0, .motorStall: 0])
        #expect(bench.last.last?.word == "sounding critical")
        #expect(bench.desk.sounding?.tone == .critical)
        #expect(bench.desk.sounding?.everyMilliseconds == 10 * Self.minute)
        // another one of the class that sounds starts the pattern anew; one of a lower class does not
        bench.read([.lowReservoir: 0, .motorStall: 0, .endOfService: 0])
        #expect(bench.last.map(\.word) == ["raised endOfService", "sounding critical"])
        bench.read([.lowReservoir: 0, .motorStall: 0, .endOfService: 0, .electiveReplacement: 0])
        #expect(bench.last.map(\.word) == ["raised electiveReplacement"])
        bench.silence(.motorStall)
        #expect(bench.last.map(\.word) == ["silenced motorStall by 1001"])
        bench.silence(.endOfService)
        #expect(bench.last.last?.word == "sounding nonCritical")
    }
}
