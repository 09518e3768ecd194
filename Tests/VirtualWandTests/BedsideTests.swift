import PumpModel
import Testing
import VirtualWand
import WandProtocol

/// What the field has seen pumps do, as a teacher shows it.
@Suite struct BedsideTests {
    private func events(_ pump: VirtualPump) -> [PumpEvent.Kind] { pump.memory.events.map(\.kind) }

    private func interrogate(_ pump: inout VirtualPump, _ time: Int64) -> PumpReport? {
        if case .pumpReport(let report) = pump.ask(.interrogate, time) { report } else { nil }
    }

    @Test func aMagnetStopsTheRotorAndIsLoggedLate() {
        var pump = VirtualPump(memory())
        _ = pump.undergo(.magnetEntered, at: at(hour))
        #expect(pump.nextChange == at(hour + FieldStall.noticeMilliseconds).utc)
        #expect(pump.alarmCauses.isEmpty)
        #expect(pump.report.actualFlow == .zero)
        _ = pump.undergo(.magnetLeft(resumingAfter: TimeSpan(checked: 3 * hour)), at: at(hour + 60_000))
        _ = pump.advance(to: at(hour + FieldStall.noticeMilliseconds))
        // noticed now, with the true time
        #expect(pump.memory.alarms == [Alarm(cause: .motorStall, since: at(hour).utc)])
        #expect(pump.memory.faults == [PumpFault(number: 1, at: at(hour).utc, kind: .motorStalled)])
        let resumed = 4 * hour + 60_000
        _ = pump.advance(to: at(resumed - 1))
        #expect(pump.report.actualFlow == .zero)
        _ = pump.advance(to: at(resumed))
        #expect(pump.report.actualFlow.nanolitersPerDay == 200_000)
        #expect(pump.report.stoppedSince == nil)
        #expect(pump.memory.faults.count == 1)
        _ = pump.advance(to: at(resumed + FieldStall.recoveryNoticeMilliseconds))
        #expect(pump.memory.faults.last == PumpFault(number: 2, at: at(resumed).utc, kind: .motorRecovered))
        _ = pump.advance(to: at(resumed + day - hour))
        #expect(pump.memory.reservoir.nanoliters == 18_000_000 - 200_000)
    }

    @Test(arguments: [(60_000, 1), (2 * FieldStall.recoveryNoticeMilliseconds, 1)] as [(Int64, Int)])
    func theSecondInterrogationShowsTheRecovery(after: Int64, recoveries: Int) {
        var pump = VirtualPump(memory())
        _ = pump.undergo(.magnetEntered, at: at(0))
        _ = pump.undergo(.magnetLeft(resumingAfter: TimeSpan(checked: 2 * hour)), at: at(hour))
        // interrogations before it turns again do not count
        for _ in 0..<3 { #expect(interrogate(&pump, 2 * hour)?.alarms.map(\.cause) == [.motorStall]) }
        #expect(interrogate(&pump, 3 * hour + after)?.alarms.map(\.cause) == [.motorStall])
        let second = interrogate(&pump, 3 * hour + after + 1)
        #expect(second?.alarms.isEmpty == true)
        #expect(pump.memory.events.last?.kind == .alarmCleared(.motorStall))
        #expect(pump.memory.events.last?.at == at(3 * hour).utc)
        #expect(pump.memory.faults.filter { $0.kind == .motorRecovered }.map(\.at) == [at(3 * hour).utc])
        #expect(pump.memory.fieldStall == nil)
    }

    @Test func backInTheMagnetItGoesOnStanding() {
        var pump = VirtualPump(memory())
        _ = pump.undergo(.magnetEntered, at: at(0))
        _ = pump.undergo(.magnetEntered, at: at(1))
        _ = pump.undergo(.magnetLeft(resumingAfter: TimeSpan(checked: 2 * hour)), at: at(hour))
        _ = pump.undergo(.magnetEntered, at: at(2 * hour))
        _ = pump.advance(to: at(50 * hour))
        #expect(pump.report.actualFlow == .zero)
        #expect(pump.report.stoppedSince == start)
        #expect(pump.memory.fieldStall?.since == start)
        // and after it turned again, a new one
        _ = pump.undergo(.magnetLeft(resumingAfter: TimeSpan(checked: 100 * hour)), at: at(50 * hour))
        _ = pump.undergo(.magnetEntered, at: at(75 * hour))
        #expect(pump.memory.fieldStall?.since == at(75 * hour).utc)
        #expect(events(pump) == [.alarmRaised(.motorStall), .alarmCleared(.motorStall)])
        #expect(pump.memory.reservoir.nanoliters == 18_000_000 - 200_000 / 24 - 1)
        #expect(pump.memory.faults.map(\.kind) == [.motorStalled, .motorRecovered])
    }

    @Test func interferenceHangsAPumpThatAlarms() {
        var pump = VirtualPump(memory(nanoliters: 1_900_000))
        _ = pump.advance(to: at(hour))
        #expect(pump.alarmCauses == [.lowReservoir])
        _ = pump.undergo(.interference, at: at(hour))
        #expect(pump.memory.faults.last?.kind == .telemetryHang)
        #expect(pump.report.actualFlow == .zero)
        #expect(pump.stage(1, continuous(120), at: 2 * hour)?.faultCode == .pumpFault)
        _ = pump.advance(to: at(9 * hour))
        #expect(pump.report.stoppedSince == at(hour).utc)
        let report = interrogate(&pump, 10 * hour)
        #expect(report?.actualFlow.nanolitersPerDay == 200_000)
        #expect(report?.newestFault == 1)
        #expect(report?.stoppedSince == nil)
        #expect(pump.stage(1, continuous(120), at: 10 * hour)?.faultCode == nil)
    }

    @Test func interferenceDoesNothingToAQuietPump() {
        var pump = VirtualPump(memory())
        _ = pump.undergo(.interference, at: at(hour))
        #expect(pump.memory.faults.isEmpty)
        #expect(pump.memory.hungSince == nil)
    }

    @Test func aHungPumpStopsAllTheSameAndTellsNoEvents() {
        var bench = WandBench(memory(nanoliters: 1_900_000))
        bench.run(to: 1_000)
        bench.give(.fault(.pump(.interference)))
        let told = bench.heard.count
        bench.ask(1, bench.stop(1))
        #expect(bench.reply(1)?.applied != nil)
        #expect(bench.heard.count == told + 1)
        bench.ask(2, .interrogate)
        #expect(bench.heard.suffix(2).map(\.envelope.requestID) == [2, 0])
    }

    @Test(arguments: [25, -24, 7] as [Int64])
    func deliveryIsOffByItsAccuracyAndNobodyKnows(perMille: Int64) {
        var pump = VirtualPump(memory(continuous(500)))
        _ = pump.undergo(.accuracy(perMille: perMille), at: at(0))
        _ = pump.advance(to: at(10 * day))
        #expect(pump.report.reservoir.nanoliters == 8_000_000)
        #expect(pump.memory.trueReservoir.nanoliters == 18_000_000 - 10_000 * (1_000 + perMille))
        _ = pump.refill(to: Volume(checked: 18_000_000), at: at(10 * day))
        #expect(pump.memory.trueReservoir.nanoliters == 18_000_000)
    }

    @Test func nothingReallyFlowsBelowTheResidualVolume() {
        var pump = VirtualPump(memory(continuous(500), nanoliters: 2_400_000))
        _ = pump.undergo(.accuracy(perMille: 99), at: at(0))
        _ = pump.advance(to: at(day - 1))
        #expect(pump.alarmCauses == [.lowReservoir])
        #expect(pump.memory.trueReservoir.nanoliters == 1_400_000)
        #expect(pump.memory.physics.accuracyPerMille == 25)
    }

    @Test func serviceDaysMoveTheIndicator() {
        var pump = VirtualPump(memory())
        _ = pump.undergo(.serviceDays(1), at: at(0))
        _ = pump.advance(to: at(day))
        #expect(pump.alarmCauses == [.electiveReplacement])
        #expect(pump.memory.faults.map(\.kind) == [.batteryLow])
        _ = pump.undergo(.serviceDays(-90), at: at(day))
        #expect(pump.alarmCauses == [.electiveReplacement, .endOfService])
        #expect(pump.report.actualFlow == .zero)
    }

    @Test func anEmptiedReservoirAlarms() {
        var pump = VirtualPump(memory())
        _ = pump.undergo(.emptied, at: at(hour))
        #expect(pump.alarmCauses == [.lowReservoir, .emptyReservoir])
        #expect(pump.report.stoppedSince == at(hour).utc)
    }

    @Test(arguments: [(100, 8_640), (-100, -8_640), (0, 0), (99_999, 864_000)] as [(Int64, Int64)])
    func theClockDrifts(perMillion: Int64, milliseconds: Int64) {
        var bench = WandBench()
        bench.give(.fault(.clockDrift(perMillion: perMillion)))
        bench.run(to: day)
        #expect(bench.wand.pump.memory.clock == at(day + milliseconds).utc)
        // what is due by the pump's clock comes at that clock's time
        var timeline = PumpTimeline(uptime: 0, clock: start, factor: 3)
        timeline.drift(perMillion: perMillion, from: 10)
        for passed in [1, 29, 30, 31, 999_983, 86_400_000] as [Int64] {
            let due = timeline.uptime(reaching: at(passed).utc)
            #expect(timeline.moment(at: due).utc >= at(passed).utc)
            #expect(due <= 10 || timeline.moment(at: due - 1).utc < at(passed).utc)
        }
    }

    @Test func everythingIsKept() throws {
        var pump = VirtualPump(memory(nanoliters: 1_900_000))
        _ = pump.undergo(.line(LineStart(isFilled: true)), at: at(0))
        _ = pump.undergo(.accuracy(perMille: -3), at: at(0))
        _ = pump.undergo(.magnetEntered, at: at(hour))
        #expect(try PumpMemory(decoding: pump.memory.encoded()) == pump.memory)
        _ = pump.undergo(.magnetLeft(resumingAfter: TimeSpan(checked: 2 * hour)), at: at(2 * hour))
        _ = pump.undergo(.interference, at: at(5 * hour))
        #expect(pump.memory.hungSince != nil)
        #expect(try PumpMemory(decoding: pump.memory.encoded()) == pump.memory)
    }
}
