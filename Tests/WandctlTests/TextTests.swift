import ControlAPI
import Testing

@testable import wandctl

struct TextTests {
    private let plain = Style(isColoured: false)
    private let coloured = Style(isColoured: true)

    @Test(arguments: [
        (Int64(0), "0 s"), (999, "0 s"), (59_000, "59 s"), (60_000, "1 min"), (65_000, "1 min 5 s"),
        (3_600_000, "1 h"), (3_605_000, "1 h"), (90_000_000, "1 d 1 h"), (-5, "0 s"),
    ])
    func durations(milliseconds: Int64, text: String) {
        #expect(Amounts.duration(milliseconds) == text)
    }

    @Test func amountsAreExact() {
        #expect(Amounts.milliliters(18_500_001) == "18.500001 mL")
        #expect(Amounts.flow(200_000) == "0.2 mL/day")
        #expect(Amounts.dose(25_125) == "25.125 mcg")
        #expect(Amounts.milliliters(-1) == "-1 nL")
    }

    @Test func timesAreShortened() {
        #expect(Amounts.time(Sample.time) == "2026-11-23 01:33:05 UTC")
        #expect(Amounts.date(Sample.time) == "2026-11-23")
        #expect(Amounts.time("yesterday") == "yesterday")
    }

    @Test func tablesAlign() {
        #expect(table([["a", "bbb", "c"], ["aaa", "b", "c"]]) == "a    bbb  c\naaa  b    c")
        #expect(aligned([("a", "1"), ("bbb", "2")]) == "  a    1\n  bbb  2")
    }

    @Test func colourOnlyWhereItIsWanted() {
        #expect(plain.alert("x") == "x")
        #expect(coloured.alert("x") == "\u{1B}[1;31mx\u{1B}[0m")
    }

    @Test func aQuietPumpRaisesNoAlarm() {
        let text = Sample.pump().text(plain)
        #expect(!text.contains("***"))
        #expect(
            text.contains(
                "  program                     simple continuous 100 mcg/day\n  revision                    17\n"))
        #expect(text.contains("24 h total                  100 mcg"))
        #expect(text.contains("read 1 min 5 s ago by bench"))
        #expect(text.contains("(-3 s)"))
    }

    @Test func dangersComeFirst() {
        let alarms = [
            API.Alarm(cause: "lowReservoir", class: "nonCritical", since: Sample.time),
            API.Alarm(cause: "motorStall", class: "critical", since: Sample.time),
        ]
        let withdrawal = API.Withdrawal(stoppedSince: Sample.time, elapsedSeconds: 169_200)
        let lines = Sample.pump(withdrawal: withdrawal, alarms: alarms).text(plain).split(separator: "\n")
        #expect(lines[0].hasPrefix("*** CRITICAL ALARM: Motor stall"))
        #expect(lines[1].hasPrefix("!! NO DRUG since 2026-11-23 01:33 UTC (47 h). Withdrawal can kill"))
        #expect(lines.last?.contains("Low reservoir") == true)
    }

    @Test func anOpenSessionIsShownUntilItsVerifiedEnd() {
        let open = API.TherapySession(state: .open, openedAt: Sample.time)
        #expect(Sample.pump(session: open).text(plain).contains("session open since 2026-11-23 01:33:05 UTC"))
        let abandoned = API.TherapySession(state: .abandoned, openedAt: Sample.time)
        #expect(Sample.pump(session: abandoned).text(plain).hasPrefix("*** SESSION ABANDONED"))
        #expect(!Sample.pump().text(plain).lowercased().contains("session"))
    }

    @Test func aPumpThatWasNotSetUpSaysSo() {
        #expect(Sample.pump(setUp: nil).text(plain).contains("no therapy until it is"))
    }

    @Test func anOpenUpdateIsShown() {
        let staged = API.Staged(
            transaction: "t", baseRevision: 17, change: API.Change(program: Sample.newProgram),
            remainingMilliseconds: 60_000)
        #expect(Sample.pump(staged: staged).text(plain).contains("an update is open"))
    }

    @Test func anUnpairedWandIsLoud() {
        #expect(Sample.wand(isUnpaired: true).text(plain).hasPrefix("*** UNPAIRED"))
        #expect(!Sample.wand().text(plain).contains("UNPAIRED"))
    }

    @Test func aProposalShowsBothSides() {
        let text = Sample.proposal.text(plain)
        #expect(text.contains("simple continuous 100 mcg/day  simple continuous 120.5 mcg/day"))
        #expect(text.contains("100 mcg                        120.5 mcg"))
        #expect(text.contains("+20.50 %"))
        #expect(text.contains("! soft limit: an increase of 20.5 % is above 15 %"))
        #expect(text.contains(Sample.proposal.digest))
    }

    @Test(arguments: [
        (API.CommandState.succeeded, API.Certainty.applied, "applied: D."),
        (.mismatched, .applied, "APPLIED, BUT NOT AS ASKED: D."), (.superseded, .applied, "applied, then replaced: D."),
        (.failed, .notApplied, "not applied: D."), (.inDoubt, .unknown, "IN DOUBT: D."),
        (.queued, .pending, "pending: D."),
    ])
    func outcomesAreDistinct(state: API.CommandState, certainty: API.Certainty, text: String) {
        #expect(Sample.command(state, certainty).outcomeText(plain) == text + "\nW.")
    }

    @Test func aCommandIsShownWhole() {
        let text = Sample.command(.inDoubt, .unknown).text(plain)
        for part in ["R. Example (user id 1001)", "spasticity", "01:33:05  inDoubt", "120.5 mcg/day"] {
            #expect(text.contains(part))
        }
    }
}
