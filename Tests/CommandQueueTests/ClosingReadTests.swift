import PumpModel
import Testing
import WandProtocol

@testable import CommandQueue

/// After the last thing that was sent to work on a pump, the pump is read: nobody has to remember to.
struct ClosingReadTests {
    private func cancelledAndDiscarded() -> QueueBench {
        var bench = QueueBench.at(.confirmation)
        bench.cancel(bench.subject)
        bench.persistAll()
        #expect(name(bench.sent.last!.message) == "discard")
        return bench
    }

    @Test func aDiscardIsFollowedByAReading() {
        var bench = cancelledAndDiscarded()
        let before = bench.count("interrogate")
        bench.reply(Fixture.transaction(bench.subject, .discarded))
        #expect(bench.count("interrogate") == before + 1)
        bench.reply(.pumpReport(Fixture.report()))
        bench.live(60_000)
        #expect(bench.count("interrogate") == before + 1)
    }

    @Test func aReadingThatIsNotAnsweredIsAskedForAgain() {
        var bench = cancelledAndDiscarded()
        let before = bench.count("interrogate")
        bench.reply(Fixture.transaction(bench.subject, .discarded))
        bench.reply(Fixture.fault(.telemetryLost))
        bench.live(2 * Limits.doubtPauseFirstMilliseconds + Limits.requestMilliseconds)
        #expect(bench.count("interrogate") >= before + 2)
    }

    /// Something is held there still: the session is not over, and it is looked at again until it is.
    @Test func aPumpThatHoldsAProgramIsReadAgain() {
        var bench = cancelledAndDiscarded()
        guard case .staged(let held) = Fixture.staged(TransactionID(high: 9, low: 9)) else { return }
        bench.reply(Fixture.transaction(bench.subject, .discarded))
        var report = Fixture.report()
        report.staged = held
        let before = bench.count("interrogate")
        bench.reply(.pumpReport(report))
        bench.live(Limits.doubtPauseFirstMilliseconds)
        if name(bench.sent.last!.message) == "readWandStatus" { bench.reply(Fixture.status()) }
        #expect(bench.count("interrogate") == before + 1)
        bench.reply(.pumpReport(Fixture.report()))
        bench.live(60_000)
        #expect(bench.count("interrogate") == before + 1)
    }

    @Test func whatWasReadBackIsNotReadOnceMore() {
        var bench = QueueBench.at(.readBack)
        bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
        bench.persistAll()
        let before = bench.count("interrogate")
        bench.live(60_000)
        #expect(bench.count("interrogate") == before)
    }

    /// A pump that is gone is not asked again and again: it is read once it is back.
    @Test func aPumpThatIsGoneIsReadWhenItIsBack() {
        var bench = QueueBench.at(.confirmation)
        bench.cancel(bench.subject)
        bench.persistAll()
        bench.reply(Fixture.transaction(bench.subject, .discarded))
        bench.handle(.sessionLost)
        bench.handle(.sessionOpened(.all))
        bench.reply(Fixture.status(nil))
        let before = bench.count("interrogate")
        for _ in 0..<20 {
            bench.live(Limits.wandStatusMilliseconds)
            if name(bench.sent.last!.message) == "readWandStatus" { bench.reply(Fixture.status(nil)) }
        }
        #expect(bench.count("interrogate") == before)
        bench.live(Limits.wandStatusMilliseconds)
        #expect(name(bench.sent.last!.message) == "readWandStatus")
        bench.reply(Fixture.status())
        #expect(bench.count("interrogate") == before + 1)
    }

    @Test func whatIsSentToAPumpThatNobodyMetReachesNone() {
        var bench = QueueBench.ready()
        let (known, typed) = (
            bench.queue.mayReach(Fixture.pump), bench.queue.mayReach(PumpSerial(checked: "TYPO"))
        )
        #expect(known && !typed)
        bench.handle(.sessionLost)
        // before the wand has spoken it may be the one that is there
        let isUnknown = bench.queue.mayReach(PumpSerial(checked: "TYPO"))
        #expect(isUnknown)
    }
}
