import CommandQueue
import Dosing
import PumpModel
import Testing
import WandProtocol

/// What is refused before anything is sent or journalled.
@Suite struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var request: CommandRequest
        var refusal: Refusal
        var prepare: @Sendable (inout QueueBench) -> Void = { _ in }

        var isAudited: Bool {
            switch refusal {
            case .wrongPump, .unpairedPatient, .revisionMoved, .hardLimits, .softLimits: true
            default: false
            }
        }
    }

    private static let tenfold = Program.simpleContinuous(DailyDose(checked: 1_000_000))
    private static let tooMuch = Program.simpleContinuous(DailyDose(checked: 1_000_001))
    private static let bolus = Program.singleBolus(
        Bolus(dose: Dose(checked: 10_000), duration: TimeSpan(checked: 600_000))!, base: DailyDose(checked: 100_000))

    static let cases: [Case] = [
        Case(
            testDescription: "lifetime too short", request: Fixture.request(lifetimeMilliseconds: 14_999),
            refusal: .deadlineOutOfRange(milliseconds: 14_999, allowedMilliseconds: 15_000...3_600_000)),
        Case(
            testDescription: "lifetime too long", request: Fixture.request(lifetimeMilliseconds: 3_600_001),
            refusal: .deadlineOutOfRange(milliseconds: 3_600_001, allowedMilliseconds: 15_000...3_600_000)),
        Case(
            testDescription: "port closed", request: Fixture.request(), refusal: .linkDown,
            prepare: { $0.handle(.portClosed) }),
        Case(
            testDescription: "session lost", request: Fixture.request(), refusal: .linkDown,
            prepare: { $0.handle(.sessionLost) }),
        Case(
            testDescription: "wand did not speak yet", request: Fixture.request(), refusal: .linkDown,
            prepare: { $0.reopen() }),
        Case(
            testDescription: "no pump in range", request: Fixture.request(), refusal: .noPumpInRange,
            prepare: {
                $0.reopen()
                $0.reply(Fixture.status(nil))
            }),
        Case(
            testDescription: "another pump in range", request: Fixture.request(),
            refusal: .wrongPump(asked: Fixture.pump, found: Fixture.otherPump),
            prepare: {
                $0.reopen()
                $0.reply(Fixture.status(Fixture.otherPump))
            }),
        Case(
            testDescription: "the pump is in a patient", request: Fixture.request(), refusal: .unpairedPatient,
            prepare: {
                $0.reopen()
                $0.reply(Fixture.status(isImplanted: true))
            }),
        Case(
            testDescription: "a pump that was never read", request: Fixture.request(pump: Fixture.otherPump),
            refusal: .unknownPump(Fixture.otherPump),
            prepare: {
                $0.reopen()
                $0.reply(Fixture.status(Fixture.otherPump))
            }),
        Case(
            testDescription: "read too long ago", request: Fixture.request(),
            refusal: .staleReport(ageMilliseconds: 300_001, allowedMilliseconds: 300_000),
            prepare: {
                $0.pass(300_001)
            }),
        Case(
            testDescription: "another revision", request: Fixture.request(base: ProgramRevision(6)),
            refusal: .revisionMoved(asked: ProgramRevision(6), found: Fixture.base)),
        Case(
            testDescription: "hard limit", request: Fixture.request(tooMuch, override: "yes"),
            refusal: .hardLimits([
                .aboveCeiling(total: DailyDose(checked: 1_000_001), ceiling: DailyDose(checked: 1_000_000))
            ])),
        Case(
            testDescription: "soft limit", request: Fixture.request(tenfold),
            refusal: .softLimits([.increase(basisPoints: 90_000, allowedPercent: 30)])),
        Case(
            testDescription: "a wand without therapy", request: Fixture.request(), refusal: .unsupported("therapy"),
            prepare: {
                $0.handle(.sessionOpened([]))
                $0.reply(Fixture.status())
            }),
        Case(
            testDescription: "a wand without bolus", request: Fixture.request(bolus),
            refusal: .unsupported("bolus"),
            prepare: {
                $0.handle(.sessionOpened([.therapy]))
                $0.reply(Fixture.status())
            }),
    ]

    @Test(arguments: cases)
    func refused(_ each: Case) {
        var bench = QueueBench.ready()
        each.prepare(&bench)
        let before = bench.sent.count
        let (id, ticket) = bench.submit(each.request)
        #expect(bench.refusal(ticket) == each.refusal)
        #expect(bench.state(id) == nil && bench.records.isEmpty)
        // what says something about the request is audited, what says something about the line is not
        #expect(bench.journalled == (each.isAudited ? [.refused(each.request, each.refusal)] : []))
        // a submission that changes nothing says the same, and so does the trail
        bench.persistAll()
        bench.handle(.propose(each.request, Ticket(900)))
        #expect(bench.refusal(Ticket(900)) == each.refusal)
        #expect(
            bench.journalled
                == (each.isAudited ? Array(repeating: .refused(each.request, each.refusal), count: 2) : []))
        #expect(bench.sent(since: before).allSatisfy { $0 == "readWandStatus" })
    }

    @Test func overridePassesASoftLimitAndIsShown() {
        var bench = QueueBench.ready()
        let (id, ticket) = bench.submit(Fixture.request(Self.tenfold, override: "titration"))
        bench.advance(id, to: .stage)
        #expect(bench.refusal(ticket) == nil)
        #expect(bench.queue.command(id)?.proposal?.softLimits.count == 1)
    }

    @Test func openCommandsAreBounded() {
        var bench = QueueBench.ready()
        for _ in 0..<Limits.openCommandsPerPump { bench.submit() }
        let one = bench.submit()
        #expect(bench.refusal(one.ticket) == .queueFull(limit: Limits.openCommandsPerPump))
        bench.persistAll()
        let cancelled = bench.queue.commands.last!.id
        bench.cancel(cancelled)
        bench.persistAll()
        #expect(bench.refusal(bench.submit().ticket) == nil)
    }

    @Test func journalThatStandsStillBoundsItsBacklog() {
        var bench = QueueBench.ready()
        for _ in 0..<(Limits.journalBacklogRecords / 2 + 1) { bench.cancel(bench.submit().id) }
        let refused = bench.submit().ticket
        #expect(bench.refusal(refused) == .queueFull(limit: Limits.journalBacklogRecords))
        // a stop is never refused for it
        bench.stop()
        #expect(bench.count("stop") == 1)
        bench.persistAll()
        #expect(bench.answers.values.allSatisfy { $0.count == 1 })
    }

    @Test func sameKeyWithTheSameContentIsTheSameCommand() {
        var bench = QueueBench.ready()
        let first = bench.submit(Fixture.request(key: "k"))
        let again = bench.submit(Fixture.request(key: "k"))
        // neither hears of it before it is durable
        #expect(bench.answers[first.ticket] == nil && bench.answers[again.ticket] == nil)
        bench.persistAll()
        #expect(bench.answer(first.ticket) != nil && bench.answer(first.ticket) == bench.answer(again.ticket))
        #expect(bench.queue.commands.count == 1 && bench.state(again.id) == nil)
        let other = bench.submit(Fixture.request(Fixture.old, key: "k"))
        #expect(bench.refusal(other.ticket) == .idempotencyConflict(existing: first.id))
        let otherOrigin = bench.submit(Fixture.request(key: "k", override: "now"))
        #expect(bench.refusal(otherOrigin.ticket) == .idempotencyConflict(existing: first.id))
    }

    @Test func sameKeyAfterAFailedAcceptanceIsANewCommand() {
        var bench = QueueBench.ready()
        let first = bench.submit(Fixture.request(key: "k"))
        let again = bench.submit(Fixture.request(key: "k"))
        bench.failWrite()
        #expect(bench.refusal(first.ticket) == .journal("disk full"))
        #expect(bench.refusal(again.ticket) == .journal("disk full"))
        #expect(bench.refusal(bench.submit(Fixture.request(key: "k")).ticket) == .journal("disk full"))
        bench.pass(Limits.doubtPauseFirstMilliseconds)
        let third = bench.submit(Fixture.request(key: "k"))
        bench.persistAll()
        #expect(bench.state(third.id) == .queued)
    }

    @Test func keyOfAnEndedCommandStillNamesIt() {
        var bench = QueueBench.ready()
        let first = bench.submit(Fixture.request(key: "k"))
        bench.persistAll()
        bench.cancel(first.id)
        bench.persistAll()
        let again = bench.submit(Fixture.request(key: "k"))
        #expect(bench.answer(again.ticket) == .command(bench.queue.command(first.id)!))
        #expect(bench.queue.commands.count == 1)
    }

    @Test func unknownCommandsAreRefused() {
        var bench = QueueBench.ready()
        let nobody = TransactionID(high: 4, low: 4)
        #expect(bench.refusal(bench.confirm(nobody)) == .unknownCommand(nobody))
        #expect(bench.refusal(bench.cancel(nobody)) == .unknownCommand(nobody))
    }
}
