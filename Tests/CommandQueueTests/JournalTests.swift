import CommandQueue
import Dosing
import PumpModel
import Testing
import WandProtocol

/// What waits for the journal, and what happens when it fails.
@Suite struct JournalTests {
    @Test func failedAcceptanceIsARefusalAndLeavesNothing() {
        var bench = QueueBench.ready()
        let (id, ticket) = bench.submit()
        bench.failWrite()
        #expect(bench.refusal(ticket) == .journal("disk full"))
        #expect(bench.state(id) == nil && bench.alerts == [.journal("disk full")])
        bench.live(Fixture.lifetimeMilliseconds)
        #expect(bench.count("stage") == 0)
    }

    @Test func failedAcceptanceOfACancelledCommandKeepsTheCountOfOpenOnes() {
        var bench = QueueBench.ready()
        let (id, _) = bench.submit()
        bench.cancel(id)
        bench.failWrite()
        bench.tick(after: Limits.doubtPauseFirstMilliseconds)
        bench.persistAll()
        #expect(bench.state(id) == .cancelled(by: .client(userID: 1_000)))
        // 16 fit, the 17th does not: the count was not upset
        let tickets = (0...Limits.openCommandsPerPump).map { _ in bench.submit().ticket }
        bench.persistAll()
        #expect(tickets.filter { bench.refusal($0) != nil } == [tickets.last!])
        // and the lane with open work does not give way to others
        for number in 0..<Limits.strangersPerWand { bench.stop(PumpSerial(checked: "S-\(number)")) }
        #expect(bench.queue.commands.count { $0.pump == Fixture.pump && !$0.state.isTerminal } == 16)
    }

    @Test func failedIntentIsNeverSent() {
        var bench = QueueBench.at(.confirmation)
        let id = bench.subject
        let ticket = bench.confirm(id)
        let again = bench.confirm(id)
        bench.failWrite()
        #expect(bench.refusal(ticket) == .journal("disk full") && bench.refusal(again) == .journal("disk full"))
        #expect(bench.state(id) == .failed(.journal("disk full")))
        bench.persistAll()
        bench.live(Fixture.lifetimeMilliseconds)
        #expect(bench.count("commit") == 0)
    }

    /// Confirmations expire before a write that hangs is called stalled.
    static let hasty = QueuePolicy(rules: .bench, confirmationMilliseconds: 2_000)

    /// The journal stands still until one command has expired with its intent unwritten, and the next one waits for its
    /// own intent.
    static func confirmSecondWhileTheFirstIsUnwritten(
        _ bench: inout QueueBench
    ) -> (second: TransactionID, late: JournalToken) {
        let first = bench.submit().id
        let second = bench.submit().id
        bench.advance(first, to: .intent)
        let late = bench.unsettled[0]
        bench.tick(after: 2_000)
        for _ in 0..<8 where bench.state(second)?.name != "awaitingConfirmation" {
            switch name(bench.sent.last!.message) {
            case "interrogate": bench.reply(.pumpReport(Fixture.report()))
            case "stage": bench.reply(Fixture.staged(second))
            case "discard": bench.reply(Fixture.transaction(first, .discarded))
            default: bench.reply(Fixture.status())
            }
        }
        // no request is under way: what may be sent is sent
        if name(bench.sent.last!.message) == "readWandStatus" { bench.reply(Fixture.status()) }
        bench.confirm(second)
        return (second, late)
    }

    @Test func lateIntentOfACommandThatExpiredDoesNotFreeTheNextOne() {
        var bench = QueueBench.ready(policy: Self.hasty)
        let (second, late) = Self.confirmSecondWhileTheFirstIsUnwritten(&bench)
        #expect(bench.state(second) == .committing)
        bench.persist(late)
        #expect(bench.count("commit") == 0)
        bench.persistAll()
        #expect(bench.count("commit") == 1)
        #expect(
            bench.sent.last?.message
                == .commit(CommitRequest(pump: Fixture.pump, transaction: second, baseRevision: Fixture.base)))
    }

    @Test func failureFailsEveryIntentThatWaits() {
        var bench = QueueBench.ready(policy: Self.hasty)
        let (second, late) = Self.confirmSecondWhileTheFirstIsUnwritten(&bench)
        bench.handle(.persistFailed(late, "disk full"))
        #expect(bench.state(second) == .failed(.journal("disk full")))
        bench.live(Limits.doubtPauseFirstMilliseconds)
        bench.persistAll()
        bench.live(Fixture.lifetimeMilliseconds)
        #expect(bench.count("commit") == 0)
    }

    @Test func whatHasHappenedIsWrittenAgainUntilTheJournalTakesIt() {
        var bench = QueueBench.at(.commitAnswer)
        let id = bench.subject
        bench.reply(.committed(Fixture.applied(id)))
        bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
        bench.failWrite()
        // meanwhile nothing is accepted, reads and stops go on
        #expect(
            bench.refusal(bench.submit(Fixture.request(base: Fixture.next)).ticket) == .journal("disk full"))
        let read = bench.interrogate()
        bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
        if case .pump = bench.answer(read) {} else { Issue.record("not read") }
        for _ in 0..<4 {
            #expect(bench.unsettled.isEmpty)
            while bench.unsettled.isEmpty, let due = bench.queue.nextDeadline {
                bench.tick(after: max(0, due - bench.now.uptimeMilliseconds))
            }
            bench.failWrite()
        }
        #expect(bench.alerts == [.journal("disk full")])
        bench.live(Limits.doubtPauseCeilingMilliseconds)
        bench.persistAll()
        #expect(bench.changed.suffix(2).map(\.state.name) == ["verifying", "succeeded"])
        #expect(bench.refusal(bench.submit(Fixture.request(base: Fixture.next)).ticket) == nil)
    }

    @Test func whatARestartCouldTakeBackIsNotShownBeforeItIsDurable() {
        var bench = QueueBench.ready(policy: Self.hasty)
        let (id, ticket) = bench.submit()
        #expect(bench.queue.command(id) == nil && bench.queue.commands.isEmpty)
        bench.persistAll()
        #expect(bench.queue.command(id)?.state == .queued && bench.answer(ticket) != nil)
        bench.cancel(id)
        #expect(bench.queue.command(id)?.state == .queued)
        #expect(bench.queue.current(id)?.state == .cancelled(by: .client(userID: 1_000)))
        bench.persistAll()
        #expect(bench.queue.command(id)?.state == .cancelled(by: .client(userID: 1_000)))
    }

    /// A disk that hangs and says nothing: no more clients wait for it, and a stop is answered.
    @Test func aWriteThatHangsHoldsUpNoStop() {
        var bench = QueueBench.ready(policy: Self.hasty)
        let dose = bench.submit()
        let stop = bench.stop()
        bench.live(Limits.journalStallMilliseconds - 1)
        #expect(bench.count("stop") > 0 && bench.answers[stop.ticket] == nil && bench.alerts == [])
        bench.live(1)
        guard case .command(let shown) = bench.answer(stop.ticket) else {
            Issue.record("not answered")
            return
        }
        #expect(shown.id == stop.id && bench.queue.command(stop.id) != nil)
        let problem = "the disk has not answered for 3 s"
        #expect(bench.alerts == [.journal(problem)] && bench.queue.journalProblem == problem)
        #expect(bench.refusal(bench.submit().ticket) == .journal(problem))
        // whoever asked before is told what came of it, when something has
        #expect(bench.answers[dose.ticket] == nil)
        bench.persistAll()
        #expect(bench.answers[dose.ticket]?.count == 1 && bench.answers[stop.ticket]?.count == 1)
        #expect(bench.queue.journalProblem == nil)
    }

    @Test func whatIsUnwrittenIsWrittenOnceMoreAtTheEnd() {
        var bench = QueueBench.ready(policy: Self.hasty)
        bench.stop()
        bench.failWrite()
        #expect(bench.unsettled.isEmpty && bench.queue.unwrittenCount > 0)
        bench.handle(.closing)
        #expect(bench.unsettled.count == 1)
        bench.persistAll()
        #expect(bench.queue.unwrittenCount == 0 && bench.durableRecords.contains { $0.order == .stop })
    }

    @Test func aCancellationThatCanNotBeMadeDurableChangesNothing() {
        var bench = QueueBench.at(.confirmation)
        bench.stop(Fixture.otherPump)
        bench.failWrite()
        let ticket = bench.cancel(bench.subject)
        #expect(bench.refusal(ticket) == .journal("disk full"))
        #expect(bench.state(bench.subject)?.name == "awaitingConfirmation")
    }

    /// A flood of refused requests finds its bound before it pushes out what happens to commands.
    @Test func refusalsDoNotPushOutMoves() {
        var bench = QueueBench.at(.confirmation)
        bench.stop(Fixture.otherPump)
        for _ in 0..<(Limits.journalBacklogRecords + 50) { bench.submit(Fixture.request(base: Fixture.next)) }
        bench.stop()
        bench.persistAll()
        #expect(bench.durableRecords.last { $0.id == bench.subject }?.state.name == "cancelled")
        let refusals = bench.journalled.count { if case .refused = $0 { true } else { false } }
        #expect(refusals <= Limits.journalBacklogRecords)
        #expect(bench.journalled.contains { if case .lost = $0 { true } else { false } })
    }

    @Test func oneWriteAtATimeAndTheNextHoldsAllThatHappened() {
        var bench = QueueBench.ready(policy: Self.hasty)
        for _ in 0..<5 { bench.submit() }
        #expect(bench.unsettled.count == 1)
        bench.persist(bench.unsettled[0])
        #expect(bench.unsettled.count == 1 && bench.records.count == 5)
    }

    @Test func recordsBeyondTheCeilingAreCountedAndTheCountIsWritten() {
        var bench = QueueBench.ready(policy: Self.hasty)
        // the journal stands still, a stop is asked for again and again
        for _ in 0..<(Limits.journalCeilingRecords + 10) {
            bench.pass(Limits.stopAskingMilliseconds)
            bench.stop()
        }
        bench.persist(bench.unsettled[0])
        guard case .lost(let count) = bench.journalled.last else {
            Issue.record("not counted")
            return
        }
        #expect(count > 0 && bench.journalled.count <= Limits.journalCeilingRecords + 8)
    }

    @Test func tokensThatAreUnknownOrSaidTwiceChangeNothing() {
        var bench = QueueBench.at(.intent)
        let token = bench.unsettled[0]
        bench.handle(.persisted(JournalToken(9_999)))
        bench.handle(.persistFailed(JournalToken(9_999), "no"))
        #expect(bench.count("commit") == 0)
        bench.persist(token)
        bench.handle(.persisted(token))
        bench.handle(.persistFailed(token, "no"))
        #expect(bench.count("commit") == 1 && bench.state(bench.subject) == .committing)
    }

    @Test func everyMoveIsJournalledWithItsVersion() {
        var bench = QueueBench.at(.readBack)
        bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
        bench.persistAll()
        #expect(bench.records.map(\.version) == [1, 2, 3, 4, 5, 6, 7])
        #expect(bench.records == bench.changed)
    }

    @Test func stopDoesNotWaitForAFailingJournal() {
        var bench = QueueBench.ready()
        let (id, ticket) = bench.stop()
        bench.failWrite()
        #expect(bench.count("stop") == 1 && bench.answer(ticket) != nil)
        bench.reply(.stopped(Fixture.applied(id)))
        bench.reply(.pumpReport(Fixture.report(.stopped, revision: Fixture.next)))
        #expect(bench.state(id) == .succeeded(revision: Fixture.next))
    }
}
