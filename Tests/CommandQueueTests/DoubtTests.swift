import CommandQueue
import PumpModel
import Testing
import WandProtocol

/// The lost answer to a commit: asked about, never sent again, and nothing else starts meanwhile.
@Suite struct DoubtTests {
    enum Loss: CaseIterable, Sendable { case timeOut, sessionLost, portClosed, telemetryLost, sendRefused, nonsense }

    static func lose(_ loss: Loss, _ bench: inout QueueBench) {
        switch loss {
        case .timeOut: bench.tick(after: Limits.requestMilliseconds)
        case .sessionLost: bench.reopen()
        case .portClosed:
            bench.handle(.sessionLost)
            bench.handle(.portClosed)
            bench.handle(.portOpened)
            bench.handle(.sessionOpened(.all))
        case .telemetryLost: bench.reply(Fixture.fault(.telemetryLost))
        case .sendRefused: bench.handle(.sendRefused(requestID: bench.sent.last!.requestID))
        case .nonsense:
            bench.reply(
                .staged(
                    StagedProgram(
                        transaction: bench.subject, baseRevision: Fixture.base, program: Fixture.new, remaining: .zero))
            )
        }
    }

    @Test(arguments: Loss.allCases)
    func lostAnswerIsAskedForAndNotSentAgain(_ loss: Loss) {
        var bench = QueueBench.at(.commitAnswer)
        let id = bench.subject
        Self.lose(loss, &bench)
        #expect(bench.state(id) == .inDoubt)
        #expect(bench.alerts == [.inDoubt(id)])
        #expect(
            bench.sent.last?.message == .queryTransaction(TransactionRequest(pump: Fixture.pump, transaction: id)))
        bench.reply(Fixture.transaction(id, .applied(revision: Fixture.next, at: Fixture.at)))
        bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
        #expect(bench.state(id) == .succeeded(revision: Fixture.next))
        bench.live(60_000)
        #expect(bench.count("commit") == 1)
    }

    @Test(arguments: [TransactionStatus.Outcome.unknown, .discarded], Loss.allCases)
    func whatThePumpDoesNotHaveIsAFailure(_ outcome: TransactionStatus.Outcome, _ loss: Loss) {
        var bench = QueueBench.at(.commitAnswer)
        Self.lose(loss, &bench)
        bench.reply(Fixture.transaction(bench.subject, outcome))
        #expect(bench.state(bench.subject) == .failed(.notApplied))
    }

    @Test func stillStagedIsDiscardedFirstThenFailed() {
        var bench = QueueBench.at(.discard)
        let id = bench.subject
        #expect(bench.sent.last?.message == .discard(TransactionRequest(pump: Fixture.pump, transaction: id)))
        #expect(bench.state(id) == .inDoubt)
        bench.reply(.discarded(TransactionStatus(transaction: id, outcome: .discarded)))
        #expect(bench.state(id) == .failed(.notApplied))
    }

    @Test func commitThatWasAppliedBeforeTheDiscardIsApplied() {
        var bench = QueueBench.at(.discard)
        let id = bench.subject
        bench.reply(
            .discarded(
                TransactionStatus(transaction: id, outcome: .applied(revision: Fixture.next, at: Fixture.at))))
        #expect(bench.state(id) == .verifying(revision: Fixture.next))
    }

    @Test func discardThatIsAnsweredByStagedIsNotAskedAtLineSpeed() {
        var bench = QueueBench.at(.discard)
        let id = bench.subject
        let before = bench.count("discard")
        for _ in 0..<10 { bench.reply(Fixture.transaction(id, .staged(remaining: .zero))) }
        #expect(bench.count("discard") == before)
        bench.live(250)
        #expect(bench.count("discard") == before + 1)
    }

    @Test func doubtIsAskedAboutAtGrowingPausesForAsLongAsItStands() {
        var bench = QueueBench.at(.query)
        var pauses: [Int64] = []
        for _ in 0..<8 {
            bench.reply(Fixture.fault(.pumpOutOfRange))
            let start = bench.now.uptimeMilliseconds
            let before = bench.count("queryTransaction")
            while bench.count("queryTransaction") == before {
                bench.tick(after: bench.queue.nextDeadline! - bench.now.uptimeMilliseconds)
                if name(bench.sent.last!.message) == "readWandStatus" { bench.reply(Fixture.status()) }
            }
            pauses.append(bench.now.uptimeMilliseconds - start)
        }
        #expect(pauses == [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000])
        #expect(bench.state(bench.subject) == .inDoubt)
    }

    @Test func nothingElseStartsOnThisPumpButReadsGoOn() {
        var bench = QueueBench.at(.query)
        let other = bench.submit().id
        bench.persistAll()
        bench.reply(Fixture.fault(.pumpOutOfRange))
        let reader = bench.interrogate()
        bench.reply(.pumpReport(Fixture.report()))
        #expect(bench.answer(reader) != nil && bench.refusal(reader) == nil)
        bench.live(30_000)
        #expect(bench.state(other) == .queued && bench.count("stage") == 1)
        #expect(bench.state(bench.subject) == .inDoubt)
    }

    @Test func anotherPumpIsNotHeldUp() {
        var bench = QueueBench.at(.query)
        bench.reply(Fixture.fault(.wrongPump))
        bench.interrogate()
        bench.reply(.pumpReport(Fixture.report(serial: Fixture.otherPump)))
        bench.live(5_000)
        while name(bench.sent.last!.message) != "readWandStatus" {
            bench.reply(Fixture.fault(.wrongPump))
            bench.live(1_000)
        }
        bench.reply(Fixture.status(Fixture.otherPump))
        let (id, ticket) = bench.submit(Fixture.request(pump: Fixture.otherPump))
        bench.persistAll()
        #expect(bench.refusal(ticket) == nil)
        for _ in 0..<20 where bench.state(id) == .queued {
            let message: Message =
                name(bench.sent.last!.message) == "interrogate"
                ? .pumpReport(Fixture.report(serial: Fixture.otherPump)) : Fixture.fault(.wrongPump)
            bench.reply(message)
            bench.live(250)
        }
        #expect(bench.state(id) == .staged)
        #expect(bench.state(bench.subject) == .inDoubt)
    }

    @Test func lateAnswersOfARequestThatWasGivenUpAreIgnored() {
        var bench = QueueBench.at(.commitAnswer)
        let id = bench.subject
        let commit = bench.sent.last!
        bench.tick(after: Limits.requestMilliseconds)
        bench.handle(.received(Envelope(requestID: commit.requestID, message: .committed(Fixture.applied(id)))))
        bench.handle(.received(Envelope(requestID: commit.requestID, message: Fixture.fault(.unknownTransaction))))
        #expect(bench.state(id) == .inDoubt)
        bench.reply(Fixture.transaction(id, .applied(revision: Fixture.next, at: Fixture.at)))
        #expect(bench.state(id) == .verifying(revision: Fixture.next))
    }

    @Test(arguments: FaultCode.allCases)
    func refusedCommitIsAFailureUnlessItMayHaveBeenApplied(_ code: FaultCode) {
        var bench = QueueBench.at(.commitAnswer)
        bench.reply(Fixture.fault(code))
        if code == .telemetryLost {
            #expect(bench.state(bench.subject) == .inDoubt)
        } else {
            #expect(bench.state(bench.subject) == .failed(.device(code: code.rawValue, detail: "no")))
        }
    }
}
