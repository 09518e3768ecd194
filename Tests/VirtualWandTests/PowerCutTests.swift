import PumpModel
import Testing
import VirtualWand
import WandProtocol

/// What is left when the power goes between two actions.
@Suite struct PowerCutTests {
    /// Carries out the first `count` actions and starts the pump again from what was persisted.
    private func cut(_ actions: [PumpAction], after count: Int, old: PumpMemory) -> VirtualPump {
        var persisted = old
        for case .persist(let memory) in actions.prefix(count) { persisted = memory }
        return VirtualPump(persisted)
    }

    @Test(arguments: [0, 1, 2])
    func aCommitIsThereWholeOrNotAtAll(count: Int) {
        let old = memory()
        var pump = VirtualPump(old)
        _ = pump.stage(1, continuous(120))
        let commit = CommitRequest(pump: pumpSerial, transaction: id(1), baseRevision: ProgramRevision(1))
        let actions = pump.handle(.commit(commit), at: at(5))
        #expect(actions.count == 2)
        #expect(actions.first == .persist(pump.memory))
        var restarted = cut(actions, after: count, old: old)
        if count == 0 {
            #expect(restarted.query(1, at: 6) == .unknown)
            #expect(restarted.commit(1, at: 6)?.faultCode == .unknownTransaction)
            #expect(restarted.report.program == continuous(100))
        } else {
            #expect(restarted.query(1, at: 6) == .applied(revision: ProgramRevision(2), at: at(5).utc))
            #expect(restarted.commit(1, at: 6)?.applied?.revision == ProgramRevision(2))
            #expect(restarted.memory.appliedCount == 1)
        }
    }

    @Test(arguments: [0, 1])
    func aStopIsThereWholeOrNotAtAll(count: Int) {
        let old = memory()
        var pump = VirtualPump(old)
        let stop = Message.stop(TransactionRequest(pump: pumpSerial, transaction: id(1)))
        var restarted = cut(pump.handle(stop, at: at(5)), after: count, old: old)
        #expect(restarted.stop(1, at: 9)?.applied?.at == at(count == 0 ? 9 : 5).utc)
        #expect(restarted.memory.appliedCount == 1)
    }

    @Test func aStageIsLost() {
        var pump = VirtualPump(memory())
        _ = pump.stage(1, continuous(120))
        #expect(pump.handle(.interrogate, at: at(1)).count == 1)
        var restarted = VirtualPump(pump.memory)
        #expect(restarted.query(1) == .unknown)
        #expect(restarted.stage(2, continuous(120))?.faultCode == nil)
    }

    @Test func deliveryGoesOnFromAnOlderMemory() throws {
        // what was never persisted follows from what was: the same reservoir, alarms and events
        let old = memory(try bolus(50, seconds: 7_000, base: 99), nanoliters: 2_050_000, concentration: 700)
        var lasting = VirtualPump(old)
        _ = lasting.advance(to: at(1_234_567))
        _ = lasting.advance(to: at(20 * day))
        var restarted = VirtualPump(old)
        _ = restarted.advance(to: at(20 * day))
        #expect(restarted.memory == lasting.memory)
        #expect(restarted.alarmCauses == [.lowReservoir, .emptyReservoir])
    }

    @Test func timeNeverRunsBackwards() {
        var pump = VirtualPump(memory())
        _ = pump.advance(to: at(day))
        let before = pump.memory
        _ = pump.advance(to: at(hour))
        #expect(pump.memory == before)
    }
}
