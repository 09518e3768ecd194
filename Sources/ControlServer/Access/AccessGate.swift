package import Access
internal import CommandQueue
internal import ControlAPI
internal import NIOConcurrencyHelpers
package import PumpModel

/// Decides for every request whether its user may make it, by the kernel's word on the process at the other end.
///
/// Promise: denied unless the policy gives it; what is denied is noted for the audit trail; an emergency stop is never
/// held up by a count of requests. It holds the only policy there is: `adopt` puts another one in force for the next
/// request of everybody.
package final class AccessGate: Sendable {
    private struct State {
        var desk: SignInDesk
        var budget = RequestBudget()
        var refusals = RefusalLedger()
    }

    private let state: NIOLockedValueBox<State>
    private let now: @Sendable () -> Moment
    private let userName: @Sendable (UInt32) -> String?
    private let note: @Sendable ([AccessNote]) -> Void

    /// - Parameter note: takes what the audit trail is to say; must not block.
    package init(
        policy: AccessPolicy, now: @escaping @Sendable () -> Moment, userName: @escaping @Sendable (UInt32) -> String?,
        note: @escaping @Sendable ([AccessNote]) -> Void
    ) {
        state = NIOLockedValueBox(State(desk: SignInDesk(policy: policy)))
        self.now = now
        self.userName = userName
        self.note = note
    }

    /// Another policy is in force: who lost the role is signed out.
    package func adopt(_ policy: AccessPolicy) {
        let now = now()
        tell(state.withLockedValue { $0.desk.adopt(policy, at: now) }, now)
    }

    /// Whether somebody who was let in to listen may go on.
    func mayListen(_ peer: Peer) -> Bool { API.Route.events.permission.allows(roles(peer.userID, peer.groupIDs)) }

    /// Tells what time alone brought about: sign-ins that ended, refusals that were only counted.
    package func tick() {
        let now = now()
        let (events, notes) = state.withLockedValue { ($0.desk.expire(at: now), $0.refusals.due(at: now)) }
        tell(events, now)
        if !notes.isEmpty { note(notes) }
    }

    /// - Throws: when this user may not use this route, or asks too often.
    func admit(_ peer: Peer, to route: API.Route) throws(ProblemError) {
        let now = now()
        // whoever sees an emergency does not wait for those who ask too much
        if route != .stop,
            case .refused(let seconds) = state.withLockedValue({
                $0.budget.take(peer.userID, uptimeMilliseconds: now.uptimeMilliseconds)
            })
        {
            throw ProblemError(
                .init(
                    .tooManyRequests, "User \(peer.userID) may make \(Limits.requestsPerSecond) requests in a second.",
                    "Ask less often: events tell what happens as it happens."),
                retryAfterSeconds: Int(seconds))
        }
        let roles = roles(peer.userID, peer.groupIDs)
        guard route.permission.allows(roles) else {
            throw refuse(peer, route, .notPermitted, Self.denial(route, roles))
        }
        let isAct = route.method == .post && route != .signIn && route != .signOut
        if isAct { tell(state.withLockedValue { $0.desk.acted(peer.userID, at: now) }, now) }
    }

    /// - Throws: when nobody with this user id has signed in, or was inactive for too long since.
    func requireSignIn(_ peer: Peer, for route: API.Route) throws(ProblemError) {
        let now = now()
        guard !state.withLockedValue({ $0.desk.isSignedIn(peer.userID, at: now) }) else { return }
        throw refuse(
            peer, route, .signInRequired,
            "User \(peer.userID) has not signed in, or asked for nothing for \(policy.inactivity.milliseconds / 1_000) s."
        )
    }

    /// Whether any command may need another user's confirmation.
    var mayAskForTwo: Bool { policy.secondPerson != .never }

    /// - Throws: when the policy asks for another user than the one who submitted the command.
    func requireSecondPerson(_ peer: Peer, for command: Command) throws(ProblemError) {
        guard policy.secondPerson.isNeeded(overridesLimit: command.origin.overrideReason != nil),
            command.origin.userID == peer.userID
        else { return }
        throw refuse(
            peer, .confirm, .secondPersonRequired,
            "User \(peer.userID) submitted this command, and the site asks for two.")
    }

    /// Whether a stop by this user passes what the site foresees.
    func isBreakGlass(_ peer: Peer) -> Bool { !roles(peer.userID, peer.groupIDs).contains(.clinician) }

    // MARK: the caller's own routes

    func caller(_ peer: Peer) -> API.Caller {
        let now = now()
        let (policy, until) = state.withLockedValue { ($0.desk.policy, $0.desk.until(peer.userID, at: now)) }
        return API.Caller(
            userID: peer.userID, user: userName(peer.userID),
            roles: roles(peer.userID, peer.groupIDs).sorted(), isSignedIn: until != nil,
            signedInUntil: until?.description, inactivitySeconds: policy.inactivity.milliseconds / 1_000,
            secondPerson: API.SecondPerson(policy.secondPerson))
    }

    func signIn(_ peer: Peer) throws(ProblemError) -> API.Caller {
        let now = now()
        let events = state.withLockedValue { $0.desk.signIn(peer.userID, groups: peer.groupIDs, at: now) }
        tell(events, now)
        if case .refused(_, .noRoom) = events.last {
            throw ProblemError(
                .init(
                    .tooManyRequests, "\(Limits.signedInUsers) users are signed in.",
                    "Wait until one of them has signed out or was inactive for long enough."),
                retryAfterSeconds: 60)
        }
        return caller(peer)
    }

    func signOut(_ peer: Peer) -> API.Caller {
        let now = now()
        tell(state.withLockedValue { $0.desk.signOut(peer.userID, at: now) }, now)
        return caller(peer)
    }

    // MARK: inside

    private var policy: AccessPolicy { state.withLockedValue { $0.desk.policy } }

    private func roles(_ userID: UInt32, _ groupIDs: [UInt32]) -> [API.Role] {
        policy.roles(userID: userID, groupIDs: groupIDs).map(API.Role.init)
    }

    private func tell(_ events: [SignInEvent], _ now: Moment) {
        let notes = events.compactMap { event -> AccessNote? in
            switch event {
            case .began(let user): AccessNote(userID: user, event: .signedIn, at: now)
            case .ended(let user, let why): AccessNote(userID: user, event: .signedOut(why), at: now)
            case .prolonged, .refused: nil
            }
        }
        if !notes.isEmpty { note(notes) }
    }

    private func refuse(
        _ peer: Peer, _ route: API.Route, _ type: API.ProblemType, _ detail: String
    ) -> ProblemError {
        let now = now()
        let notes = state.withLockedValue {
            $0.refusals.refused(peer.userID, route: route.rawValue, problem: type.rawValue, at: now)
        }
        if !notes.isEmpty { note(notes) }
        let whatToDo =
            switch type {
            case .signInRequired: "Sign in: POST \(API.Route.signIn.path), or 'wandctl sign-in'."
            case .secondPersonRequired: "Have another clinician confirm it."
            default: "Ask the administrator of this machine: roles are given under 'access:' in the configuration."
            }
        return .problem(type, detail, whatToDo)
    }

    private static func denial(_ route: API.Route, _ roles: [API.Role]) -> String {
        let has = roles.isEmpty ? "no role" : "the role \(roles.sorted().map(\.rawValue).joined(separator: " and "))"
        let needed =
            switch route.permission {
            case .anyone, .anyRole: "any role"
            case .oneOf(let roles): roles.map(\.rawValue).joined(separator: " or ")
            }
        return "\(route.method.rawValue) \(route.path) takes \(needed); this user has \(has)."
    }
}

extension API.Role {
    init(_ role: Role) {
        self =
            switch role {
            case .observer: .observer
            case .clinician: .clinician
            case .administrator: .administrator
            }
    }
}

extension API.SecondPerson {
    init(_ rule: SecondPerson) {
        self =
            switch rule {
            case .never: .never
            case .overrides: .overrides
            case .always: .always
            }
    }
}
