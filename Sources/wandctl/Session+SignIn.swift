import ControlAPI
import WandClient

/// Signing in: a clinician is there, and changes therapy.
extension Session {
    /// Signs the user of this process in, before something is submitted or confirmed.
    /// - Throws: `Failure(.refused)` that says what role is missing, and who gives it.
    func signIn() async throws -> API.Caller {
        do {
            return try await client.signIn()
        } catch {
            guard case .problem(let problem) = error, problem.type == API.ProblemType.notPermitted.urn else {
                throw error
            }
            throw Self.notPermitted(problem, caller: try? await client.caller())
        }
    }

    static func notPermitted(_ problem: API.Problem, caller: API.Caller?) -> Failure {
        var failure = Failure(.problem(problem))
        if let caller {
            let roles = caller.roles.isEmpty ? "no role" : caller.roles.map(\.rawValue).joined(separator: " and ")
            failure.message += " (\(caller.user ?? "user id \(caller.userID)") has \(roles))"
        }
        return failure
    }
}

extension API.Caller {
    /// Who this is to the daemon, for people.
    func text(_ style: Style) -> String {
        let roles =
            roles.isEmpty
            ? style.alert("none") + ": nothing is permitted; 'access' in wandd.yaml gives roles"
            : roles.map(\.rawValue).joined(separator: ", ")
        let signedIn =
            isSignedIn
            ? style.good("yes")
                + (signedInUntil.map { ", until \(Amounts.time($0)) unless something is asked for" } ?? "")
            : "no"
        let policy =
            switch secondPerson {
            case .never: "never"
            case .overrides: "where a soft limit is overridden"
            case .always: "always"
            }
        return aligned(
            [
                ("user", user.map { "\($0) (user id \(userID))" } ?? "user id \(userID)"), ("roles", roles),
                ("signed in", signedIn),
                ("a sign-in ends after", "\(Amounts.duration(inactivitySeconds * 1_000)) without a request"),
                ("another user confirms", policy),
            ], indent: 0)
    }

    /// Whether the daemon lets nobody confirm what he submitted himself.
    func needsSecondPerson(_ proposal: API.Proposal) -> Bool {
        switch secondPerson {
        case .never: false
        case .overrides: !proposal.softLimits.isEmpty
        case .always: true
        }
    }
}
