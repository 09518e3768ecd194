import CommandQueue
import PumpModel
import Testing
import WandProtocol

/// Every step of a lane against every event: where the command stands afterwards, and what was sent because of it.
@Suite struct LaneTableTests {
    typealias Step = QueueBench.Step

    enum Stimulus: String, CaseIterable, Sendable {
        // clients
        case submitAnother, confirm, confirmWrongDigest, cancel, stop, interrogate
        // the line
        case sessionLost, portClosed, reopen, sendRefused, answerOfAnotherRequest
        case reportBase, reportApplied, reportLater, reportStopped, reportOtherPump
        case staged, stagedDifferently, stagedOtherID, stagedOtherBase
        case committed, committedOtherID, stopped
        case unknown, stillStaged, applied, discarded, statusOfOtherID
        case wrongRevision, outOfRange, telemetryLost, malformed, busy
        case wandStatus, aRequest, event
        // the journal
        case persisted, persistFailed
        // time
        case tickEarly, requestTimeOut, longAfter
    }

    static func apply(_ stimulus: Stimulus, to bench: inout QueueBench, _ id: TransactionID) {
        let other = TransactionID(high: 9, low: 9)
        switch stimulus {
        case .submitAnother: bench.submit()
        case .confirm: bench.confirm(id)
        case .confirmWrongDigest: bench.confirm(id, digest: "0")
        case .cancel: bench.cancel(id)
        case .stop: bench.stop()
        case .interrogate: bench.interrogate()
        case .sessionLost: bench.handle(.sessionLost)
        case .portClosed: bench.handle(.portClosed)
        case .reopen: bench.reopen()
        case .sendRefused: bench.handle(.sendRefused(requestID: bench.sent.last?.requestID ?? 0))
        case .answerOfAnotherRequest:
            bench.handle(.received(Envelope(requestID: 9_999, message: .committed(Fixture.applied(id)))))
        case .reportBase: bench.reply(.pumpReport(Fixture.report()))
        case .reportApplied: bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
        case .reportLater: bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: ProgramRevision(9))))
        case .reportStopped: bench.reply(.pumpReport(Fixture.report(.stopped, revision: Fixture.next)))
        case .reportOtherPump: bench.reply(.pumpReport(Fixture.report(serial: Fixture.otherPump)))
        case .staged: bench.reply(Fixture.staged(id))
        case .stagedDifferently: bench.reply(Fixture.staged(id, Fixture.old))
        case .stagedOtherID: bench.reply(Fixture.staged(other))
        case .stagedOtherBase: bench.reply(Fixture.staged(id, base: Fixture.next))
        case .committed: bench.reply(.committed(Fixture.applied(id)))
        case .committedOtherID: bench.reply(.committed(Fixture.applied(other)))
        case .stopped: bench.reply(.stopped(Fixture.applied(id)))
        case .unknown: bench.reply(Fixture.transaction(id, .unknown))
        case .stillStaged: bench.reply(Fixture.transaction(id, .staged(remaining: .zero)))
        case .applied: bench.reply(Fixture.transaction(id, .applied(revision: Fixture.next, at: Fixture.at)))
        case .discarded: bench.reply(.discarded(TransactionStatus(transaction: id, outcome: .discarded)))
        case .statusOfOtherID: bench.reply(Fixture.transaction(other, .unknown))
        case .wrongRevision: bench.reply(Fixture.fault(.wrongRevision))
        case .outOfRange: bench.reply(Fixture.fault(.pumpOutOfRange))
        case .telemetryLost: bench.reply(Fixture.fault(.telemetryLost))
        case .malformed: bench.reply(Fixture.fault(.malformed))
        case .busy: bench.reply(Fixture.fault(.busy))
        case .wandStatus: bench.reply(Fixture.status())
        case .aRequest: bench.reply(.interrogate)
        case .event:
            bench.handle(
                .received(
                    Envelope(
                        requestID: 0,
                        message: .pumpEvent(
                            PumpEvent(pump: Fixture.pump, number: 1, at: Fixture.at, kind: .stagedExpired(id))))))
        case .persisted: if let token = bench.unsettled.first { bench.persist(token) }
        case .persistFailed: bench.failWrite()
        case .tickEarly: bench.handle(.tick)
        case .requestTimeOut: bench.tick(after: Limits.requestMilliseconds)
        case .longAfter: bench.tick(after: Fixture.lifetimeMilliseconds + 1)
        }
    }

    struct Expected: Equatable {
        var state: String
        var sent: [String]
        init(_ state: String, _ sent: [String] = []) {
            self.state = state
            self.sent = sent
        }
    }

    static func stateName(_ step: Step) -> String {
        switch step {
        case .notDurable, .read: "queued"
        case .stage: "staged"
        case .confirmation: "awaitingConfirmation"
        case .intent, .commit, .commitAnswer, .stopSend: "committing"
        case .query, .discard, .stopQuery: "inDoubt"
        case .readBack, .stopReadBack: "verifying"
        }
    }

    /// Whether a request of the command is under way.
    static func hasFlight(_ step: Step) -> Bool {
        switch step {
        case .read, .stage, .commitAnswer, .query, .discard, .readBack, .stopQuery, .stopReadBack: true
        case .notDurable, .confirmation, .intent, .commit, .stopSend: false
        }
    }

    /// What the design says, written down without the queue's code. Nil: nothing changes and nothing is sent.
    static func change(_ step: Step, _ stimulus: Stimulus) -> Expected? {
        switch stimulus {
        case .submitAnother, .confirmWrongDigest, .answerOfAnotherRequest, .event, .tickEarly: nil
        case .confirm: step == .confirmation ? Expected("committing") : nil
        case .cancel, .stop, .interrogate: client(step, stimulus)
        case .sessionLost, .portClosed: step == .commitAnswer ? Expected("inDoubt") : nil
        case .reopen: reopened(step)
        case .persisted:
            step == .notDurable
                ? Expected("queued", ["interrogate"]) : step == .intent ? Expected("committing", ["commit"]) : nil
        case .persistFailed:
            step == .notDurable ? Expected("gone") : step == .intent ? Expected("failed", ["discard"]) : nil
        case .requestTimeOut: timedOut(step)
        case .longAfter: longAfter(step)
        case .sendRefused: hasFlight(step) ? answered(step, stimulus) : nil
        default: hasFlight(step) || step == .stopSend ? answered(step, stimulus) : nil
        }
    }

    private static func client(_ step: Step, _ stimulus: Stimulus) -> Expected? {
        switch (stimulus, step) {
        case (.cancel, .notDurable), (.cancel, .read), (.cancel, .stage): Expected("cancelled")
        case (.cancel, .confirmation): Expected("cancelled", ["discard"])
        case (.stop, .notDurable), (.stop, .read), (.stop, .stage): Expected("cancelled", ["stop"])
        case (.stop, .confirmation), (.stop, .intent): Expected("cancelled", ["stop", "discard"])
        case (.stop, .commit): Expected("cancelled")
        case (.stop, .commitAnswer), (.stop, .query), (.stop, .discard), (.stop, .readBack), (.stop, .stopQuery):
            Expected(stateName(step), ["stop"])
        case (.interrogate, .notDurable), (.interrogate, .confirmation), (.interrogate, .intent),
            (.interrogate, .stopSend):
            Expected(stateName(step), ["interrogate"])
        default: nil
        }
    }

    private static func reopened(_ step: Step) -> Expected {
        switch step {
        case .commit: Expected("committing", ["commit"])
        case .commitAnswer: Expected("inDoubt", ["queryTransaction"])
        default: Expected(stateName(step), ["readWandStatus"])
        }
    }

    private static func timedOut(_ step: Step) -> Expected? {
        switch step {
        case .commit: nil
        case .stage: Expected("staged", ["stage"])
        case .commitAnswer: Expected("inDoubt", ["queryTransaction"])
        case .stopSend: Expected("committing", ["stop", "readWandStatus"])
        default: Expected(stateName(step), ["readWandStatus"])
        }
    }

    private static func longAfter(_ step: Step) -> Expected {
        switch step {
        case .read: Expected("expired", ["readWandStatus"])
        case .stage, .confirmation, .intent: Expected("expired", ["discard"])
        case .commit: Expected("expired")
        case .commitAnswer, .stopSend: Expected("inDoubt", ["queryTransaction"])
        case .notDurable, .query, .discard, .readBack, .stopQuery, .stopReadBack:
            Expected(stateName(step), ["readWandStatus"])
        }
    }

    private static func answered(_ step: Step, _ stimulus: Stimulus) -> Expected? {
        switch (step, stimulus) {
        case (.read, .reportBase): Expected("staged", ["stage"])
        case (.read, .reportApplied), (.read, .reportLater), (.read, .reportStopped), (.read, .reportOtherPump):
            Expected("rejected")

        case (.stage, .staged): Expected("awaitingConfirmation")
        case (.stage, .stagedDifferently), (.stage, .stagedOtherID), (.stage, .stagedOtherBase),
            (.stage, .wrongRevision), (.stage, .outOfRange), (.stage, .telemetryLost), (.stage, .malformed),
            (.stage, .busy):
            Expected("failed", ["discard"])
        case (.stage, _): Expected("staged", ["stage"])

        case (.commitAnswer, .committed), (.commitAnswer, .stopped): Expected("verifying", ["interrogate"])
        case (.commitAnswer, .wrongRevision), (.commitAnswer, .outOfRange), (.commitAnswer, .malformed),
            (.commitAnswer, .busy):
            Expected("failed", ["discard"])
        case (.commitAnswer, _): Expected("inDoubt", ["queryTransaction"])

        case (.query, .stillStaged): Expected("inDoubt", ["discard"])
        case (.query, .applied), (.discard, .applied), (.stopQuery, .applied): Expected("verifying", ["interrogate"])
        case (.query, .unknown), (.query, .discarded), (.discard, .unknown), (.discard, .discarded):
            Expected("failed", ["interrogate"])

        case (.readBack, .reportApplied): Expected("succeeded")
        case (.readBack, .reportBase), (.readBack, .reportStopped): Expected("mismatched")
        case (.readBack, .reportLater), (.stopReadBack, .reportLater): Expected("superseded")

        case (.stopSend, .committed), (.stopSend, .stopped): Expected("verifying", ["interrogate"])
        case (.stopSend, .malformed): Expected("failed", ["interrogate"])
        // a copy of the stop may still be on the line: asked again
        case (.stopQuery, .unknown), (.stopQuery, .discarded), (.stopQuery, .stillStaged), (.stopQuery, .outOfRange):
            nil
        case (.stopReadBack, .reportStopped): Expected("succeeded")
        case (.stopReadBack, .reportBase), (.stopReadBack, .reportApplied): Expected("mismatched")
        default: nil
        }
    }

    @Test(arguments: Step.allCases, Stimulus.allCases)
    func table(_ step: Step, _ stimulus: Stimulus) {
        var bench = QueueBench.at(step)
        let id = bench.subject
        #expect(bench.state(id)?.name == Self.stateName(step), "the step itself")
        let before = bench.sent.count
        Self.apply(stimulus, to: &bench, id)
        let found = Expected(bench.state(id)?.name ?? "gone", bench.sent(since: before))
        #expect(found == Self.change(step, stimulus) ?? Expected(Self.stateName(step)))
        bench.handle(.tick)
        let (due, now) = (bench.queue.nextDeadline, bench.now.uptimeMilliseconds)
        #expect(due.map { $0 > now } ?? true)
        // however it went on, the order to apply left at most once
        #expect(bench.count("commit") <= 1)
    }
}
