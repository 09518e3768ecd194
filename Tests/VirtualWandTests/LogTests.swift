import PumpModel
import Testing
import VirtualWand
import WandProtocol

@Suite struct LogTests {
    private func page(_ pump: inout VirtualPump, _ log: PumpLogName, after: UInt32) -> LogPage? {
        guard case .logPage(let page) = pump.ask(.readLog(LogRequest(pump: pumpSerial, log: log, after: after)), 5_000)
        else { return nil }
        return page
    }

    private func numbers(_ page: LogPage?) -> [UInt32]? {
        switch page?.entries {
        case .events(let events): events.map(\.number)
        case .faults(let faults): faults.map(\.number)
        case nil: nil
        }
    }

    @Test(arguments: PumpLogName.allCases)
    func pagesFollowEachOther(log: PumpLogName) {
        var pump = VirtualPump(memory())
        #expect(numbers(page(&pump, log, after: 0)) == [])
        #expect(page(&pump, log, after: 0)?.newest == 0)
        for time in 0..<2_000 as Range<Int64> { _ = pump.set(.motorStall, time % 2 == 0, at: at(time)) }
        // both logs hold 1024 of 2000
        let first = page(&pump, log, after: 0)
        #expect(first?.oldest == 977)
        #expect(first?.newest == 2_000)
        var read: [UInt32] = []
        for _ in 0..<40 {
            let found = numbers(page(&pump, log, after: read.last ?? 0)) ?? []
            #expect(found.count <= Limits.wireListEntries)
            read += found
        }
        #expect(read == Array(977...2_000))
        for after in [2_000, 2_001, UInt32.max] { #expect(numbers(page(&pump, log, after: after)) == []) }
        #expect(numbers(page(&pump, log, after: 1_998)) == [1_999, 2_000])
        #expect(pump.memory.faults.map(\.kind).suffix(2) == [.motorStalled, .motorRecovered])
    }

    @Test func anotherPumpAndASessionWithoutLogsAreRefused() {
        var pump = VirtualPump(memory())
        let other = LogRequest(pump: PumpSerial(checked: "OTHER"), log: .events, after: 0)
        #expect(pump.ask(.readLog(other))?.faultCode == .wrongPump)
        var bench = WandBench(capabilities: [.therapy, .events])
        bench.ask(1, .readLog(LogRequest(pump: pumpSerial, log: .events, after: 0)))
        #expect(bench.reply(1)?.faultCode == .unsupportedMessage)
        bench = WandBench()
        bench.ask(1, .readLog(LogRequest(pump: pumpSerial, log: .events, after: 0)))
        #expect(bench.reply(1) == .logPage(LogPage(pump: pumpSerial, oldest: 0, newest: 0, entries: .events([]))))
    }

    @Test func aPowerCutIsLogged() {
        var bench = WandBench()
        bench.give(.fault(.powerCut))
        #expect(bench.persisted.faults == [PumpFault(number: 1, at: start, kind: .powerLost)])
    }
}
