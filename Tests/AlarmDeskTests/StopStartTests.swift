import AlarmDesk
import PumpModel
import Testing

/// The same alert, a stop and a start, three times in ten minutes.
@Suite struct StopStartTests {
    static let minute = DeskBench.minute

    /// An alert while it flows, a stop, a start; `pause` after each reading.
    static func cycle(_ bench: DeskBench, _ cause: AlarmCause, pause: Int64 = 60_000) {
        bench.read([cause: 0])
        bench.pass(pause)
        bench.read(stoppedFor: 0)
        bench.pass(pause)
        bench.read()
    }

    @Test func theThirdTimeAlarms() throws {
        let bench = DeskBench()
        bench.read()
        Self.cycle(bench, .nonCriticalMemoryError)
        Self.cycle(bench, .nonCriticalMemoryError)
        #expect(bench.alarm(.repeatedAlertStopStart) == nil)
        Self.cycle(bench, .nonCriticalMemoryError)
        let alarm = try #require(bench.alarm(.repeatedAlertStopStart))
        #expect(alarm.isSounding && alarm.priority == .high && alarm.since == bench.now)
        #expect(bench.last.contains(.repeatedStopStart(DeskBench.pump, .nonCriticalMemoryError)))
        // it is told once, and ends once ten minutes have passed without another start into the alert
        bench.pass(Self.minute)
        Self.cycle(bench, .nonCriticalMemoryError)
        #expect(bench.told.filter { $0.word.hasPrefix("repeatedStopStart") }.count == 1)
        #expect(bench.alarm(.repeatedAlertStopStart)?.id == alarm.id)
        bench.tick(after: 10 * Self.minute - 1)
        #expect(bench.alarm(.repeatedAlertStopStart)?.isStanding == true)
        bench.tick(after: 1)
        #expect(bench.alarm(.repeatedAlertStopStart)?.isStanding == false)
    }

    @Test(arguments: [(600_000, true), (600_001, false)] as [(Int64, Bool)])
    func threeStartsWithinTheWindow(_ span: Int64, _ alarms: Bool) {
        let bench = DeskBench()
        bench.read()
        Self.cycle(bench, .motorStall, pause: 0)
        bench.pass(span - 1)
        Self.cycle(bench, .motorStall, pause: 0)
        bench.pass(1)
        Self.cycle(bench, .motorStall, pause: 0)
        #expect((bench.alarm(.repeatedAlertStopStart) != nil) == alarms)
    }

    @Test func differentAlertsDoNotAdd() {
        let bench = DeskBench()
        bench.read()
        Self.cycle(bench, .motorStall)
        Self.cycle(bench, .lowReservoir)
        Self.cycle(bench, .motorStall)
        Self.cycle(bench, .lowReservoir)
        #expect(bench.alarm(.repeatedAlertStopStart) == nil)
        Self.cycle(bench, .motorStall)
        #expect(bench.alarm(.repeatedAlertStopStart) != nil)
    }

    @Test func stopsWithoutAnAlertDoNotCount() {
        let bench = DeskBench()
        for _ in 1...5 {
            bench.read()
            bench.pass(1)
            bench.read(stoppedFor: 0)
            bench.pass(1)
        }
        bench.read()
        #expect(bench.alarm(.repeatedAlertStopStart) == nil)
    }

    /// An alert that came only after the stop did not lead to it.
    @Test func anAlertWhileStoppedDoesNotCount() {
        let bench = DeskBench()
        bench.read()
        for _ in 1...4 {
            bench.pass(10)
            bench.read(stoppedFor: 0)
            bench.pass(10)
            bench.read([.lowReservoir: 0], stoppedFor: 10)
            bench.pass(10)
            bench.read()
        }
        #expect(bench.alarm(.repeatedAlertStopStart) == nil)
    }

    @Test func otherPumpsDoNotAdd() {
        let bench = DeskBench()
        for pump in [DeskBench.pump, DeskBench.other] {
            bench.read(of: pump)
            for _ in 1...2 {
                bench.read([.motorStall: 0], of: pump)
                bench.read(of: pump, stoppedFor: 0)
                bench.pass(1)
                bench.read(of: pump)
            }
        }
        #expect(bench.desk.shown.allSatisfy { $0.name != .repeatedAlertStopStart })
    }

    /// Started and stopped again between two readings: the pump dates the stop otherwise.
    @Test func anUnseenStartCounts() {
        let bench = DeskBench()
        for _ in 1...4 {
            bench.read([.motorStall: 0], stoppedFor: 0)
            bench.pass(Self.minute)
        }
        #expect(bench.told.contains(.repeatedStopStart(DeskBench.pump, .motorStall)))
    }

    @Test func aStopThatGoesOnIsOneStop() {
        let bench = DeskBench()
        for passed: Int64 in 0..<9 {
            bench.read([.motorStall: passed * 1_000], stoppedFor: passed * 1_000)
            bench.pass(1_000)
        }
        #expect(bench.alarm(.repeatedAlertStopStart) == nil)
    }
}
