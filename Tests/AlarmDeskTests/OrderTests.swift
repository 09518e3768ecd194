import AlarmDesk
import PumpModel
import Testing

/// Alarms are listed and announced in the order in which their causes began.
@Suite struct OrderTests {
    @Test func byTheBeginningAndNotByArrival() {
        let bench = DeskBench()
        bench.read([.motorStall: 10_000])
        bench.read([.endOfService: 20_000, .lowReservoir: 5_000], of: DeskBench.other)
        #expect(bench.names == [.endOfService, .motorStall, .lowReservoir])
        #expect(bench.last.map(\.word).prefix(2) == ["raised endOfService", "raised lowReservoir"])
    }

    @Test func tiesByArrival() {
        let bench = DeskBench()
        bench.read([.criticalMemoryError: 0])
        bench.read([.lowReservoir: 0], of: DeskBench.other)
        #expect(bench.names == [.criticalMemoryError, .lowReservoir])
    }

    /// The wall clock is set back between two alarms: the list does not turn round.
    @Test func theMonotonicClockDecides() {
        let bench = DeskBench()
        bench.read([.motorStall: 0])
        bench.pass(1_000)
        bench.now.utc = bench.now.utc.advanced(byMilliseconds: -DeskBench.day)
        bench.read([.endOfService: 0], of: DeskBench.other)
        #expect(bench.names == [.motorStall, .endOfService])
    }

    /// One late tick announces what many would have, pump by pump mixed, in the same order.
    @Test func oneTickOverSeveralPumps() {
        let bench = DeskBench()
        bench.handle(.therapyWork(DeskBench.pump, by: DeskBench.wand))
        bench.pass(1_000)
        bench.read(of: DeskBench.other, stoppedFor: 47 * DeskBench.hour + 58 * DeskBench.minute)
        bench.told = []
        bench.tick(after: DeskBench.hour)
        #expect(
            bench.told.map(\.word).filter { $0.hasPrefix("raised") } == [
                "raised stoppedOver48Hours", "raised sessionAbandoned",
            ])
        #expect(bench.names == [.pumpStopped, .stoppedOver48Hours, .sessionAbandoned])
    }

    @Test func idsAscendFromTheFirst() {
        let bench = DeskBench(firstID: 1_000)
        bench.read([.motorStall: 10_000, .lowReservoir: 20_000])
        #expect(bench.desk.shown.map(\.id) == [AlarmID(1_000), AlarmID(1_001)])
    }
}
