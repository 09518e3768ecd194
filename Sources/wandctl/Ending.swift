import ControlAPI
import WandClient
import Glibc

/// How the tool ends: stable numbers for scripts.
enum Ending: Int32, CaseIterable {
    case done = 0
    case other = 1
    case usage = 2
    case refused = 3
    /// Certainly not applied.
    case notApplied = 4
    /// It may have been applied, or it was not followed to its end.
    case inDoubt = 5
    case unreachable = 6
    /// Applied, but the pump reads back something else.
    case notAsExpected = 7
    /// The audit trail was changed, or records are missing.
    case notIntact = 8

    init(_ state: API.CommandState) {
        self =
            switch state {
            case .succeeded: .done
            case .rejected: .refused
            case .failed, .cancelled, .expired: .notApplied
            case .superseded, .mismatched: .notAsExpected
            case .queued, .validated, .staged, .awaitingConfirmation, .committing, .inDoubt, .verifying: .inDoubt
            }
    }

    private static let mistakes = Set(
        [API.ProblemType.invalidMember, .invalidParameter, .invalidHeader].map(\.urn))

    init(_ error: ControlClientError) {
        self =
            switch error {
            case .unreachable, .noAnswer: .unreachable
            case .problem(let problem) where problem.type == API.ProblemType.internalError.urn: .other
            // what was typed makes no sense, whoever noticed
            case .problem(let problem) where Self.mistakes.contains(problem.type): .usage
            case .problem: .refused
            case .notUnderstood: .other
            }
    }
}

/// Ends the tool with a message.
struct Failure: Error, Equatable {
    var status: Ending
    var message: String
    /// The next step, for people.
    var advice: String?
    /// What the daemon said, where it said something.
    var problem: API.Problem?

    init(_ status: Ending, _ message: String, advice: String? = nil) {
        self.status = status
        self.message = message
        self.advice = advice
    }

    init(_ error: ControlClientError) {
        status = Ending(error)
        switch error {
        case .problem(let problem):
            message = "\(problem.title): \(problem.detail)"
            advice =
                problem.type == API.ProblemType.softLimit.urn
                ? "Check the program. If it is meant, give --override with the reason." : problem.whatToDo
            self.problem = problem
        case .unreachable: (message, advice) = (error.description, "Is wandd running? See 'systemctl status wandd'.")
        case .noAnswer: (message, advice) = (error.description, "Look at 'wandctl commands' before trying again.")
        case .notUnderstood: (message, advice) = (error.description, "Do wandd and wandctl have the same version?")
        }
    }

    /// A stop that the daemon did not take, or may not have taken.
    init(ofStop error: ControlClientError) {
        self.init(error)
        switch error {
        case .unreachable: message = "NOTHING WAS STOPPED: \(message)."
        case .problem(let problem) where !problem.leavesOutcomeUnknown: message = "NOTHING WAS STOPPED: \(message)"
        case .problem, .noAnswer, .notUnderstood:
            status = .inDoubt
            message = "WHETHER THE STOP ARRIVED IS NOT KNOWN: \(message)."
            advice = "Stop again: a stop may be repeated."
        }
    }

    /// Says it to people.
    func tell() {
        let style = Style(isColoured: Terminal.usesColour(STDERR_FILENO))
        Terminal.printError(style.alert("wandctl: ") + message)
        if let advice, advice != API.Outcome.nothingToDo { Terminal.printError("         " + advice) }
    }

    /// The failure as a problem document, for `--json`.
    var document: API.Problem {
        problem
            ?? API.Problem(
                type: "urn:wandctl:problem:\(status)", title: message, status: 0, detail: message,
                whatToDo: advice ?? API.Outcome.nothingToDo)
    }
}
