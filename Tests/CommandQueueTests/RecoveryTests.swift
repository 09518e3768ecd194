import CommandQueue
import PumpModel
import Testing
import WandProtocol

/// What a new run of the daemon makes of every state that it can find in the journal.
@Suite struct RecoveryTests {
    typealias Step = QueueBench.Step

    /// What a new run finds in the journal of an earlier one.
    struct Found {
        var commands: [RestoredCommand]
        var subject: TransactionID
        var now: Moment

        /// Of a queue with one command at `step`.
        init(_ step: Step, isOfThisBoot: Bool = true) {
            let old = QueueBench.at(step)
            var latest: [TransactionID: Command] = [:]
            for command in old.durableRecords { latest[command.id] = command }
            commands = latest.values.map { RestoredCommand(command: $0, isOfThisBoot: isOfThisBoot) }
            subject = old.subject
            now = old.now
        }

        /// A queue that has just taken it up.
        func restored(at moment: Moment? = nil) -> QueueBench {
            var bench = QueueBench()
            bench.now = moment ?? now
            bench.adopt(subject)
            bench.handle(.restore(commands))
            return bench
        }
    }

    /// The state at once after the restart.
    @Test(
        arguments: [
            (.read, "queued"), (.stage, "cancelled"), (.confirmation, "cancelled"), (.intent, "cancelled"),
            (.commit, "inDoubt"), (.commitAnswer, "inDoubt"), (.query, "inDoubt"), (.discard, "inDoubt"),
            (.readBack, "verifying"), (.stopSend, "committing"), (.stopQuery, "inDoubt"),
            (.stopReadBack, "verifying"),
        ] as [(Step, String)])
    func stateAtOnce(_ step: Step, _ name: String) {
        let bench = Found(step).restored()
        #expect(bench.state(bench.subject)?.name == name)
        // people hear of a doubt again
        #expect(bench.alerts == (name == "inDoubt" ? [.inDoubt(bench.subject)] : []))
    }

    @Test func whatWasNotDurableIsUnknown() {
        #expect(Found(.notDurable).commands.isEmpty)
    }

    /// What is sent first once the pump can be reached.
    @Test(
        arguments: [
            (.read, "interrogate"), (.stage, "discard"), (.confirmation, "discard"), (.intent, "discard"),
            (.commit, "queryTransaction"), (.commitAnswer, "queryTransaction"), (.query, "queryTransaction"),
            (.discard, "queryTransaction"), (.readBack, "interrogate"), (.stopSend, "stop"),
            (.stopQuery, "queryTransaction"), (.stopReadBack, "interrogate"),
        ] as [(Step, String)])
    func firstMessage(_ step: Step, _ message: String) {
        var bench = Found(step).restored()
        bench.persistAll()
        bench.handle(.portOpened)
        bench.handle(.sessionOpened(.all))
        if name(bench.sent[0].message) == "readWandStatus" { bench.reply(Fixture.status()) }
        let therapy = bench.sent.map { name($0.message) }.filter { $0 != "readWandStatus" }
        #expect(therapy.first == message)
        #expect(!therapy.contains("commit"))
    }

    @Test(arguments: [Step.commit, .commitAnswer, .query])
    func doubtIsSettledByThePumpsWord(_ step: Step) {
        for outcome in [TransactionStatus.Outcome.applied(revision: Fixture.next, at: Fixture.at), .unknown] {
            var bench = Found(step).restored()
            bench.handle(.portOpened)
            bench.handle(.sessionOpened(.all))
            bench.reply(Fixture.transaction(bench.subject, outcome))
            if outcome == .unknown {
                #expect(bench.state(bench.subject) == .failed(.notApplied))
            } else {
                bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
                #expect(bench.state(bench.subject) == .succeeded(revision: Fixture.next))
            }
            #expect(bench.count("commit") == 0)
        }
    }

    @Test func nothingNewStartsBeforeTheDoubtIsSettled() {
        var bench = Found(.query).restored()
        bench.handle(.portOpened)
        bench.handle(.sessionOpened(.all))
        bench.reply(Fixture.fault(.pumpOutOfRange))
        bench.reply(Fixture.status())
        bench.interrogate()
        bench.reply(.pumpReport(Fixture.report()))
        let next = bench.submit().id
        bench.persistAll()
        for _ in 0..<6 {
            bench.tick(after: Limits.doubtPauseCeilingMilliseconds)
            if name(bench.sent.last!.message) == "readWandStatus" { bench.reply(Fixture.status()) }
            if name(bench.sent.last!.message) == "queryTransaction" { bench.reply(Fixture.fault(.telemetryLost)) }
        }
        #expect(bench.state(next) == .queued && bench.count("stage") == 0 && bench.state(bench.subject) == .inDoubt)
    }

    @Test func aQueuedCommandGoesOn() {
        var bench = Found(.read).restored()
        bench.handle(.portOpened)
        bench.handle(.sessionOpened(.all))
        bench.reply(Fixture.status())
        bench.reply(.pumpReport(Fixture.report()))
        bench.reply(Fixture.staged(bench.subject))
        bench.persistAll()
        bench.confirm(bench.subject)
        bench.persistAll()
        bench.reply(.committed(Fixture.applied(bench.subject)))
        bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
        #expect(bench.state(bench.subject) == .succeeded(revision: Fixture.next))
    }

    @Test func timeGoesOnWhileTheDaemonIsAway() {
        // the machine ran on: its monotonic clock counts, whatever the wall clock says
        let ours = Found(.read)
        var moment = ours.now
        moment.uptimeMilliseconds += Fixture.lifetimeMilliseconds
        let same = ours.restored(at: moment)
        #expect(same.state(same.subject) == .expired)

        // the machine began anew: only the wall clock can tell
        let old = Found(.read, isOfThisBoot: false)
        var other = old.restored(
            at: Moment(
                uptimeMilliseconds: 5, utc: old.now.utc.advanced(byMilliseconds: Fixture.lifetimeMilliseconds - 1)))
        #expect(other.state(other.subject) == .queued)
        other.tick(after: 1)
        #expect(other.state(other.subject) == .expired)
    }

    @Test func aWallClockThatWentBackwardsIsNotBelieved() {
        let bench = Found(.read, isOfThisBoot: false).restored(
            at: Moment(uptimeMilliseconds: 5, utc: Fixture.at.advanced(byMilliseconds: -1)))
        #expect(bench.state(bench.subject) == .expired)
    }

    @Test func aStopWhoseTimeIsUpIsAskedAboutAndNotSaidAgain() {
        let found = Found(.stopSend)
        var moment = found.now
        moment.uptimeMilliseconds += Limits.stopLifetimeMilliseconds
        var bench = found.restored(at: moment)
        #expect(bench.state(bench.subject) == .inDoubt)
        bench.handle(.portOpened)
        bench.handle(.sessionOpened(.all))
        #expect(bench.sent.map { name($0.message) } == ["queryTransaction"])
        // out of reach says nothing about the run before
        bench.reply(Fixture.fault(.pumpOutOfRange))
        #expect(bench.state(bench.subject) == .inDoubt)
    }

    @Test func keysSurvive() {
        var old = QueueBench.ready()
        let first = old.submit(Fixture.request(key: "k"))
        old.persistAll()
        var bench = QueueBench()
        bench.now = old.now
        bench.handle(.restore([RestoredCommand(command: old.queue.command(first.id)!, isOfThisBoot: true)]))
        let again = bench.submit(Fixture.request(key: "k"))
        let other = bench.submit(Fixture.request(Fixture.old, key: "k"))
        bench.persistAll()
        if case .command(let command) = bench.answer(again.ticket) {
            #expect(command.id == first.id)
        } else {
            Issue.record("not the same command")
        }
        #expect(bench.refusal(other.ticket) == .idempotencyConflict(existing: first.id))
    }

    @Test func endedCommandsAreShownAgainAndTheOldestMakeRoom() {
        var old = QueueBench.ready()
        let id = old.submit().id
        old.persistAll()
        old.cancel(id)
        old.persistAll()
        let ended = old.queue.command(id)!
        var bench = QueueBench()
        bench.now = old.now
        bench.handle(.restore([RestoredCommand(command: ended, isOfThisBoot: false)]))
        #expect(bench.queue.command(id) == ended && bench.unsettled.isEmpty)
    }

    @Test func aProgramThatWasLeftStagedIsClearedAndSaidSo() {
        var bench = Found(.confirmation).restored()
        bench.handle(.portOpened)
        bench.handle(.sessionOpened(.all))
        bench.reply(Fixture.status())
        // not heard at first: it is tried again
        bench.reply(Fixture.fault(.telemetryLost))
        bench.live(Limits.doubtPauseFirstMilliseconds)
        #expect(bench.count("discard") == 2)
        bench.reply(
            .discarded(TransactionStatus(transaction: bench.subject, outcome: .discarded)))
        bench.persistAll()
        #expect(bench.journalled.last == .cleared(bench.subject, Fixture.pump, wasHeld: true))
        #expect(bench.state(bench.subject) == .cancelled(by: .restart))
    }

    @Test func aStopThatMayHaveActedIsAskedAboutAndTheNextOneHasAnIDOfItsOwn() {
        var bench = Found(.stopSend).restored()
        let (id, ticket) = bench.stop()
        #expect(bench.state(id) == .queued && bench.state(bench.subject) == .inDoubt)
        bench.persistAll()
        #expect(bench.answer(ticket) != nil)
        bench.handle(.portOpened)
        bench.handle(.sessionOpened(.all))
        let stop = bench.sent[0]
        #expect(stop.message == .stop(TransactionRequest(pump: Fixture.pump, transaction: id)))
        bench.handle(.received(Envelope(requestID: stop.requestID, message: .stopped(Fixture.applied(id)))))
        for _ in 0..<20 {
            bench.live(1_000)
            switch name(bench.sent.last!.message) {
            case "interrogate": bench.reply(.pumpReport(Fixture.report(.stopped, revision: Fixture.next)))
            case "queryTransaction": bench.reply(Fixture.transaction(bench.subject, .unknown))
            default: bench.reply(Fixture.status())
            }
        }
        #expect(bench.state(id) == .succeeded(revision: Fixture.next))
        #expect(bench.state(bench.subject) == .failed(.notApplied))
        // not shown before it is durable: a restart would ask again
        #expect(bench.queue.command(bench.subject)?.state == .inDoubt)
        bench.persistAll()
        #expect(bench.queue.command(bench.subject)?.state == .failed(.notApplied))
    }

    @Test func aStageOfACommandThatHadEndedIsStillDropped() {
        var old = QueueBench.at(.confirmation)
        old.cancel(old.subject)
        old.persistAll()
        var bench = QueueBench()
        bench.now = old.now
        bench.handle(
            .restore([RestoredCommand(command: old.queue.command(old.subject)!, isOfThisBoot: true)]))
        bench.handle(.portOpened)
        bench.handle(.sessionOpened(.all))
        bench.reply(Fixture.status())
        #expect(bench.count("discard") == 1)
    }
}
