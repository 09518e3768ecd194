import ControlAPI
import PumpModel
import Testing

@testable import wandctl

struct WithdrawalTextTests {
    private let plain = Style(isColoured: false)
    private static let since = "2026-11-23T10:00:00.000Z"

    private func withdrawal(_ elapsedSeconds: Int64) -> API.Withdrawal {
        API.Withdrawal(stoppedSince: Self.since, elapsedSeconds: elapsedSeconds)
    }

    @Test(arguments: [
        (Int64(0), "0 s"), (59, "59 s"), (60, "1 min"), (3_599, "59 min"), (3_600, "1 h"), (8_040, "2 h 14 min"),
        (172_800, "48 h"), (-1, "0 s"),
    ])
    func hours(seconds: Int64, text: String) {
        #expect(Amounts.hours(seconds) == text)
    }

    @Test func theLineSaysItAll() {
        #expect(
            withdrawal(8_040).line(plain)
                == "!! NO DRUG since 2026-11-23 10:00 UTC (2 h 14 min). Withdrawal can kill: "
                + "critical alarm in 45 h 46 min.")
    }

    @Test func atTheAlarmNothingIsLeft() {
        #expect(withdrawal(172_799).line(plain).hasSuffix("critical alarm in 1 s."))
        #expect(withdrawal(172_800).line(plain).hasSuffix("the critical alarm of 48 h without drug is due. Act now."))
        #expect(withdrawal(172_800).line(plain).contains("(48 h)"))
    }

    @Test func itIsLoudOnATerminalOnly() {
        #expect(withdrawal(60).line(Style(isColoured: true)).hasPrefix("\u{1B}[1;31m!! NO DRUG"))
    }

    @Test func everyTextOfAPumpShowsIt() {
        let pump = Sample.pump(withdrawal: withdrawal(60))
        #expect(pump.text(plain).hasPrefix("!! NO DRUG since"))
        #expect(pump.line(plain).hasPrefix("!! NO DRUG since 2026-11-23 10:00 UTC (1 min), pump ITB-4711."))
        #expect(pump.line(plain).split(separator: "\n").count == 2)
        #expect(!Sample.pump().text(plain).contains("NO DRUG"))
        #expect(!Sample.pump().line(plain).contains("NO DRUG"))
    }

    @Test func thePumpsThatOnlyTheJournalKnows() throws {
        let stopped = API.StoppedPump(pumpSerial: "P-2", since: Self.since)
        let wands = [
            Sample.wand("a", stoppedPumps: [stopped, .init(pumpSerial: "ITB-4711", since: Self.since)]),
            Sample.wand("b", stoppedPumps: [stopped]),
        ]
        // a pump that was read speaks for itself, and flows here
        #expect(wands.stoppedPumps(besides: [Sample.pump()]) == [stopped])
        let lines = wands.withdrawalLines([Sample.pump()], plain, now: try #require(.init("2026-11-23T12:14:59.999Z")))
        #expect(
            lines == [
                "!! NO DRUG since 2026-11-23 10:00 UTC (2 h 14 min), pump P-2, by its last stop: not read since the "
                    + "daemon started. Withdrawal can kill: critical alarm in 45 h 45 min."
            ])
    }

    @Test func aClockThatWentBackCountsFromNothing() throws {
        let stopped = API.StoppedPump(pumpSerial: "P-2", since: Self.since)
        let line = stopped.line(plain, now: try #require(.init("2026-11-23T09:00:00.000Z")))
        #expect(line.contains("(0 s)"))
        #expect(line.contains("critical alarm in 48 h."))
    }
}
