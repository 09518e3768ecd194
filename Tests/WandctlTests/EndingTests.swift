import ControlAPI
import WandClient
import Testing

@testable import wandctl

struct EndingTests {
    @Test func theNumbersAreStable() {
        #expect(
            Ending.allCases.map { "\($0)=\($0.rawValue)" } == [
                "done=0", "other=1", "usage=2", "refused=3", "notApplied=4", "inDoubt=5", "unreachable=6",
                "notAsExpected=7", "notIntact=8",
            ])
    }

    @Test(arguments: API.CommandState.allCases)
    func onlySuccessIsDone(state: API.CommandState) {
        let expected: Ending =
            switch state {
            case .succeeded: .done
            case .rejected: .refused
            case .failed, .cancelled, .expired: .notApplied
            case .mismatched, .superseded: .notAsExpected
            default: .inDoubt
            }
        #expect(Ending(state) == expected)
    }

    private static func problem(_ type: API.ProblemType) -> ControlClientError {
        .problem(
            API.Problem(type: type.urn, title: "T", status: type.status, detail: "D", whatToDo: "W"))
    }

    @Test(arguments: [
        (ControlClientError.unreachable(path: "/x", reason: "r"), Ending.unreachable),
        (.noAnswer(path: "/x", reason: "r"), .unreachable), (problem(.hardLimit), .refused),
        (problem(.internalError), .other), (problem(.invalidMember), .usage), (problem(.unknownPump), .refused),
        (.notUnderstood("x"), .other),
    ])
    func clientErrors(error: ControlClientError, status: Ending) {
        #expect(Ending(error) == status)
        #expect(Failure(error).status == status)
        #expect(Failure(error).advice?.isEmpty == false)
    }

    @Test func aProblemIsHandedOnAsItCame() {
        guard case .problem(let problem) = Self.problem(.softLimit) else { return }
        #expect(Failure(.problem(problem)).document == problem)
        let own = Failure(.unreachable, "no connection", advice: "start it").document
        #expect(own.type == "urn:wandctl:problem:unreachable")
        #expect(own.whatToDo == "start it")
    }
}
