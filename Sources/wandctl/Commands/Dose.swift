import ArgumentParser
import ControlAPI
import ControlClient
import PumpModel

struct DoseCommand: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "dose", abstract: "Change what the pump infuses, after a confirmation.",
        discussion: """
            Reads the pump, has it hold the new program without applying it, shows old and new side by side with what \
            24 h of each deliver, and applies it once that new 24 h total was typed. Ctrl-C before that takes the \
            command back; afterwards it only ends the watching.

            Scripts show first and confirm later: --dry-run prints a digest, and --yes --digest confirms only a program \
            of exactly this digest. Without a terminal there is no other way.

            Examples:
              wandctl dose 120.5 --operator 'R. Example' --reason 'spasticity at night'
              wandctl dose --bolus 25 --over 10m --operator 'R. Example' --reason 'test bolus'
              wandctl dose --minimum-rate --operator 'R. Example' --reason 'before the scan' --override 'agreed'
              wandctl dose 120.5 --operator 'R. Example' --reason 'spasticity' --dry-run
              wandctl dose 120.5 --operator 'R. Example' --reason 'spasticity' --yes --digest 5a5a...
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var order: DoseOrder
    @Option(help: "The pump's serial; the one in range when it is left out.") var pump: String?
    @Option(name: .customLong("operator"), help: "Who changes it.") var operatorName: String
    @Option(help: "Why.") var reason: String
    @Option(name: .customLong("override"), help: "Passes soft limits, for this reason.") var overrideReason: String?
    @Option(help: "Seconds in which it may be applied.") var lifetime: Int64?
    @Option(help: "Names this change, so that it can be sent again.") var idempotencyKey: String?
    @Option(help: "Follow it for so many seconds after the confirmation.") var wait: Int = 180
    @Flag(help: "Show what would change, with its digest; submit nothing.") var dryRun = false
    @Flag(help: "Confirm without asking; needs --digest.") var yes = false
    @Option(help: "The digest that --dry-run printed.") var digest: String?

    func validate() throws {
        if dryRun { return }
        guard yes == (digest != nil) else {
            throw ValidationError("--yes and --digest belong together: --dry-run prints the digest.")
        }
        guard yes || Terminal.isInputInteractive else {
            throw ValidationError(
                "Without a terminal nobody can confirm: run with --dry-run first, then with --yes --digest HEX.")
        }
    }

    func run(_ session: Session) async throws {
        let (wand, serial) = try Session.choose(reaching: pump, from: try await session.client.wands())
        let report = try await session.client.interrogate(wand: wand.name)
        guard report.serial == serial else {
            throw Failure(.refused, "the wand now reaches pump \(report.serial), not \(serial)")
        }
        if wand.isUnpaired { session.say(session.style.alert("*** UNPAIRED wand: for the bench only")) }
        let submission = API.CommandSubmission(
            pumpSerial: serial, baseRevision: report.revision, program: try order.programOrder(on: report),
            operator: operatorName, reason: reason, overrideReason: overrideReason, lifetimeSeconds: lifetime)
        let proposal = try await session.client.propose(submission)
        if dryRun { return try session.answer(proposal) { proposal.text($0) } }
        if let digest, digest != proposal.digest {
            throw Failure(
                .refused, "the digest is not that of this change on the pump as it is now; nothing was submitted",
                advice: "Run --dry-run again, and look at what it shows.")
        }
        let (confirmed, told) = try await hold(submission, expecting: proposal, session)
        try await session.conclude(session.followToTheEnd(confirmed, told: told, seconds: wait))
    }
}

extension DoseCommand {
    /// Longest time for the pump to take hold of the program, in seconds.
    private static let stagingSeconds = 120

    /// Submits, waits until the pump holds the program, and confirms it once the operator agrees; whatever goes wrong
    /// before the confirmation left takes the command back.
    /// - Returns: the command, and how many of its states were told.
    private func hold(
        _ submission: API.CommandSubmission, expecting proposal: API.Proposal, _ session: Session
    ) async throws -> (API.Command, told: Int) {
        let key = idempotencyKey ?? RandomKey.make()
        let command = try await session.client.submit(submission, idempotencyKey: key)
        session.say("command \(command.id)")
        do {
            return try await confirm(command, proposal, session)
        } catch let doubt as Unconfirmed {
            throw Failure(
                .inDoubt, "whether the confirmation arrived is not known: \(doubt.error)",
                advice: "Look at it with 'wandctl commands \(command.id)'. Do not repeat it.")
        } catch {
            throw await takeBack(command.id, because: error, session)
        }
    }

    /// The request to confirm was sent, and no whole answer came.
    private struct Unconfirmed: Error {
        var error: ControlClientError
    }

    private func confirm(
        _ command: API.Command, _ proposal: API.Proposal, _ session: Session
    ) async throws -> (API.Command, told: Int) {
        let held = try await interruptible {
            let held = try await session.follow(command, seconds: Self.stagingSeconds) {
                $0.state == .awaitingConfirmation
            }
            guard held.state == .awaitingConfirmation else { return held }
            guard held.proposal?.digest == proposal.digest else {
                throw Failure(.notApplied, "the pump holds something else than what was shown")
            }
            session.say(proposal.text(session.style))
            if !yes { try await ask(proposal, session) }
            return held
        }
        guard held.state == .awaitingConfirmation else {
            if [.queued, .validated, .staged].contains(held.state) {
                throw Failure(.notApplied, "the pump did not take hold of it in time")
            }
            // it ended, or somebody else confirmed it: its end tells
            return (held, held.history.count)
        }
        do {
            let confirmation = API.Confirmation(digest: proposal.digest, operator: operatorName)
            return (try await session.client.confirm(held.id, confirmation), held.history.count)
        } catch .problem(let problem) {
            throw ControlClientError.problem(problem)
        } catch {
            throw Unconfirmed(error: error)
        }
    }

    private func ask(_ proposal: API.Proposal, _ session: Session) async throws {
        session.say("Type the new 24 h total in mcg to apply it, anything else to take it back:")
        guard let line = try await LineReader.line(), Self.isConfirmed(by: line, proposal) else {
            throw Failure(.notApplied, "not confirmed")
        }
    }

    /// Exactly the number that is shown: no unit, no other spelling.
    static func isConfirmed(by line: String, _ proposal: API.Proposal) -> Bool {
        line == proposal.newTotal24HoursMicrograms
    }

    /// Cancels, and says what is certain then.
    private func takeBack(_ id: String, because error: any Error, _ session: Session) async -> Failure {
        let cause =
            switch error {
            case let failure as Failure: failure.message
            case let error as ControlClientError: error.description
            case is Interrupted: "interrupted"
            default: "\(error)"
            }
        do {
            let command = try await session.client.cancel(id)
            return Failure(
                command.outcome.certainty == .notApplied ? .notApplied : .inDoubt,
                "\(cause); \(command.outcome.detail)",
                advice: command.outcome.whatToDo)
        } catch .problem(let problem) where problem.type == API.ProblemType.alreadyEnded.urn {
            return Failure(
                .notApplied, "\(cause); the command had ended before", advice: "See 'wandctl commands \(id)'.")
        } catch {
            return Failure(
                .inDoubt, "\(cause); and the command could not be taken back: \(error)",
                advice: "It was not confirmed. See 'wandctl commands \(id)'.")
        }
    }
}
