import ControlAPI
import Testing
import WandClient

@testable import wandctl

/// A command that could not be taken back: somebody else may have confirmed it.
struct TakeBackTests {
    private let refused = ControlClientError.unreachable(path: "/x", reason: "r")

    @Test(arguments: [
        (API.CommandState.succeeded, API.Certainty.applied, Ending.inDoubt), (.mismatched, .applied, .inDoubt),
        (.committing, .unknown, .inDoubt), (.verifying, .applied, .inDoubt), (.inDoubt, .unknown, .inDoubt),
        (.expired, .notApplied, .notApplied), (.failed, .notApplied, .notApplied),
        (.awaitingConfirmation, .pending, .inDoubt),
    ])
    func whatItIsTells(_ state: API.CommandState, _ certainty: API.Certainty, _ ending: Ending) {
        let found = Sample.command(state, certainty)
        let failure = ChangeFlow.notTakenBack(found, found.id, because: "not confirmed", refused)
        #expect(failure.status == ending)
        #expect(failure.message == "not confirmed; but the command is \(state.rawValue): D.")
        #expect(failure.advice == "W.")
    }

    @Test func whatCanNotBeAskedIsNotSaid() {
        let failure = ChangeFlow.notTakenBack(nil, "0123", because: "not confirmed", refused)
        #expect(failure.status == .inDoubt)
        #expect(failure.advice?.contains("before anything is repeated") == true)
    }

    /// What a problem says of the request itself.
    @Test(arguments: API.ProblemType.allCases)
    func someProblemsLeaveItOpen(_ type: API.ProblemType) {
        let problem = API.Problem(type: type.urn, title: "T", status: type.status, detail: "D", whatToDo: "W")
        #expect(problem.leavesOutcomeUnknown == [.internalError, .journal, .shuttingDown].contains(type))
        let stop = WatchDeed.stopFailed(.problem(problem)).text
        #expect(
            stop.hasPrefix(
                problem.leavesOutcomeUnknown ? "WHETHER THE STOP ARRIVED IS NOT KNOWN" : "NOTHING WAS STOPPED"))
    }
}
