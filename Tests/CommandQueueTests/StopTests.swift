import CommandQueue
import PumpModel
import Testing
import WandProtocol

/// The emergency stop: passes everything, is said again, tells the truth.
@Suite struct StopTests {
    @Test(arguments: QueueBench.Step.allCases)
    func leavesAtOnceWhateverTheQueueHolds(_ step: QueueBench.Step) {
        guard !step.rawValue.hasPrefix("stop"), step != .commit else { return }
        var bench = QueueBench.at(step)
        for _ in 0..<8 { bench.submit() }
        for _ in 0..<20 { bench.interrogate() }
        let actions = bench.handle(
            .stop(Fixture.pump, Fixture.origin(), id: TransactionID(high: 5, low: 5), Ticket(999)))
        // the very first thing that is done
        guard case .sendUrgent(let envelope) = actions.first else {
            Issue.record("\(actions.first as Any)")
            return
        }
        #expect(
            envelope.message
                == .stop(TransactionRequest(pump: Fixture.pump, transaction: TransactionID(high: 5, low: 5))))
        // the client hears of it once it is durable, or can not be made so
        while bench.answer(Ticket(999)) == nil, !bench.unsettled.isEmpty { bench.failWrite() }
        guard case .command(let stop) = bench.answer(Ticket(999)) else {
            Issue.record("not answered")
            return
        }
        #expect(stop.id == TransactionID(high: 5, low: 5))
    }

    @Test func wholeLifeToSuccess() {
        var bench = QueueBench.at(.stopReadBack)
        let id = bench.subject
        bench.reply(.pumpReport(Fixture.report(.stopped, revision: Fixture.next)))
        bench.persistAll()
        #expect(bench.state(id) == .succeeded(revision: Fixture.next))
        #expect(
            bench.queue.command(id)?.history.map(\.state.name) == ["queued", "committing", "verifying", "succeeded"])
        #expect(bench.alerts.isEmpty)
    }

    @Test func isSaidAgainEveryQuarterSecondWithTheSameNumberUntilAnswered() {
        var bench = QueueBench.at(.stopSend)
        let start = bench.now.uptimeMilliseconds
        bench.live(1_000)
        let stops = bench.sent.filter { name($0.message) == "stop" }
        #expect(stops.count == 5 && Set(stops).count == 1)
        bench.handle(
            .received(Envelope(requestID: stops[0].requestID, message: .stopped(Fixture.applied(bench.subject)))))
        #expect(bench.state(bench.subject) == .verifying(revision: Fixture.next))
        bench.live(2_000)
        #expect(bench.count("stop") == 5)
        #expect(bench.now.uptimeMilliseconds - start == 3_000)
    }

    @Test func isSaidAgainInANewSession() {
        var bench = QueueBench.at(.stopSend)
        bench.handle(.sessionLost)
        bench.live(3_000)
        #expect(bench.count("stop") == 1)
        bench.handle(.sessionOpened(.all))
        #expect(bench.count("stop") == 2)
    }

    @Test func secondStopIsTheFirst() {
        var bench = QueueBench.at(.stopSend)
        let (id, ticket) = bench.stop()
        bench.persistAll()
        #expect(bench.state(id) == nil)
        guard case .command(let command) = bench.answer(ticket) else {
            Issue.record("not answered")
            return
        }
        #expect(command.id == bench.subject)
    }

    /// A stop that is repeated under its key after it was carried out must not stop what was programmed since.
    @Test func keyOfAStopThatWasAppliedNamesItAndStopsNothingAgain() {
        var bench = QueueBench.ready()
        bench.handle(.stop(Fixture.pump, Fixture.origin("k"), id: TransactionID(high: 5, low: 1), Ticket(901)))
        let id = TransactionID(high: 5, low: 1)
        // while it is under way the key changes nothing: it is said again
        bench.handle(.stop(Fixture.pump, Fixture.origin("k"), id: TransactionID(high: 5, low: 2), Ticket(902)))
        bench.handle(
            .received(Envelope(requestID: bench.sent.last!.requestID, message: .stopped(Fixture.applied(id)))))
        bench.reply(.pumpReport(Fixture.report(.stopped, revision: Fixture.next)))
        bench.persistAll()
        let before = bench.count("stop")
        bench.handle(.stop(Fixture.pump, Fixture.origin("k"), id: TransactionID(high: 5, low: 3), Ticket(903)))
        bench.persistAll()
        #expect(bench.count("stop") == before)
        guard case .command(let again) = bench.answer(Ticket(903)) else {
            Issue.record("not answered")
            return
        }
        #expect(again.id == id && again.state == .succeeded(revision: Fixture.next))
        // another key, or none, is another stop
        bench.handle(.stop(Fixture.pump, Fixture.origin("other"), id: TransactionID(high: 5, low: 4), Ticket(904)))
        #expect(bench.count("stop") == before + 1)
    }

    @Test func aStopByAnotherWandTakesBackWhatHasNotLeft() {
        for step in [QueueBench.Step.read, .stage, .confirmation, .intent] {
            var bench = QueueBench.at(step)
            bench.handle(.stoppedElsewhere(Fixture.pump, by: TransactionID(high: 9, low: 9)))
            #expect(bench.state(bench.subject) == .cancelled(by: .stop(TransactionID(high: 9, low: 9))))
            bench.persistAll()
            #expect(bench.count("commit") == 0 && bench.count("stop") == 0)
        }
        var bench = QueueBench.at(.commitAnswer)
        bench.handle(.stoppedElsewhere(Fixture.pump, by: TransactionID(high: 9, low: 9)))
        #expect(bench.state(bench.subject) == .committing)
    }

    @Test func asksAgainProlongsIt() {
        var bench = QueueBench.at(.stopSend)
        let id = bench.subject
        let count = Int((Limits.stopLifetimeMilliseconds - 1_000) / Limits.stopRepeatMilliseconds)
        bench.live(Limits.stopLifetimeMilliseconds - 1_000)
        #expect(bench.count("stop") == count + 1)
        let version = bench.queue.current(id)?.version ?? 0
        bench.stop()
        #expect(bench.queue.current(id)?.version == version + 1)
        bench.live(5_000)
        #expect(bench.state(id) == .committing)
    }

    @Test func stopAskedForWhileOneIsInDoubtIsSentAtOnceUnderItsOwnID() {
        var bench = QueueBench.at(.stopQuery)
        let before = bench.count("stop")
        let (id, _) = bench.stop()
        #expect(bench.count("stop") == before + 1 && bench.state(id) == .committing)
        #expect(bench.state(bench.subject) == .inDoubt)
        let stop = bench.sent.last { name($0.message) == "stop" }!
        bench.handle(.received(Envelope(requestID: stop.requestID, message: .stopped(Fixture.applied(id)))))
        #expect(bench.state(id) == .verifying(revision: Fixture.next))
        // doubt is noted once, however often it is asked
        #expect(bench.queue.current(bench.subject)?.history.count { $0.state == .inDoubt } == 1)
    }

    @Test func lateAnswerSettlesTheDoubt() {
        var bench = QueueBench.at(.stopQuery)
        let id = bench.subject
        let stop = bench.sent.last { name($0.message) == "stop" }!
        bench.handle(.received(Envelope(requestID: stop.requestID, message: .stopped(Fixture.applied(id)))))
        #expect(bench.state(id) == .verifying(revision: Fixture.next))
    }

    @Test func neverSentExpires() {
        var bench = QueueBench.ready()
        bench.handle(.sessionLost)
        let id = bench.stop().id
        bench.live(Limits.stopLifetimeMilliseconds)
        #expect(bench.state(id) == .expired && bench.count("stop") == 0)
        bench.handle(.sessionOpened(.all))
        bench.live(1_000)
        #expect(bench.count("stop") == 0)
    }

    @Test func reachesAPumpThatWasNeverRead() {
        var bench = QueueBench.ready()
        let id = bench.stop(Fixture.otherPump).id
        #expect(
            bench.sent.last?.message == .stop(TransactionRequest(pump: Fixture.otherPump, transaction: id)))
    }

    @Test func worksInDoubtAndTheDoubtIsStillSettled() {
        var bench = QueueBench.at(.query)
        let command = bench.subject
        let query = bench.sent.last!
        let stop = bench.stop().id
        #expect(bench.count("stop") == 1)
        bench.reply(.stopped(Fixture.applied(stop, ProgramRevision(9))))
        bench.handle(
            .received(
                Envelope(
                    requestID: query.requestID,
                    message: Fixture.transaction(command, .applied(revision: Fixture.next, at: Fixture.at)))))
        for _ in 0..<2 { bench.reply(.pumpReport(Fixture.report(.stopped, revision: ProgramRevision(9)))) }
        #expect(bench.state(stop) == .succeeded(revision: ProgramRevision(9)))
        #expect(bench.state(command) == .superseded(revision: Fixture.next, by: ProgramRevision(9)))
        #expect(bench.alerts == [.inDoubt(command)])
    }

    @Test func takesBackAllThatDidNotLeave() {
        var bench = QueueBench.ready()
        let waiting = (0..<3).map { _ in bench.submit().id }
        bench.persistAll()
        let notDurable = bench.submit()
        let stop = bench.stop().id
        bench.persistAll()
        for id in waiting + [notDurable.id] { #expect(bench.state(id) == .cancelled(by: .stop(stop))) }
        #expect(bench.answer(notDurable.ticket) != nil)
        bench.live(Fixture.lifetimeMilliseconds)
        #expect(bench.count("stage") == 0 && bench.count("commit") == 0)
    }

    @Test func takenBackIntentIsNeverCommittedHoweverLateTheJournal() {
        var bench = QueueBench.at(.intent)
        let id = bench.subject
        bench.stop()
        bench.persistAll()
        bench.live(2_000)
        #expect(bench.count("commit") == 0)
        guard case .cancelled = bench.state(id) else {
            Issue.record("\(bench.state(id) as Any)")
            return
        }
    }

    @Test func nothingElseStartsUntilTheStopHasEnded() {
        var bench = QueueBench.at(.stopSend)
        let stop = bench.subject
        let id = bench.submit().id
        bench.persistAll()
        #expect(bench.state(id) == .queued && bench.count("interrogate") == 1)
        bench.reply(.stopped(Fixture.applied(stop)))
        bench.reply(.pumpReport(Fixture.report(.stopped, revision: Fixture.next)))
        #expect(bench.state(stop)?.isTerminal == true)
        bench.reply(.pumpReport(Fixture.report(.stopped, revision: Fixture.next)))
        #expect(bench.state(id) == .rejected(.revisionMoved(asked: Fixture.base, found: Fixture.next)))
    }

    @Test(arguments: [FaultCode.pumpOutOfRange, .wrongPump, .busy])
    func certainRefusalsAreOvercomeByRepetition(_ code: FaultCode) {
        var bench = QueueBench.at(.stopSend)
        let id = bench.subject
        for _ in 0..<10 {
            bench.reply(Fixture.fault(code))
            bench.live(250)
        }
        let stop = bench.sent.last { name($0.message) == "stop" }!
        bench.handle(.received(Envelope(requestID: stop.requestID, message: .stopped(Fixture.applied(id)))))
        #expect(bench.state(id) == .verifying(revision: Fixture.next))
    }

    @Test func pumpOutOfReachAllTheTimeIsACertainFailureWithinOneSessionOnceTheLineIsQuiet() {
        var bench = QueueBench.at(.stopQuery)
        bench.reply(Fixture.fault(.pumpOutOfRange))
        #expect(bench.state(bench.subject) == .inDoubt)
        while bench.state(bench.subject) == .inDoubt {
            bench.pass(900)
            bench.reply(Fixture.fault(.pumpOutOfRange))
            bench.live(Limits.doubtPauseCeilingMilliseconds - 900)
            if name(bench.sent.last!.message) == "readWandStatus" { bench.reply(Fixture.status()) }
        }
        #expect(bench.now.uptimeMilliseconds - bench.lastStopAt >= Limits.lineDelayMilliseconds)
        #expect(bench.state(bench.subject) == .failed(.device(code: 3, detail: "no")))
    }

    @Test func unknownIsBelievedAtOnceInASessionInWhichNoStopWasSent() {
        var bench = QueueBench.at(.stopQuery)
        bench.reply(Fixture.transaction(bench.subject, .unknown))
        #expect(bench.state(bench.subject) == .inDoubt)
        bench.reopen()
        bench.live(Limits.doubtPauseCeilingMilliseconds)
        for _ in 0..<4 where name(bench.sent.last!.message) != "queryTransaction" {
            bench.reply(Fixture.status())
            bench.live(Limits.doubtPauseCeilingMilliseconds)
        }
        bench.reply(Fixture.transaction(bench.subject, .unknown))
        #expect(bench.state(bench.subject) == .failed(.notApplied))
    }

    enum Uncertainty: CaseIterable, Sendable { case sessionLost, telemetryLost, wrongAnswer }

    @Test(arguments: Uncertainty.allCases)
    func pumpOutOfReachStaysInDoubtWhenASendingMayHaveArrived(_ why: Uncertainty) {
        var bench = QueueBench.at(.stopSend)
        let id = bench.subject
        switch why {
        case .sessionLost: bench.reopen()
        case .telemetryLost: bench.reply(Fixture.fault(.telemetryLost))
        case .wrongAnswer: bench.reply(.stopped(Fixture.applied(TransactionID(high: 1, low: 1))))
        }
        bench.live(Limits.stopLifetimeMilliseconds)
        while bench.state(id) != .inDoubt { bench.live(1_000) }
        bench.live(Limits.requestMilliseconds + 5_000)
        let query = bench.sent.last { name($0.message) == "queryTransaction" }!
        bench.handle(.received(Envelope(requestID: query.requestID, message: Fixture.fault(.pumpOutOfRange))))
        #expect(bench.state(id) == .inDoubt)
        #expect(bench.alerts.filter { if case .journal = $0 { false } else { true } } == [.inDoubt(id)])
    }
}
