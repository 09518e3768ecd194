import ArgumentParser
import ControlAPI
import WandClient

/// One change from its proposal to its end.
///
/// States: proposed (nothing was sent to be changed); held (the pump has it and does not apply it; whatever goes wrong takes it
/// back); waiting for another user, where the daemon asks for one (Ctrl-C ends only the watching, and nothing is taken back);
/// confirmed (its end is followed, likewise).
struct ChangeFlow {
    let options: ChangeOptions
    let session: Session
    /// As it was read when the change was planned.
    let pump: API.Pump

    /// Proposes, submits, confirms and follows.
    func carry(_ submission: API.CommandSubmission) async throws {
        let proposal = try await session.client.propose(submission)
        if options.dryRun { return try session.answer(proposal) { proposal.text($0, on: pump) } }
        if let digest = options.digest, digest != proposal.digest {
            throw Failure(
                .refused, "the digest is not that of this change on the pump as it is now; nothing was submitted",
                advice: "Run --dry-run again, and look at what it shows.")
        }
        let (confirmed, told) = try await hold(submission, expecting: proposal)
        let ended = try await session.followToTheEnd(confirmed, told: told, seconds: options.wait)
        try await session.conclude(ended) { await session.sayDangers(of: pump.serial) }
    }

    /// Longest time for the pump to take hold of the program, in seconds.
    private static let stagingSeconds = 120

    /// Submits, waits until the pump holds the program, and confirms it once the operator agrees; whatever goes wrong
    /// before the confirmation left takes the command back.
    /// - Returns: the command, and how many of its states were told.
    private func hold(
        _ submission: API.CommandSubmission, expecting proposal: API.Proposal
    ) async throws -> (API.Command, told: Int) {
        let caller = try await session.signIn()
        let key = options.idempotencyKey ?? RandomKey.make()
        let command = try await session.client.submit(submission, idempotencyKey: key)
        session.say("command \(command.id)")
        do {
            return try await confirm(command, proposal, by: caller)
        } catch let doubt as Unconfirmed {
            throw Failure(
                .inDoubt, "whether the confirmation arrived is not known: \(doubt.error)",
                advice: "Look at it with 'wandctl commands \(command.id)'. Do not repeat it.")
        } catch {
            throw await takeBack(command.id, because: error, caller)
        }
    }

    /// What the other person types, where another user has to confirm.
    static func lineForTheOther(_ command: API.Command) -> String {
        "Another user confirms it with: wandctl confirm \(command.id) --operator 'NAME'"
    }

    /// Says who has to confirm it, and how. From here on the command waits for somebody else.
    private func leaveToTheOther(_ held: API.Command) {
        let before = held.confirmBefore.map { " before \(Amounts.time($0))" } ?? ""
        session.say(session.style.warning("It waits for another user\(before)."))
        session.say(Self.lineForTheOther(held))
        session.say("Until then 'wandctl cancel \(held.id)' takes it back. Ctrl-C only ends the watching.")
    }

    /// The request to confirm was sent, and no whole answer came.
    private struct Unconfirmed: Error {
        var error: ControlClientError
    }

    private func confirm(
        _ command: API.Command, _ proposal: API.Proposal, by caller: API.Caller
    ) async throws -> (API.Command, told: Int) {
        let needsOther = caller.needsSecondPerson(proposal)
        let held = try await interruptible {
            let held = try await session.follow(command, seconds: Self.stagingSeconds) {
                $0.state == .awaitingConfirmation
            }
            guard held.state == .awaitingConfirmation else { return held }
            guard held.proposal?.digest == proposal.digest else {
                throw Failure(.notApplied, "the pump holds something else than what was shown")
            }
            session.say(proposal.text(session.style, on: pump))
            if !options.yes, !needsOther { try await ask(proposal) }
            return held
        }
        guard held.state == .awaitingConfirmation else {
            if [.queued, .validated, .staged].contains(held.state) {
                throw Failure(.notApplied, "the pump did not take hold of it in time")
            }
            // it ended, or somebody else confirmed it: its end tells
            return (held, held.history.count)
        }
        if needsOther {
            leaveToTheOther(held)
            return (held, held.history.count)
        }
        do {
            let confirmation = API.Confirmation(digest: proposal.digest, operator: options.operatorName)
            return (try await session.client.confirm(held.id, confirmation), held.history.count)
        } catch .problem(let problem) where problem.type == API.ProblemType.secondPersonRequired.urn {
            leaveToTheOther(held)
            return (held, held.history.count)
        } catch .problem(let problem) where !problem.leavesOutcomeUnknown {
            throw ControlClientError.problem(problem)
        } catch {
            throw Unconfirmed(error: error)
        }
    }

    /// Nothing was typed for too long.
    static func signInEnded(_ caller: API.Caller) -> String {
        "the sign-in of \(caller.user ?? "user id \(caller.userID)") ended, because nothing was asked for for "
            + "\(Amounts.duration(caller.inactivitySeconds * 1_000)), and nothing was applied"
    }

    private func ask(_ proposal: API.Proposal) async throws {
        let expected = TypedConfirmation(proposal)
        session.say(expected.prompt)
        guard let line = try await LineReader.line(), expected.isGiven(by: line) else {
            throw Failure(.notApplied, "not confirmed")
        }
    }

    /// What is certain of a command that could not be taken back.
    static func notTakenBack(
        _ command: API.Command?, _ id: String, because cause: String, _ error: any Error
    ) -> Failure {
        guard let command else {
            return Failure(
                .inDoubt, "\(cause); and the command could not be taken back: \(error)",
                advice: "This run did not confirm it. See 'wandctl commands \(id)' before anything is repeated.")
        }
        return Failure(
            command.outcome.certainty == .notApplied ? .notApplied : .inDoubt,
            "\(cause); but the command is \(command.state.rawValue): \(command.outcome.detail)",
            advice: command.outcome.whatToDo)
    }

    /// Cancels, and says what is certain then.
    private func takeBack(_ id: String, because error: any Error, _ caller: API.Caller) async -> Failure {
        let cause =
            switch error {
            case let failure as Failure: failure.message
            case ControlClientError.problem(let problem) where problem.type == API.ProblemType.signInRequired.urn:
                Self.signInEnded(caller)
            case let error as ControlClientError: error.description
            case is Interrupted: "interrupted"
            default: "\(error)"
            }
        do {
            let command = try await session.client.cancel(id)
            let isCertain = command.outcome.certainty == .notApplied
            let isSignIn = isCertain && cause == Self.signInEnded(caller)
            return Failure(
                isCertain ? .notApplied : .inDoubt, "\(cause); \(command.outcome.detail)",
                advice: isSignIn ? "Run it again, and confirm it before that time is over." : command.outcome.whatToDo)
        } catch {
            // somebody else may have confirmed it: only the command itself tells what became of it
            let found = try? await session.client.command(id)
            return Self.notTakenBack(found, id, because: cause, error)
        }
    }
}
