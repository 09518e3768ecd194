import PumpModel
import Testing
import VirtualWand
import WandProtocol

@Suite struct AlarmTests {
    @Test func lowThenEmptyEachSinceItsMillisecond() {
        var pump = VirtualPump(memory(continuous(100), nanoliters: 2_200_000))
        _ = pump.advance(to: at(day - 1))
        #expect(pump.alarmCauses.isEmpty)
        _ = pump.advance(to: at(100 * day))
        #expect(
            pump.memory.alarms == [
                Alarm(cause: .lowReservoir, since: start.advanced(byMilliseconds: day)),
                Alarm(cause: .emptyReservoir, since: start.advanced(byMilliseconds: 4 * day)),
            ])
        #expect(pump.memory.events.map(\.kind) == [.alarmRaised(.lowReservoir), .alarmRaised(.emptyReservoir)])
        #expect(pump.memory.events.map(\.number) == [1, 2])
    }

    @Test func aRefillClearsThem() {
        var pump = VirtualPump(memory(continuous(100), nanoliters: 1_400_000))
        _ = pump.advance(to: at(1))
        #expect(pump.alarmCauses == [.lowReservoir, .emptyReservoir])
        _ = pump.refill(to: Volume(checked: 20_000_000), at: at(day))
        #expect(pump.alarmCauses.isEmpty)
        #expect(
            pump.memory.events.suffix(2).map(\.kind) == [.alarmCleared(.lowReservoir), .alarmCleared(.emptyReservoir)])
        _ = pump.advance(to: at(2 * day))
        #expect(pump.memory.reservoir.nanoliters == 19_800_000)
    }

    @Test func stoppedOver48HoursCountsFromTheFirstStop() {
        var pump = VirtualPump(memory())
        #expect(pump.stop(1, at: hour)?.applied != nil)
        // programmed stopped again: the patient has been without drug since the first stop all the same
        #expect(pump.stage(2, .stopped, base: 2, at: 40 * hour)?.faultCode == nil)
        #expect(pump.commit(2, base: 2, at: 40 * hour)?.applied?.revision == ProgramRevision(3))
        _ = pump.advance(to: at(49 * hour - 1))
        #expect(pump.alarmCauses.isEmpty)
        _ = pump.advance(to: at(60 * hour))
        #expect(
            pump.memory.alarms == [
                Alarm(cause: .stoppedOver48Hours, since: start.advanced(byMilliseconds: 49 * hour))
            ])
        #expect(pump.stage(3, continuous(100), base: 3, at: 60 * hour)?.faultCode == nil)
        #expect(pump.commit(3, base: 3, at: 60 * hour)?.applied != nil)
        #expect(pump.alarmCauses.isEmpty)
    }

    @Test func serviceLifeCountsDownAndEndsDelivery() {
        var pump = VirtualPump(memory(.minimumRate, serviceDays: 2))
        #expect(pump.report.serviceDaysRemaining == 2)
        _ = pump.advance(to: at(day + 1))
        #expect(pump.report.serviceDaysRemaining == 1)
        _ = pump.advance(to: at(2 * day - 1))
        #expect(pump.report.serviceDaysRemaining == 1)
        #expect(pump.alarmCauses.isEmpty)
        _ = pump.advance(to: at(2 * day))
        #expect(pump.report.serviceDaysRemaining == 0)
        #expect(pump.alarmCauses == [.electiveReplacement])
        _ = pump.advance(to: at(200 * day))
        #expect(pump.alarmCauses == [.electiveReplacement, .endOfService])
        #expect(pump.report.actualFlow == .zero)
        #expect(pump.memory.reservoir.nanoliters == 18_000_000 - 92 * 6_000)
        #expect(pump.stage(1, continuous(100), at: 200 * day)?.faultCode == .pumpFault)
        #expect(pump.stop(2, at: 200 * day)?.applied?.revision == ProgramRevision(2))
    }

    @Test(arguments: PumpCondition.allCases)
    func hardwareFaultsAlarmAndClear(condition: PumpCondition) {
        var pump = VirtualPump(memory())
        #expect(pump.set(condition, true, at: at(5)) == [.persist(pump.memory)])
        #expect(pump.memory.alarms == [Alarm(cause: condition.cause, since: at(5).utc)])
        _ = pump.set(condition, false, at: at(9))
        #expect(pump.alarmCauses.isEmpty)
        #expect(pump.memory.events.map(\.at) == [at(5).utc, at(9).utc])
    }

    @Test func aCriticalMemoryErrorFallsToTheMinimumRate() {
        var pump = VirtualPump(memory())
        _ = pump.set(.criticalMemoryError, true, at: at(0))
        #expect(pump.report.actualFlow.nanolitersPerDay == 6_000)
        #expect(pump.report.program == continuous(100))
        #expect(pump.stage(1, continuous(110))?.faultCode == .pumpFault)
    }

    @Test func alarmsArePersistedAsTheyRise() {
        var pump = VirtualPump(memory(nanoliters: 2_200_000))
        #expect(pump.advance(to: at(day - 1)).isEmpty)
        #expect(pump.advance(to: at(day)) == [.persist(pump.memory)])
        #expect(pump.nextChange == start.advanced(byMilliseconds: 4 * day))
    }

    @Test func theEventLogIsBounded() {
        var pump = VirtualPump(memory())
        for time in 0..<1_100 as Range<Int64> { _ = pump.set(.motorStall, time % 2 == 0, at: at(time)) }
        #expect(pump.memory.newestEvent == 1_100)
        #expect(pump.memory.events.map(\.number) == Array(77...1_100))
        #expect(pump.memory.faults.map(\.number) == Array(77...1_100))
    }
}
