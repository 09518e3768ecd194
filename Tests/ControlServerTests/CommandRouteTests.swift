import HTTPFixtures
import CommandQueue
import ControlAPI
import WandClient
import ControlServer
import Glibc
import PumpModel
import Testing

@Suite(.timeLimit(.minutes(10)))
struct CommandRouteTests {
    static func submission(_ order: API.Program) -> API.CommandSubmission {
        API.CommandSubmission(
            pumpSerial: "ITB-4711", baseRevision: 17, program: order, operator: "R. Example", reason: "spasticity")
    }

    private func request(_ program: Program, override: String? = nil, lifetime: Int64 = 900_000) -> CommandRequest {
        CommandRequest(
            pump: Sample.serial, baseRevision: ProgramRevision(17), program: program,
            origin: Command.Origin(
                userID: getuid(), operatorName: "R. Example", reason: "spasticity", overrideReason: override,
                idempotencyKey: "k-1"), lifetimeMilliseconds: lifetime)
    }

    @Test(arguments: [
        (API.Program(mode: .stopped), Program.stopped),
        (API.Program(mode: .minimumRate), .minimumRate),
        (
            API.Program(mode: .simpleContinuous, doseMicrogramsPerDay: "120.5"),
            .simpleContinuous(Sample.daily(120_500))
        ),
        (
            API.Program(mode: .simpleContinuous, doseNanogramsPerDay: 120_501),
            .simpleContinuous(Sample.daily(120_501))
        ),
        (
            API.Program(
                mode: .simpleContinuous, doseNanogramsPerDay: 7,
                once: API.Once(kind: .bolus, doseMicrograms: "25.125", durationSeconds: 600)),
            .singleBolus(
                Bolus(dose: Dose(checked: 25_125), duration: TimeSpan(checked: 600_000))!, base: Sample.daily(7))
        ),
    ])
    func aSubmissionArrivesExactly(order: API.Program, program: Program) async throws {
        try await ServerFixture.withClient { client, backend in
            let command = try await client.submit(Self.submission(order), idempotencyKey: "k-1")
            #expect(backend.asked == [.submit(request(program))])
            #expect(command.id == Sample.id.description)
        }
    }

    @Test func aDayOfAnotherTotalThanItsStepsIsRefused() async throws {
        func order(_ total: String) -> API.Program {
            API.Program(
                mode: .flex,
                schedule: API.Schedule(
                    utcOffsetMinutes: 60,
                    days: [
                        API.Day(
                            weekdays: API.Weekday.allCases, totalMicrograms: total,
                            steps: [
                                API.Step(start: "00:00", microgramsPerHour: "4"),
                                API.Step(start: "06:30", microgramsPerHour: "6.5"),
                            ])
                    ]))
        }
        try await ServerFixture.withClient { client, backend in
            // what was meant for a day stands in every hour
            await expectProblem(.hardLimit) { try await client.propose(Self.submission(order("6.5"))) }
            #expect(backend.asked.isEmpty)
            _ = try await client.propose(Self.submission(order("139.75")))
            #expect(backend.asked.count == 1)
        }
    }

    @Test func withoutAProgramThePresentOneGoesOn() async throws {
        try await ServerFixture.withClient { client, backend in
            var submission = Self.submission(API.Program(mode: .stopped))
            submission.program = nil
            await expectProblem(.invalidMember) { try await client.propose(submission) }
            submission.clockCorrectionMilliseconds = -2_500
            _ = try await client.propose(submission)
            guard case .propose(let request) = backend.asked.first else {
                Issue.record("it was not proposed")
                return
            }
            #expect(
                request.change
                    == PumpChange(
                        program: .simpleContinuous(Sample.daily(100_000)), clock: ClockCorrection(milliseconds: -2_500))
            )
        }
    }

    @Test func overrideAndLifetimeArrive() async throws {
        try await ServerFixture.withClient { client, backend in
            var submission = Self.submission(API.Program(mode: .minimumRate))
            submission.overrideReason = "agreed with the family"
            submission.lifetimeSeconds = 60
            _ = try await client.submit(submission, idempotencyKey: "k-1")
            #expect(
                backend.asked == [.submit(request(.minimumRate, override: "agreed with the family", lifetime: 60_000))])
        }
    }

    @Test func acceptedCommandsSayWhereTheyAre() async throws {
        try await ServerFixture.run { server in
            let answer = try await HTTPAnswer.request(
                server.path, "POST /v1/pumps/ITB-4711/stop", json: #"{"operator":"R","reason":"drowsy"}"#)
            #expect(answer.status == 202)
            #expect(answer.headers["location"] == "/v1/commands/\(Sample.id)")
        }
    }

    @Test func aDryRunProposesAndSubmitsNothing() async throws {
        try await ServerFixture.withClient { client, backend in
            let order = API.Program(mode: .simpleContinuous, doseMicrogramsPerDay: "120.5")
            let proposal = try await client.propose(Self.submission(order))
            #expect(proposal.oldTotal24HoursNanograms == 100_000)
            #expect(proposal.newTotal24HoursMicrograms == "120.5")
            #expect(proposal.changeBasisPoints == 2_050)
            #expect(proposal.changePercent == "+20.50")
            #expect(proposal.softLimits.map(\.code) == ["startFromZero"])
            #expect(proposal.digest == Sample.proposal?.digest)
            #expect(backend.asked.count == 1)
            guard case .propose = backend.asked.first else {
                Issue.record("it was submitted")
                return
            }
        }
    }

    @Test func aConfirmationCarriesDigestAndUser() async throws {
        try await ServerFixture.withClient { client, backend in
            _ = try await client.confirm(Sample.id.description, API.Confirmation(digest: Sample.digest))
            #expect(backend.asked == [.confirm(Sample.id, digest: Sample.digest, userID: getuid())])
        }
    }

    @Test(arguments: ["", "5A", String(repeating: "G", count: 64), String(repeating: "5A", count: 32)])
    func aDigestThatIsNoneIsRefused(digest: String) async throws {
        try await ServerFixture.withClient { client, backend in
            await expectProblem(.invalidMember) {
                try await client.confirm(Sample.id.description, API.Confirmation(digest: digest))
            }
            #expect(backend.asked.isEmpty)
        }
    }

    @Test(arguments: Sample.states)
    func everyStateIsShown(state: CommandState) async throws {
        var script = FakeBackend.Script()
        script.commands = [Sample.command(state: state, proposal: Sample.proposal)]
        try await ServerFixture.withClient(FakeBackend(script)) { client, _ in
            let command = try await client.command(Sample.id.description)
            #expect(command.state.rawValue == state.name)
            #expect(command.isTerminal == state.isTerminal)
            #expect(!command.outcome.detail.isEmpty && !command.outcome.whatToDo.isEmpty)
            // nothing that has ended may leave the pump's state open, and doubt is never called anything else
            #expect(!state.isTerminal || [.applied, .notApplied].contains(command.outcome.certainty))
            #expect((command.outcome.certainty == .unknown) == [.committing, .inDoubt].contains(command.state))
            #expect((command.confirmBefore != nil) == (command.state == .awaitingConfirmation))
            #expect(command.proposal?.digest == Sample.proposal?.digest)
        }
    }

    @Test(arguments: [CommandState.committing, .inDoubt])
    func aStopThatIsNotAnsweredIsToBeRepeatedAndNothingElseIs(state: CommandState) async throws {
        var script = FakeBackend.Script()
        script.commands = [Sample.command(order: .stop, state: state)]
        try await ServerFixture.withClient(FakeBackend(script)) { client, _ in
            let advice = try await client.command(Sample.id.description).outcome.whatToDo
            #expect(advice.contains("may be repeated") && !advice.contains("Do not repeat"))
        }
        script.commands = [Sample.command(state: state)]
        try await ServerFixture.withClient(FakeBackend(script)) { client, _ in
            let advice = try await client.command(Sample.id.description).outcome.whatToDo
            #expect(advice.contains("Do not repeat"))
        }
    }

    @Test func aLongPollIsHandedOn() async throws {
        var script = FakeBackend.Script()
        script.commands = [Sample.command()]
        try await ServerFixture.run(FakeBackend(script)) { server in
            let client = server.client
            _ = try await client.command(Sample.id.description, after: 3, waitMilliseconds: 0)
            #expect(server.backend.asked == [.command(Sample.id, after: 3, waitMilliseconds: 0)])
            await client.close()
        }
    }

    @Test func listsPage() async throws {
        var script = FakeBackend.Script()
        script.commands = (0..<5).map { Sample.command(id: TransactionID(high: 0, low: $0)) }
        try await ServerFixture.withClient(FakeBackend(script)) { client, _ in
            var (seen, after, pages): ([String], String?, Int) = ([], nil, 0)
            repeat {
                let page = try await client.commands(pump: "ITB-4711", limit: 2, after: after)
                seen += page.commands.map(\.id)
                after = page.next
                pages += 1
            } while after != nil && pages < 10
            #expect(seen == script.commands.map(\.id.description))
            #expect(pages == 3)
            #expect(try await client.commands(pump: "NONE-1").commands.isEmpty)
            await expectProblem(.invalidParameter) { try await client.commands(limit: 101) }
            await expectProblem(.invalidParameter) { try await client.commands(after: Sample.id.description) }
        }
    }
}
