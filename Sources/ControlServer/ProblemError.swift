internal import ControlAPI

/// A request that is answered with a problem document.
struct ProblemError: Error {
    var problem: API.Problem
    /// The methods that the path takes, for 405.
    var allowedMethods: [String] = []
    /// After how many seconds the same request may succeed.
    var retryAfterSeconds: Int?

    init(_ problem: API.Problem, allowedMethods: [String] = [], retryAfterSeconds: Int? = nil) {
        self.problem = problem
        self.allowedMethods = allowedMethods
        self.retryAfterSeconds = retryAfterSeconds
    }

    static func problem(_ type: API.ProblemType, _ detail: String, _ whatToDo: String) -> ProblemError {
        ProblemError(API.Problem(type, detail, whatToDo))
    }

    static func member(_ member: String, _ detail: String, allowed: String) -> ProblemError {
        named(.invalidMember, member, detail, allowed: allowed)
    }

    static func header(_ name: String, _ detail: String, allowed: String) -> ProblemError {
        named(.invalidHeader, name, detail, allowed: allowed)
    }

    static func parameter(_ name: String, _ detail: String, allowed: String) -> ProblemError {
        named(.invalidParameter, name, detail, allowed: allowed)
    }

    private static func named(
        _ type: API.ProblemType, _ name: String, _ detail: String, allowed: String
    ) -> ProblemError {
        var problem = API.Problem(type, "\(name): \(detail)", "Correct '\(name)'. Allowed: \(allowed).")
        problem.member = name
        problem.allowed = allowed
        return ProblemError(problem)
    }
}

extension API.Problem {
    init(_ type: API.ProblemType, _ detail: String, _ whatToDo: String) {
        self.init(type: type.urn, title: type.title, status: type.status, detail: detail, whatToDo: whatToDo)
    }
}
