import CommandQueue
import ControlAPI
import WandClient
import PumpModel
import Testing
import WandService

@testable import ControlServer

@Suite(.timeLimit(.minutes(10)))
struct WithdrawalTests {
    private static let hour: Int64 = 3_600_000
    private static let limit = 48 * hour

    /// Milliseconds without delivery when it was read, its age, and what follows from both.
    static let countdowns: [(Int64, Int64, Int64, Int64, Bool)] = [
        (0, 0, 0, 172_800, false),
        (999, 0, 0, 172_800, false),
        (999, 1, 1, 172_799, false),
        (47 * hour, 0, 169_200, 3_600, false),
        (limit - 1_001, 0, 172_798, 2, false),
        (limit - 1, 0, 172_799, 1, false),
        (limit - 1, 1, 172_800, 0, true),
        (0, limit, 172_800, 0, true),
        (limit, 0, 172_800, 0, true),
        (100 * hour, hour, 363_600, 0, true),
        // a pump whose clock went back is counted from its reading on
        (-5 * hour, 7_000, 7, 172_793, false),
        (1, -1, 0, 172_800, false),
        (1, .max, .max / 1_000, 0, true),
    ]

    @Test(arguments: countdowns)
    func theCountdown(stoppedFor: Int64, age: Int64, elapsed: Int64, remaining: Int64, isCritical: Bool) throws {
        // the pump's clock is 2.5 s ahead of ours
        let since = Sample.readAt.advanced(byMilliseconds: 2_500 - stoppedFor)
        let report = Sample.report(program: .stopped, stoppedSince: since)
        let withdrawal = try #require(API.Withdrawal(report, ageMilliseconds: age))
        #expect(withdrawal.stoppedSince == since.description)
        #expect(withdrawal.elapsedSeconds == elapsed)
        #expect(withdrawal.criticalAlarmAtSeconds == 172_800)
        #expect(withdrawal.remainingSeconds == remaining)
        #expect(withdrawal.critical == isCritical)
    }

    @Test func nothingCountsWhileAnythingFlows() {
        #expect(API.Withdrawal(Sample.report(), ageMilliseconds: 1_000_000_000) == nil)
        #expect(API.Withdrawal(Sample.report(program: .stopped), ageMilliseconds: 0) == nil)
    }

    @Test func thePumpsOwnAlarmCountsMore() throws {
        let since = Sample.readAt.advanced(byMilliseconds: 2_500 - Self.hour)
        func withdrawal(_ cause: AlarmCause) throws -> API.Withdrawal {
            let report = Sample.report(
                program: .stopped, stoppedSince: since, alarms: [Alarm(cause: cause, since: since)])
            return try #require(API.Withdrawal(report, ageMilliseconds: 0))
        }
        let raised = try withdrawal(.stoppedOver48Hours)
        #expect(raised.critical && raised.remainingSeconds == 0 && raised.elapsedSeconds == 3_600)
        #expect(try withdrawal(.motorStall).critical == false)
    }

    @Test func aStoppedPumpCountsDown() async throws {
        var script = FakeBackend.Script()
        let since = Sample.readAt.advanced(byMilliseconds: 2_500 - 47 * Self.hour)
        let report = Sample.report(
            program: .stopped, stoppedSince: since, alarms: [Alarm(cause: .motorStall, since: since)])
        script.pumps = [Sample.pump(report, ageMilliseconds: 60_000)]
        try await ServerFixture.withClient(FakeBackend(script)) { client, _ in
            let pump = try await client.pump("ITB-4711")
            #expect(pump.withdrawal?.elapsedSeconds == 169_260)
            #expect(pump.withdrawal?.remainingSeconds == 3_540)
            #expect(pump.hasCriticalAlarm)
            #expect(pump.alarms.map(\.class) == ["critical"])
            #expect(pump.total24HoursNanograms == 0)
        }
    }

    @Test func aPumpThatOnlyTheJournalKnowsIsListed() async throws {
        var script = FakeBackend.Script()
        script.pumps = []
        script.wands = [
            Sample.wand(), Sample.wand("left", stoppedPumps: [.init(pump: Sample.serial, since: Sample.readAt)]),
        ]
        try await ServerFixture.withClient(FakeBackend(script)) { client, _ in
            let wands = try await client.wands()
            #expect(
                wands.map(\.stoppedPumps)
                    == [[], [.init(pumpSerial: "ITB-4711", since: Sample.readAt.description)]])
        }
    }
}
