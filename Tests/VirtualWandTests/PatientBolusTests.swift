import PumpModel
import Testing
import VirtualWand
import WandProtocol

@Suite struct PatientBolusTests {
    /// 24 mcg over 30 min, 3 in 24 h, 2 h apart, on top of 100 mcg/day.
    private func program(base: Int64 = 100, once: OneTimeDelivery? = nil) throws -> Program {
        let bolus = try #require(Bolus(dose: Dose(checked: 24_000), duration: TimeSpan(checked: hour / 2)))
        let patient = try #require(PatientBolus(bolus: bolus, allottedPer24Hours: 3, lockoutMinutes: 120))
        return try #require(Program(base: .simpleContinuous(dose(base)), once: once, patientBolus: patient))
    }

    private func kinds(_ pump: VirtualPump) -> [PumpEvent.Kind] { pump.memory.events.map(\.kind) }

    @Test func onTopOfTheBaseAndLogged() throws {
        var pump = VirtualPump(memory(try program()))
        #expect(pump.askForBolus(at: at(hour)) == [.persist(pump.memory)])
        #expect(kinds(pump) == [.patientBolus(Dose(checked: 24_000))])
        #expect(pump.report.patientBoluses == 1)
        // 24 mcg in half an hour are 1152 mcg/day
        #expect(pump.report.actualFlow.nanolitersPerDay == 200_000 + 2_304_000)
        #expect(pump.report.bolusRemaining == .zero)
        #expect(pump.nextChange == at(hour * 3 / 2).utc)
        _ = pump.advance(to: at(day))
        #expect(pump.memory.reservoir.nanoliters == 18_000_000 - 200_000 - 48_000)
    }

    @Test func lockoutAndAllotmentRollWithTheDay() throws {
        var pump = VirtualPump(memory(try program()))
        let asked: [(Int64, Bool)] = [
            (0, true), (2 * hour - 1, false), (2 * hour, true), (4 * hour, true), (6 * hour, false), (day - 1, false),
            (day, true), (day + 2 * hour - 1, false), (day + 2 * hour, true), (day + 3 * hour, false),
        ]
        for (time, isGiven) in asked {
            _ = pump.askForBolus(at: at(time))
            #expect(
                kinds(pump).last == (isGiven ? .patientBolus(Dose(checked: 24_000)) : .patientBolusRefused), "\(time)")
        }
        #expect(pump.report.patientBoluses == 3)
        _ = pump.advance(to: at(10 * day))
        #expect(pump.report.patientBoluses == 0)
        #expect(pump.memory.reservoir.nanoliters == 18_000_000 - 2_000_000 - 5 * 48_000)
    }

    @Test func anotherProgramEndsItAndForgetsNoAllotment() throws {
        var pump = VirtualPump(memory(try program()))
        _ = pump.askForBolus(at: at(0))
        _ = pump.stage(1, try program(base: 120), at: hour / 4)
        _ = pump.commit(1, at: hour / 4)
        #expect(pump.report.actualFlow.nanolitersPerDay == 240_000)
        _ = pump.askForBolus(at: at(hour))
        #expect(kinds(pump).last == .patientBolusRefused)
        #expect(pump.report.patientBoluses == 1)
        _ = pump.stop(2, at: hour)
        _ = pump.askForBolus(at: at(5 * hour))
        #expect(kinds(pump).last == .patientBolusRefused)
    }

    @Test func notInPlaceOfABridgeNorOfAnUnablePump() throws {
        let timed = try #require(
            TimedVolume(volume: Volume(checked: 400_000), duration: TimeSpan(checked: 10 * hour)))
        var pump = VirtualPump(memory(try program(once: .bridge(timed))))
        _ = pump.askForBolus(at: at(10 * hour - 1))
        #expect(kinds(pump) == [.patientBolusRefused])
        _ = pump.askForBolus(at: at(10 * hour))
        #expect(kinds(pump).last == .patientBolus(Dose(checked: 24_000)))
        _ = pump.set(.criticalMemoryError, true, at: at(20 * hour))
        _ = pump.askForBolus(at: at(20 * hour))
        #expect(kinds(pump).last == .patientBolusRefused)
    }

    @Test func theSimulatorAsks() throws {
        var bench = WandBench(memory(try program()))
        bench.give(.fault(.pump(.patientBolus)))
        #expect(bench.persisted.patientBoluses == [GivenBolus(start: start, revision: ProgramRevision(1))])
        let told = bench.heard.compactMap {
            if case .pumpEvent(let event) = $0.envelope.message { event.kind } else { nil }
        }
        #expect(told == [.patientBolus(Dose(checked: 24_000))])
    }
}
