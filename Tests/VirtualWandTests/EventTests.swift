import PumpModel
import Testing
import VirtualWand
import WandProtocol

@Suite struct EventTests {
    private func events(_ bench: WandBench) -> [PumpEvent] {
        bench.heard.compactMap { if case .pumpEvent(let event) = $0.envelope.message { event } else { nil } }
    }

    @Test func whatHappensInTheSessionIsTold() {
        var bench = WandBench(memory(nanoliters: 2_200_000))
        bench.run(to: 1_000)
        bench.give(.fault(.advance(TimeSpan(checked: day))))
        #expect(events(bench).map(\.kind) == [.alarmRaised(.lowReservoir)])
        #expect(events(bench).first?.at == at(day).utc)
        bench.ask(1, bench.stop(1))
        #expect(bench.replies == [0, 1, 0])
        #expect(events(bench).map(\.number) == [1, 2])
        bench.open(2)
        bench.run(to: 3_000)
        #expect(events(bench).count == 2)
    }

    @Test func whatHappenedOutOfRangeIsToldOnReturn() {
        var bench = WandBench()
        bench.give(.fault(.range(isInRange: false)))
        bench.give(.fault(.condition(.motorStall, isOn: true)))
        bench.give(.fault(.condition(.criticalMemoryError, isOn: true)))
        bench.give(.fault(.condition(.motorStall, isOn: false)))
        bench.run(to: 5_000)
        #expect(events(bench).isEmpty)
        bench.give(.fault(.range(isInRange: true)))
        #expect(
            events(bench).map(\.kind) == [
                .alarmRaised(.motorStall), .alarmRaised(.criticalMemoryError), .alarmCleared(.motorStall),
            ])
        #expect(events(bench).map(\.number) == [1, 2, 3])
    }

    @Test func alarmsComeAtTheirTimeOnAFastClock() {
        // a day in 86.4 s
        var bench = WandBench(memory(nanoliters: 2_200_000), timeFactor: 1_000)
        bench.run(to: 86_399)
        #expect(events(bench).isEmpty)
        bench.run(to: 86_400)
        #expect(events(bench).map(\.at) == [at(day).utc])
        #expect(bench.heard.last?.time == 86_400)
    }

    @Test func aStageExpiresInRealTimeOnAFastClock() {
        var bench = WandBench(timeFactor: 1_000)
        let stage = StageRequest(
            pump: pumpSerial, transaction: id(1), baseRevision: ProgramRevision(1),
            lifetime: TimeSpan(checked: 10_000), change: PumpChange(program: continuous(110)))
        bench.ask(1, .stage(stage))
        bench.run(to: 9_999)
        #expect(events(bench).isEmpty)
        bench.run(to: 10_000)
        #expect(events(bench).map(\.kind) == [.stagedExpired(id(1))])
    }

    @Test func aJumpOverManyDeadlinesIsTheSameAsManySteps() {
        let kept = memory(nanoliters: 2_200_000)
        var stepped = WandBench(kept, timeFactor: 10_000)
        stepped.run(to: 100_000)
        var jumped = WandBench(kept, timeFactor: 10_000)
        jumped.now = 100_000
        jumped.give(.tick)
        #expect(jumped.wand.pump.memory == stepped.wand.pump.memory)
        #expect(jumped.persisted.alarms.count == 2)
        #expect(!jumped.wand.isInSession)
    }

    @Test func theTimelineRoundsUpToItsOwnMilliseconds() {
        var timeline = PumpTimeline(uptime: 5, clock: start, factor: 7)
        #expect(timeline.moment(at: 8) == Moment(uptimeMilliseconds: 8, utc: at(21).utc))
        #expect(timeline.uptime(reaching: at(21).utc) == 8)
        #expect(timeline.uptime(reaching: at(22).utc) == 9)
        #expect(timeline.uptime(reaching: at(-1).utc) == 5)
        timeline.jump(ahead: TimeSpan(checked: 100), at: 8)
        #expect(timeline.moment(at: 9).utc == at(128).utc)
    }
}
