import AlarmDesk
import PumpModel
import Testing

/// What people do to an alarm is about that alarm, and about nothing else.
@Suite struct PeopleTests {
    enum Deed: CaseIterable, Sendable {
        case acknowledge, silence
    }

    /// In every state of every cause, with a session open and a command in doubt: nothing but that alarm is told of, no
    /// cause ends, no session moves, and what else stands stays as it is.
    @Test(arguments: AlarmCause.allCases, Deed.allCases)
    func attendingToAnAlarmTellsOfThatAlarmAlone(_ cause: AlarmCause, _ deed: Deed) throws {
        let bench = DeskBench()
        bench.handle(.openCommands(DeskBench.pump, 1))
        bench.handle(.therapyWork(DeskBench.pump, by: DeskBench.wand))
        bench.handle(.inDoubt(DeskBench.pump, commands: 1))
        bench.read([cause: 0], stoppedFor: 60_000)
        for first in [nil, Deed.acknowledge, .silence] {
            if let first { Self.attend(first, cause, bench) }
            let session = try #require(bench.session())
            #expect(session.state != .closed)
            let others = bench.desk.shown.filter { $0.name != AlarmName(cause) }
            #expect(others.contains { $0.name == .pumpStopped } && others.contains { $0.name == .outcomeInDoubt })
            Self.attend(deed, cause, bench)
            #expect(!bench.last.isEmpty)
            for action in bench.last {
                switch action {
                case .acknowledged(let alarm, _), .silenced(let alarm, _), .silenceEnded(let alarm, _):
                    #expect(alarm.name == AlarmName(cause) && alarm.pump == DeskBench.pump)
                case .refused(let id, _, _): #expect(id == bench.alarm(AlarmName(cause))?.id)
                case .sounding: break
                case .raised, .worsened, .eased, .cleared, .acknowledgementLapsed, .repeatedStopStart, .session,
                    .forgotten, .dropped, .turnedAway:
                    Issue.record("\(action)")
                }
            }
            #expect(bench.alarm(AlarmName(cause))?.isStanding == true)
            #expect(bench.session() == session)
            #expect(bench.desk.shown.filter { $0.name != AlarmName(cause) } == others)
        }
    }

    private static func attend(_ deed: Deed, _ cause: AlarmCause, _ bench: DeskBench) {
        switch deed {
        case .acknowledge: bench.acknowledge(AlarmName(cause))
        case .silence: bench.silence(AlarmName(cause))
        }
    }
}
