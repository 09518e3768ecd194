import AlarmDesk
import PumpModel
import Testing

@Suite struct AlarmPolicyTests {
    @Test func theDefaultIsSound() {
        let policy = AlarmPolicy()
        #expect(policy.contradictions().isEmpty)
        #expect(policy.abandonedAfter.milliseconds == 180_000)
        #expect(policy.silence.milliseconds == 600_000)
        #expect(AlarmPolicy.stoppedCriticalAfter.milliseconds == 172_800_000)
    }

    typealias Setting = any WritableKeyPath<AlarmPolicy, TimeSpan> & Sendable

    @Test(
        arguments: [
            (\.staleAfter, AlarmPolicy.staleAfterRange, "staleAfter"),
            (\.clockTolerance, AlarmPolicy.clockToleranceRange, "clockTolerance"),
            (\.abandonedAfter, AlarmPolicy.abandonedAfterRange, "abandonedAfter"),
            (\.silence, AlarmPolicy.silenceRange, "silence"),
            (\.acknowledgement, AlarmPolicy.acknowledgementRange, "acknowledgement"),
            (\.criticalToneEvery, AlarmPolicy.criticalToneEveryRange, "criticalToneEvery"),
            (\.nonCriticalToneEvery, AlarmPolicy.nonCriticalToneEveryRange, "nonCriticalToneEvery"),
        ] as [(Setting, ClosedRange<TimeSpan>, String)])
    func spansHaveARange(_ setting: Setting, _ range: ClosedRange<TimeSpan>, _ name: String) {
        for value in [range.lowerBound, range.upperBound] {
            var policy = AlarmPolicy()
            policy[keyPath: setting] = value
            #expect(policy.contradictions().isEmpty)
        }
        for value in [range.lowerBound.milliseconds - 1, range.upperBound.milliseconds + 1] {
            var policy = AlarmPolicy()
            policy[keyPath: setting] = TimeSpan(checked: value)
            let found = policy.contradictions()
            #expect(found.count == 1 && found.allSatisfy { $0.hasPrefix(name + " ") })
        }
    }

    @Test func daysHaveARangeAndAnOrder() {
        #expect(AlarmPolicy(refillWarningDays: 91).contradictions().count == 1)
        #expect(AlarmPolicy(refillWarningDays: 3, refillNearDays: 3).contradictions().count == 1)
        #expect(AlarmPolicy(refillWarningDays: 40, refillNearDays: 31).contradictions().count == 1)
        #expect(AlarmPolicy(refillNearDays: -1).contradictions().count == 1)
        #expect(AlarmPolicy(refillWarningDays: 90, refillNearDays: 30).contradictions().isEmpty)
    }

    @Test func noSettingMakesASilenceLongerThanTenMinutes() throws {
        let bench = DeskBench(AlarmPolicy(silence: AlarmPolicy.span(minutes: 500)))
        bench.read([.motorStall: 0])
        bench.silence(.motorStall)
        let until = try #require(bench.alarm(.motorStall)?.silencedUntil)
        #expect(until.uptimeMilliseconds == bench.now.uptimeMilliseconds + 600_000)
        #expect(until.utc == bench.now.utc.advanced(byMilliseconds: 600_000))
    }
}
