import PumpModel
import Testing
import VirtualWand
import WandProtocol

/// Section 7 of the protocol, rule by rule.
@Suite struct TransactionTests {
    @Test func stageHoldsAndCommitApplies() {
        var pump = VirtualPump(memory())
        let held = StagedProgram(
            transaction: id(1), baseRevision: ProgramRevision(1), change: PumpChange(program: continuous(120)),
            remaining: TimeSpan(checked: 60_000))
        #expect(pump.stage(1, continuous(120)) == .staged(held))
        #expect(pump.report.program == continuous(100))
        #expect(pump.report.staged == held)
        let applied = AppliedTransaction(transaction: id(1), revision: ProgramRevision(2), at: at(500).utc)
        #expect(pump.commit(1, at: 500) == .committed(applied))
        let report = pump.report
        #expect(report.program == continuous(120))
        #expect(report.revision == ProgramRevision(2))
        #expect(report.programmedAt == at(500).utc)
        #expect(report.appliedCount == 1)
        #expect(report.lastApplied == applied)
        #expect(report.staged == nil)
        #expect(pump.memory.events.map(\.kind) == [.programChanged(ProgramRevision(2))])
    }

    @Test func everyRequestIsRefusedByAnotherPump() {
        var pump = VirtualPump(memory())
        let other = TransactionRequest(pump: PumpSerial(checked: "OTHER"), transaction: id(1))
        let before = pump.memory
        let commit = CommitRequest(pump: other.pump, transaction: id(1), baseRevision: ProgramRevision(1))
        let stage = StageRequest(
            pump: other.pump, transaction: id(1), baseRevision: ProgramRevision(1), lifetime: .day,
            change: PumpChange(program: .stopped))
        for request in [Message.stop(other), .discard(other), .queryTransaction(other), .commit(commit), .stage(stage)]
        {
            #expect(pump.ask(request)?.faultCode == .wrongPump)
        }
        #expect(pump.memory == before)
    }

    @Test func repeatedStageGoesOnWithItsLifetime() {
        var pump = VirtualPump(memory())
        _ = pump.stage(1, continuous(120), lifetime: 1_000)
        guard case .staged(let again) = pump.stage(1, continuous(120), lifetime: 5_000, at: 400) else {
            Issue.record("the same stage was not taken again")
            return
        }
        #expect(again.remaining.milliseconds == 600)
        #expect(pump.stage(1, continuous(121), at: 400)?.faultCode == .transactionReused)
        #expect(pump.stage(1, continuous(120), base: 2, at: 400)?.faultCode == .transactionReused)
        #expect(pump.stage(2, continuous(120), at: 400)?.faultCode == .stagedBusy)
        #expect(pump.query(1, at: 400) == .staged(remaining: TimeSpan(checked: 600)))
    }

    @Test func stageOfAnAppliedIdIsReused() {
        var pump = VirtualPump(memory())
        _ = pump.stage(1, continuous(120))
        _ = pump.commit(1)
        #expect(pump.stage(1, continuous(120), base: 2)?.faultCode == .transactionReused)
    }

    @Test func stageOfADiscardedIdIsReused() {
        var pump = VirtualPump(memory())
        // discarded, expired, and dropped by a commit on another revision
        _ = pump.stage(1, continuous(120))
        _ = pump.discard(1)
        _ = pump.stage(2, continuous(120), lifetime: 100)
        _ = pump.advance(to: at(100))
        _ = pump.stage(3, continuous(120), at: 100)
        _ = pump.commit(3, base: 9, at: 100)
        for number in 1...3 as ClosedRange<UInt64> {
            #expect(pump.stage(number, continuous(120), at: 100)?.faultCode == .transactionReused)
            #expect(pump.query(number, at: 100) == .discarded)
        }
        #expect(pump.stagedTransaction == nil)
        #expect(pump.stage(4, continuous(120), at: 100)?.faultCode == nil)
        // judged before what is staged
        #expect(pump.stage(1, continuous(120), at: 100)?.faultCode == .transactionReused)
    }

    @Test func aCommitEndsARunningBolus() throws {
        var pump = VirtualPump(memory(try bolus(50, seconds: 3_600, base: 100)))
        _ = pump.stage(1, continuous(100), at: hour / 2)
        _ = pump.commit(1, at: hour / 2)
        #expect(pump.report.bolusRemaining == .zero)
        #expect(pump.report.actualFlow.nanolitersPerDay == 200_000)
    }

    @Test(arguments: [0, 2, UInt32.max])
    func stageOnAnotherRevisionIsRefused(base: UInt32) {
        var pump = VirtualPump(memory())
        #expect(pump.stage(1, continuous(120), base: base)?.faultCode == .wrongRevision)
        #expect(pump.query(1) == .unknown)
    }

    @Test(arguments: [
        (continuous(23), FaultCode.limitExceeded), (continuous(24), nil), (continuous(12_000), nil),
        (continuous(12_001), .limitExceeded), (.simpleContinuous(.zero), .limitExceeded), (.stopped, nil),
        (.minimumRate, nil),
    ])
    func thePumpsOwnLimits(program: Program, fault: FaultCode?) {
        // 24 to 12000 mcg/day at 500 mcg/mL
        var pump = VirtualPump(memory())
        #expect(pump.stage(1, program)?.faultCode == fault)
        #expect((pump.stagedTransaction != nil) == (fault == nil))
    }

    @Test(
        arguments: [(494, 144, nil), (495, 144, .limitExceeded), (10, 23, .limitExceeded)]
            as [(Int64, Int64, FaultCode?)])
    func aBolusWithItsBaseIsWithinThem(micrograms: Int64, base: Int64, fault: FaultCode?) throws {
        // over an hour, 494 mcg on top of 144 mcg/day is exactly 12000 mcg/day
        var pump = VirtualPump(memory())
        #expect(pump.stage(1, try bolus(micrograms, seconds: 3_600, base: base))?.faultCode == fault)
    }

    @Test func commitIsIdempotent() {
        var pump = VirtualPump(memory())
        _ = pump.stage(1, continuous(120))
        let first = pump.commit(1, at: 10)
        _ = pump.stage(2, continuous(130), base: 2, at: 20)
        _ = pump.commit(2, base: 2, at: 30)
        let before = pump.memory
        // late, and with a base that fits nothing: the recorded answer all the same
        #expect(pump.commit(1, base: 99, at: 30) == first)
        #expect(pump.memory == before)
    }

    @Test func commitOfWhatIsNotStagedIsUnknown() {
        var pump = VirtualPump(memory())
        #expect(pump.commit(1)?.faultCode == .unknownTransaction)
        _ = pump.stage(1, continuous(120))
        #expect(pump.commit(2)?.faultCode == .unknownTransaction)
        #expect(pump.discard(1) == .discarded)
        #expect(pump.commit(1)?.faultCode == .unknownTransaction)
        #expect(pump.memory.appliedCount == 0)
    }

    @Test func commitOnAnotherRevisionDropsTheStage() {
        var pump = VirtualPump(memory())
        _ = pump.stage(1, continuous(120))
        #expect(pump.commit(1, base: 2)?.faultCode == .wrongRevision)
        #expect(pump.commit(1)?.faultCode == .unknownTransaction)
        #expect(pump.query(1) == .discarded)
    }

    @Test func commitOfAnUnablePumpKeepsTheStage() {
        var pump = VirtualPump(memory())
        _ = pump.stage(1, continuous(120))
        _ = pump.set(.criticalMemoryError, true, at: at(1))
        #expect(pump.commit(1, at: 1)?.faultCode == .pumpFault)
        #expect(pump.query(1, at: 1) == .staged(remaining: TimeSpan(checked: 59_999)))
        _ = pump.set(.criticalMemoryError, false, at: at(2))
        #expect(pump.commit(1, at: 2)?.applied != nil)
    }

    @Test func aStalledPumpIsAble() {
        var pump = VirtualPump(memory())
        _ = pump.set(.motorStall, true, at: at(1))
        #expect(pump.stage(1, continuous(120), at: 1)?.faultCode == nil)
        #expect(pump.commit(1, at: 1)?.applied != nil)
    }

    @Test func anUnablePumpStopsAllTheSame() {
        var pump = VirtualPump(memory())
        _ = pump.set(.criticalMemoryError, true, at: at(1))
        #expect(pump.stop(1, at: 2)?.applied?.revision == ProgramRevision(2))
        #expect(pump.report.actualFlow == .zero)
    }

    @Test func stopDropsTheStageAndIsIdempotent() {
        var pump = VirtualPump(memory())
        _ = pump.stage(1, continuous(120))
        let stopped = AppliedTransaction(transaction: id(9), revision: ProgramRevision(2), at: at(7).utc)
        #expect(pump.stop(9, at: 7) == .stopped(stopped))
        #expect(pump.stop(9, at: 50) == .stopped(stopped))
        #expect(pump.query(1, at: 50) == .discarded)
        #expect(pump.commit(1, at: 50)?.faultCode == .unknownTransaction)
        #expect(pump.memory.appliedCount == 1)
        #expect(pump.report.program == .stopped)
        #expect(pump.query(9, at: 50) == .applied(revision: ProgramRevision(2), at: at(7).utc))
    }

    @Test func stopOfAStoppedPumpChangesNoCount() {
        var pump = VirtualPump(memory())
        let first = pump.stop(1, at: 7)?.applied
        let second = AppliedTransaction(transaction: id(2), revision: ProgramRevision(2), at: at(7).utc)
        #expect(pump.stop(2, at: 900) == .stopped(second))
        #expect(pump.memory.appliedCount == 1)
        #expect(pump.report.lastApplied == first)
        // remembered, so that it can never stop a later program
        _ = pump.stage(3, continuous(100), base: 2, at: 1_000)
        _ = pump.commit(3, base: 2, at: 1_000)
        #expect(pump.stop(2, at: 2_000) == .stopped(second))
        #expect(pump.report.program == continuous(100))
    }

    @Test func stopEndsABolus() throws {
        var pump = VirtualPump(memory(try bolus(50, seconds: 3_600, base: 100)))
        _ = pump.stop(1, at: hour / 2)
        #expect(pump.report.bolusRemaining == .zero)
        let held = pump.memory.reservoirParts
        _ = pump.advance(to: at(day))
        #expect(pump.memory.reservoirParts == held)
    }

    @Test func discardTellsWhatIsKnown() {
        var pump = VirtualPump(memory())
        #expect(pump.discard(1) == .unknown)
        _ = pump.stage(1, continuous(120))
        #expect(pump.discard(2) == .unknown)
        #expect(pump.stagedTransaction == id(1))
        #expect(pump.discard(1) == .discarded)
        #expect(pump.discard(1) == .discarded)
        _ = pump.stage(3, continuous(120))
        _ = pump.commit(3, at: 5)
        #expect(pump.discard(3) == .applied(revision: ProgramRevision(2), at: at(5).utc))
        #expect(pump.report.program == continuous(120))
    }

    @Test func aStageExpiresOnItsOwnClock() {
        var pump = VirtualPump(memory())
        _ = pump.stage(1, continuous(120), lifetime: 1_000)
        // the calendar clock may run ahead: the lifetime does not
        _ = pump.advance(to: Moment(uptimeMilliseconds: 999, utc: at(day).utc))
        #expect(pump.stagedTransaction == id(1))
        let actions = pump.advance(to: Moment(uptimeMilliseconds: 1_000, utc: at(day).utc))
        #expect(actions == [.persist(pump.memory)])
        #expect(pump.memory.events.last?.kind == .stagedExpired(id(1)))
        #expect(pump.query(1, at: day) == .discarded)
        #expect(pump.commit(1, at: day)?.faultCode == .unknownTransaction)
    }

    @Test func aStageWithoutLifetimeIsAnsweredAndGone() {
        var pump = VirtualPump(memory())
        guard case .staged = pump.stage(1, continuous(120), lifetime: 0) else {
            Issue.record("not staged")
            return
        }
        #expect(pump.commit(1)?.faultCode == .unknownTransaction)
    }

    @Test func onlySoManyTransactionsAreRemembered() {
        var pump = VirtualPump(memory())
        for number in 1...17 as ClosedRange<UInt32> {
            _ = pump.stage(UInt64(number), continuous(100), base: number)
            #expect(pump.commit(UInt64(number), base: number)?.applied != nil)
        }
        #expect(pump.query(1) == .unknown)
        #expect(pump.query(2) == .applied(revision: ProgramRevision(3), at: start))
        #expect(pump.memory.history.count == 17)
    }

    @Test func theHistoryIsBounded() {
        var pump = VirtualPump(memory())
        for number in 1...(PumpMemory.historyLimit + 3) {
            _ = pump.stop(UInt64(number))
        }
        #expect(pump.memory.history.count == PumpMemory.historyLimit)
        #expect(pump.memory.history.first?.applied.transaction == id(4))
    }
}
