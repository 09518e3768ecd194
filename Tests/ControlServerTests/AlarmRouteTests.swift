import AlarmDesk
import ControlAPI
import WandClient
import Glibc
import PumpModel
import Testing
import WandProtocol

@Suite(.timeLimit(.minutes(10)))
struct AlarmRouteTests {
    private static let moment = Moment(uptimeMilliseconds: 9, utc: Sample.readAt)

    private static func alarm(_ id: UInt64, _ state: ListedAlarm.State, pump: PumpSerial? = Sample.serial)
        -> ListedAlarm
    {
        ListedAlarm(
            id: AlarmID(id), pump: pump, name: .motorStall, priority: .high, since: moment, raisedAt: moment,
            occurrences: 2, state: state)
    }

    @Test func everyStateIsTold() async throws {
        var script = FakeBackend.Script()
        script.alarms = [
            Self.alarm(1, .sounding), Self.alarm(2, .silenced(until: Self.moment, by: 7)),
            Self.alarm(3, .acknowledged(by: 8, at: Self.moment, lapsesAt: nil)),
            Self.alarm(4, .cleared(at: Self.moment), pump: nil),
        ]
        try await ServerFixture.withClient(FakeBackend(script)) { client, _ in
            let alarms = try await client.alarms().alarms
            #expect(alarms.map(\.state) == [.sounding, .silenced, .acknowledged, .clearedNotAcknowledged])
            #expect(alarms.map(\.userID) == [nil, 7, 8, nil])
            #expect(alarms[1].silencedUntil == Sample.readAt.description && alarms[0].silencedUntil == nil)
            #expect(alarms[0].name == "motorStall" && alarms[0].class == .critical && alarms[0].priority == .high)
            // those of one pump
            #expect(try await client.alarms(of: "ITB-4711").alarms.count == 3)
            await expectProblem(.unknownPump) { try await client.alarms(of: "OTHER") }
        }
    }

    @Test func attendingCarriesTheUserAndNothingElse() async throws {
        try await ServerFixture.withClient { client, backend in
            _ = try await client.acknowledge(alarm: 5)
            _ = try await client.silence(alarm: 6)
            _ = try await client.discharge("ITB-4711")
            #expect(
                backend.asked == [
                    .alarm(.acknowledge(AlarmID(5), by: getuid())), .alarm(.silence(AlarmID(6), by: getuid())),
                    .alarm(.forget(Sample.serial, by: getuid())),
                ])
        }
    }

    @Test func aPumpThatNobodyWatchesIsNoComfort() async throws {
        try await ServerFixture.withClient { client, backend in
            let known = try await client.alarms(of: "ITB-4711").alarms
            #expect(known.isEmpty)
            await expectProblem(.unknownPump) { try await client.alarms(of: "ITB-4712") }
            await expectProblem(.unknownPump) { try await client.discharge("ITB-4712") }
            #expect(backend.asked.isEmpty)
        }
    }

    @Test(arguments: [
        (AlarmRefusal.unknownAlarm, API.ProblemType.unknownAlarm), (.cleared, .alarmQuiet),
        (.acknowledged, .alarmQuiet),
    ])
    func whatDoesNotApplyIsRefused(refusal: AlarmRefusal, problem: API.ProblemType) async throws {
        var script = FakeBackend.Script()
        script.alarmActions = [.refused(AlarmID(5), refusal, by: getuid())]
        try await ServerFixture.withClient(FakeBackend(script)) { client, _ in
            await expectProblem(problem) { try await client.silence(alarm: 5) }
        }
    }

    @Test func aPageOfALogIsTold() async throws {
        var script = FakeBackend.Script()
        script.logPage = LogPage(
            pump: Sample.serial, oldest: 3, newest: 9,
            entries: .events([
                PumpEvent(pump: Sample.serial, number: 4, at: Sample.readAt, kind: .patientBolus(Dose(checked: 5_000)))
            ]))
        try await ServerFixture.withClient(FakeBackend(script)) { client, backend in
            let page = try await client.log(.events, of: "ITB-4711", after: 3)
            #expect(page.oldest == 3 && page.newest == 9 && page.entries.map(\.number) == [4])
            #expect(page.entries.first?.kind == "patientBolus")
            #expect(backend.asked == [.readLog(LogRequest(pump: Sample.serial, log: .events, after: 3))])
        }
    }

    @Test func everyRuleIsExplainedWhateverItComesTo() async throws {
        try await ServerFixture.withClient { client, backend in
            let order = API.Program(mode: .simpleContinuous, doseMicrogramsPerDay: "2000")
            let report = try await client.explain(CommandRouteTests.submission(order))
            #expect(report.verdict == .refused)
            #expect(report.rules.contains { $0.rule == "pumpModel" && $0.outcome == .refused })
            #expect(backend.asked.count == 1)
            let library = try await client.library()
            #expect(library.state == .loaded && library.entries.count == 9)
        }
    }
}
