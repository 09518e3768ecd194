import ArgumentParser
import ControlAPI
import WandClient

struct Confirm: DaemonCommand {
    static let configuration = CommandConfiguration(
        abstract: "Confirm a change that somebody else asked for.",
        discussion: """
            Shows who asks for it and why, the pump's dangers, and old and new side by side; applies it once the new 24 h total \
            was typed, as with 'wandctl dose'. Anything else, and Ctrl-C, leaves the command as it is: whoever asked for it \
            takes it back with 'wandctl cancel', or it expires.

            Examples:
              wandctl confirm 0123456789abcdef0123456789abcdef --operator 'S. Second'
              wandctl confirm 0123456789abcdef0123456789abcdef --operator 'S. Second' --yes --digest 5a5a...
            """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The id of the command.", completion: .waitingCommands) var id: String
    @Option(name: .customLong("operator"), help: "Who confirms it.") var operatorName: String
    @Option(help: "Follow it for so many seconds after the confirmation.") var wait: Int = 180
    @Flag(help: "Confirm without asking; needs --digest.") var yes = false
    @Option(help: "The digest of the proposal that was looked at.") var digest: String?

    func validate() throws {
        guard yes == (digest != nil) else { throw ValidationError("--yes and --digest belong together.") }
        guard yes || Terminal.isInputInteractive else {
            throw ValidationError("Without a terminal nobody can confirm: give --yes --digest HEX.")
        }
    }

    func run(_ session: Session) async throws {
        let command = try await session.client.command(id)
        guard command.state == .awaitingConfirmation, let proposal = command.proposal else {
            throw Failure(
                .refused, "command \(command.id) is \(command.state.rawValue): there is nothing to confirm",
                advice: command.outcome.whatToDo)
        }
        if let digest, digest != proposal.digest {
            throw Failure(.refused, "the digest is not that of this command; nothing was confirmed")
        }
        let caller = try await session.signIn()
        let pump = try? await session.client.pump(command.pumpSerial)
        for line in pump?.dangers(session.style) ?? [] { session.say(line) }
        session.say(Self.text(of: command, proposal, on: pump, session.style))
        if caller.userID == command.userID, caller.needsSecondPerson(proposal) {
            throw Failure(
                .refused, "you asked for it yourself: another user has to confirm it",
                advice: ChangeFlow.lineForTheOther(command))
        }
        if !yes { try await ask(proposal, session) }
        let confirmed = try await confirm(proposal, session)
        let ended = try await session.followToTheEnd(confirmed, told: command.history.count, seconds: wait)
        try await session.conclude(ended) { await session.sayDangers(of: command.pumpSerial) }
    }

    /// What the second person judges.
    static func text(
        of command: API.Command, _ proposal: API.Proposal, on pump: API.Pump?, _ style: Style
    ) -> String {
        var rows = [
            ("asked by", "\(command.operator) (user id \(command.userID)), \(Amounts.time(command.acceptedAt))"),
            ("reason", command.reason),
        ]
        if let override = command.overrideReason { rows.append(("override", override)) }
        if let before = command.confirmBefore { rows.append(("confirm before", Amounts.time(before))) }
        let shown = rows.map { ($0.0, Amounts.printable($0.1[...])) }
        return aligned(shown, indent: 0) + "\n" + proposal.text(style, on: pump)
    }

    private func ask(_ proposal: API.Proposal, _ session: Session) async throws {
        let expected = TypedConfirmation(proposal)
        let line = try await interruptible {
            session.say(expected.promptOfTheOther)
            return try await LineReader.line()
        }
        guard let line, expected.isGiven(by: line) else {
            throw Failure(
                .notApplied, "not confirmed; the command still waits",
                advice: "'wandctl cancel \(id)' takes it back, else it expires.")
        }
    }

    private func confirm(_ proposal: API.Proposal, _ session: Session) async throws -> API.Command {
        do {
            return try await session.client.confirm(
                id, API.Confirmation(digest: proposal.digest, operator: operatorName))
        } catch {
            guard case .problem(let problem) = error, !problem.leavesOutcomeUnknown else {
                throw Failure(
                    .inDoubt, "whether the confirmation arrived is not known: \(error)",
                    advice: "Look at it with 'wandctl commands \(id)'. Do not repeat it.")
            }
            guard problem.type == API.ProblemType.signInRequired.urn else { throw error }
            var failure = Failure(
                .notApplied,
                "the sign-in ended, because nothing was asked for for too long: nothing was applied, and the command still waits",
                advice: "Run 'wandctl confirm' again.")
            failure.problem = problem
            throw failure
        }
    }
}
