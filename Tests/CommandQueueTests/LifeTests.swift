import CommandQueue
import PumpModel
import Testing
import WandProtocol

/// A program command's life, from its submission to each of its ends.
@Suite struct LifeTests {
    @Test func wholeLifeToSuccess() throws {
        var bench = QueueBench.ready()
        let (id, submitted) = bench.submit()
        // nobody hears of it before it is durable
        #expect(bench.answers[submitted] == nil && bench.changed.isEmpty && bench.count("stage") == 0)
        bench.persistAll()
        guard case .command(let accepted) = bench.answer(submitted) else {
            Issue.record("not accepted")
            return
        }
        #expect(accepted.id == id && accepted.state == .queued)
        bench.reply(.pumpReport(Fixture.report()))
        bench.persistAll()
        guard case .stage(let stage) = bench.sent.last?.message else {
            Issue.record("not staged")
            return
        }
        #expect(
            stage
                == StageRequest(
                    pump: Fixture.pump, transaction: id, baseRevision: Fixture.base,
                    lifetime: TimeSpan(checked: 60_000), program: Fixture.new))
        bench.reply(Fixture.staged(id))
        let shown = bench.queue.command(id)?.proposal
        let proposal = try #require(shown)
        #expect(
            proposal.old == Fixture.old && proposal.new.program == Fixture.new && proposal.changeBasisPoints == 2_000)
        #expect(proposal.oldTotal.nanogramsPerDay == 100_000 && proposal.newTotal.nanogramsPerDay == 120_000)
        bench.persistAll()

        let confirmed = bench.confirm(id)
        // 'commit sent' is journalled before the first byte goes out
        #expect(bench.count("commit") == 0 && bench.answers[confirmed] == nil)
        bench.persistAll()
        #expect(
            bench.sent.last?.message
                == .commit(CommitRequest(pump: Fixture.pump, transaction: id, baseRevision: Fixture.base)))
        bench.reply(.committed(Fixture.applied(id)))
        #expect(bench.state(id) == .verifying(revision: Fixture.next))
        bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
        // success is not said before it is durable
        #expect(!bench.changed.contains { $0.state.isTerminal })
        bench.persistAll()
        let found = bench.queue.command(id)
        let command = try #require(found)
        #expect(command.state == .succeeded(revision: Fixture.next))
        #expect(
            command.history.map(\.state.name)
                == [
                    "queued", "validated", "staged", "awaitingConfirmation", "committing", "verifying", "succeeded",
                ])
        #expect(Int(command.version) == command.history.count)
        #expect(bench.changed.map(\.version) == [1, 2, 3, 4, 5, 6, 7])
        #expect(bench.alerts.isEmpty)
    }

    @Test func digestNamesExactlyWhatIsInfused() {
        func digest(_ report: PumpReport, _ program: Program) -> String? {
            Proposal(PumpChange(program: program), on: report, softLimits: [])?.digest
        }
        // what is changed beside the program is confirmed as well
        let refill = Refill(
            withdrawn: Volume(checked: 1), filled: Volume(checked: 2), drug: .baclofen,
            concentration: Concentration(checked: 500))
        let changes = [
            PumpChange(program: Fixture.new, refill: refill), PumpChange(program: Fixture.new, setUp: Fixture.setUp),
            PumpChange(program: Fixture.new, clock: ClockCorrection(milliseconds: 1)),
            PumpChange(program: Fixture.new, clock: ClockCorrection(milliseconds: 0)),
        ]
        let digests =
            [
                digest(Fixture.report(), Fixture.new),
                digest(Fixture.report(), .simpleContinuous(DailyDose(checked: 120_001))),
                digest(Fixture.report(), .stopped),
                digest(Fixture.report(), .minimumRate),
                digest(Fixture.report(revision: Fixture.next), Fixture.new),
                digest(Fixture.report(concentration: 1_000), Fixture.new),
                digest(Fixture.report(serial: Fixture.otherPump), Fixture.new),
                digest(Fixture.report(.stopped), Fixture.new),
            ] + changes.map { Proposal($0, on: Fixture.report(), softLimits: [])?.digest }
        #expect(Set(digests).count == digests.count)
        #expect(digests.allSatisfy { $0?.count == 64 })
        #expect(digest(Fixture.report(), Fixture.new) == digests[0])
    }

    @Test func confirmationOfSomethingElseIsRefusedAndChangesNothing() {
        var bench = QueueBench.at(.confirmation)
        let id = bench.subject
        let expected = bench.queue.command(id)?.proposal?.digest ?? ""
        let ticket = bench.confirm(id, digest: String(repeating: "0", count: 64))
        #expect(bench.refusal(ticket) == .digestMismatch(expected: expected))
        bench.persistAll()
        #expect(bench.count("commit") == 0)
        let right = bench.confirm(id)
        bench.persistAll()
        #expect(bench.refusal(right) == nil && bench.count("commit") == 1)
    }

    @Test func confirmedTwiceIsCommittedOnceAndBothAreAnsweredOnceItIsDurable() {
        var bench = QueueBench.at(.confirmation)
        let id = bench.subject
        let tickets = [bench.confirm(id), bench.confirm(id)]
        #expect(tickets.allSatisfy { bench.answers[$0] == nil })
        bench.persistAll()
        let third = bench.confirm(id)
        for ticket in tickets + [third] {
            guard case .command(let command) = bench.answer(ticket) else {
                Issue.record("\(ticket) was not answered")
                continue
            }
            #expect(command.state == .committing)
        }
        #expect(bench.count("commit") == 1)
    }

    @Test(arguments: QueueBench.Step.allCases)
    func confirmationOutOfPlaceIsRefused(_ step: QueueBench.Step) {
        var bench = QueueBench.at(step)
        let ticket = bench.confirm(bench.subject)
        bench.persistAll()
        switch step {
        case .notDurable, .read, .stage, .stopSend, .stopQuery, .stopReadBack:
            #expect(bench.refusal(ticket) == .notAwaitingConfirmation(state: LaneTableTests.stateName(step)))
        case .confirmation, .intent, .commit, .commitAnswer, .query, .discard, .readBack:
            #expect(bench.answer(ticket) != nil && bench.refusal(ticket) == nil)
        }
    }

    @Test(arguments: QueueBench.Step.allCases)
    func cancelInEachState(_ step: QueueBench.Step) {
        var bench = QueueBench.at(step)
        let id = bench.subject
        let ticket = bench.cancel(id)
        let again = bench.cancel(id)
        bench.persistAll()
        switch step {
        case .notDurable, .read, .stage, .confirmation:
            #expect(bench.state(id) == .cancelled(by: .client(userID: 1_000)))
            #expect(bench.answer(ticket) == bench.answer(again) && bench.refusal(ticket) == nil)
            bench.live(Fixture.lifetimeMilliseconds)
            #expect(bench.count("commit") == 0)
        case .intent, .commit, .commitAnswer, .query, .discard, .readBack, .stopSend, .stopQuery, .stopReadBack:
            #expect(bench.refusal(ticket) == .tooLateToCancel(state: LaneTableTests.stateName(step)))
        }
    }

    @Test func cancelledStageIsDiscardedInThePump() {
        var bench = QueueBench.at(.stage)
        let id = bench.subject
        bench.cancel(id)
        bench.reply(Fixture.staged(id))
        #expect(
            bench.sent.last?.message == .discard(TransactionRequest(pump: Fixture.pump, transaction: id)))
        #expect(bench.state(id) == .cancelled(by: .client(userID: 1_000)))
    }

    @Test(arguments: [QueueBench.Step.notDurable, .read, .stage, .confirmation, .intent, .commit])
    func nothingIsSentToBeAppliedAfterTheDeadline(_ step: QueueBench.Step) {
        var bench = QueueBench.at(step)
        let id = bench.subject
        bench.handle(.sessionLost)
        bench.live(Fixture.lifetimeMilliseconds)
        let before = bench.sent.count
        // the wand comes back and the journal wakes up: too late
        bench.handle(.sessionOpened(.all))
        bench.persistAll()
        for _ in 0..<4 {
            bench.reply(Fixture.status())
            bench.live(1_000)
            bench.persistAll()
        }
        #expect(bench.state(id) == .expired)
        let sent = bench.sent(since: before)
        #expect(sent.allSatisfy { $0 == "readWandStatus" || $0 == "discard" }, "\(sent)")
    }

    @Test func confirmationAtItsEndIsTooLate() {
        var bench = QueueBench.at(.confirmation)
        let id = bench.subject
        bench.pass(60_000)
        let ticket = bench.confirm(id)
        bench.persistAll()
        #expect(bench.refusal(ticket) == .alreadyEnded(state: "expired"))
        #expect(bench.state(id) == .expired && bench.count("commit") == 0)
    }

    @Test func repeatedStageDoesNotLetThePumpHoldItForLonger() {
        var bench = QueueBench.at(.stage)
        bench.tick(after: Limits.requestMilliseconds)
        guard case .stage(let again) = bench.sent.last?.message else {
            Issue.record("not staged again")
            return
        }
        #expect(again.lifetime.milliseconds == 60_000 - Limits.requestMilliseconds)
    }

    @Test func stageIsGivenUpAfterItsTries() {
        var bench = QueueBench.at(.stage)
        for _ in 0..<4 { bench.tick(after: Limits.requestMilliseconds) }
        #expect(bench.state(bench.subject) == .failed(.noAnswer))
        #expect(bench.count("stage") == 4)
    }

    @Test func commandsOfOnePumpRunOneAfterTheOther() {
        var bench = QueueBench.ready()
        let first = bench.submit().id
        let second = bench.submit().id
        bench.advance(first, to: .readBack)
        #expect(bench.state(second) == .queued)
        bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
        bench.persistAll()
        #expect(bench.state(first) == .succeeded(revision: Fixture.next))
        // the second was planned on the revision before: it is judged afresh, and refused
        bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
        #expect(bench.state(second) == .rejected(.revisionMoved(asked: Fixture.base, found: Fixture.next)))
        #expect(bench.count("stage") == 1)
    }

    @Test func mismatchIsACriticalAlertAndNoSuccess() {
        var bench = QueueBench.at(.readBack)
        let id = bench.subject
        bench.reply(.pumpReport(Fixture.report(Fixture.old, revision: Fixture.next)))
        #expect(bench.state(id) == .mismatched(revision: Fixture.next, found: Fixture.old))
        #expect(bench.alerts == [.mismatch(id, expected: Fixture.new, found: Fixture.old)])
    }

    @Test func readBackOfAnotherPumpIsNoReadBack() {
        var bench = QueueBench.at(.readBack)
        let id = bench.subject
        bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next, serial: Fixture.otherPump)))
        #expect(bench.state(id) == .verifying(revision: Fixture.next))
        bench.live(300)
        #expect(name(bench.sent.last!.message) == "readWandStatus" || name(bench.sent.last!.message) == "interrogate")
        bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
        #expect(bench.state(id) == .succeeded(revision: Fixture.next))
    }

    @Test func implantedPumpIsRefusedEvenWhenTheWandSaysSoAfterAcceptance() {
        var bench = QueueBench.at(.read)
        bench.reopen()
        // nothing begins before the wand has said whether the pump is in a patient
        #expect(name(bench.sent.last!.message) == "readWandStatus")
        bench.reply(Fixture.status(isImplanted: true))
        bench.live(300)
        bench.reply(.pumpReport(Fixture.report()))
        #expect(bench.state(bench.subject) == .rejected(.unpairedPatient))
        #expect(bench.count("stage") == 0)
    }
}
