package import PumpModel

/// Who is signed in. A pure value: time comes in with each call, what came of it goes out as events.
///
/// A user is signed out, or signed in until nothing was done for the policy's inactivity. Signing in takes a clinician;
/// acting prolongs a sign-in that stands, and never begins or revives one; signing out, inactivity, and a policy that
/// takes the role away end it. Each end is told once, by the first call that comes at or after it, before anything else
/// that call has to tell. At most `Limits.signedInUsers` stand at once.
///
/// Timeouts run on `Moment.uptimeMilliseconds`; a call with an earlier time than the last act changes no time.
package struct SignInDesk: Sendable {
    private struct SignIn {
        /// Monotonic milliseconds.
        var lastAct: Int64
        /// The groups by which the user was a clinician, of the policy at that time.
        var groups: Set<UInt32>
    }

    package private(set) var policy: AccessPolicy
    private var standing: [UInt32: SignIn] = [:]

    package init(policy: AccessPolicy) { self.policy = policy }

    /// - Parameter groups: all that the user is in.
    /// - Returns: the last event says what came of it: `began`, `prolonged` or `refused`.
    package mutating func signIn(
        _ user: UInt32, groups: some Sequence<UInt32>, at now: Moment
    ) -> [SignInEvent] {
        let ended = expire(at: now)
        let groups = Set(groups)
        guard policy.roles(userID: user, groupIDs: groups).contains(.clinician) else {
            return ended + take(user, .notClinician) + [.refused(user: user, .notClinician)]
        }
        let counted = groups.intersection(policy[.clinician].groups)
        if let sooner = standing[user] {
            standing[user] = SignIn(lastAct: max(sooner.lastAct, now.uptimeMilliseconds), groups: counted)
            return ended + [.prolonged(user: user)]
        }
        guard standing.count < Limits.signedInUsers else { return ended + [.refused(user: user, .noRoom)] }
        standing[user] = SignIn(lastAct: now.uptimeMilliseconds, groups: counted)
        return ended + [.began(user: user)]
    }

    package mutating func signOut(_ user: UInt32, at now: Moment) -> [SignInEvent] {
        expire(at: now) + take(user, .signedOut)
    }

    /// The user did something, other than signing in or out.
    package mutating func acted(_ user: UInt32, at now: Moment) -> [SignInEvent] {
        let ended = expire(at: now)
        if let sooner = standing[user]?.lastAct {
            standing[user]?.lastAct = max(sooner, now.uptimeMilliseconds)
        }
        return ended
    }

    /// Ends what was inactive for too long, in the order of user ids.
    package mutating func expire(at now: Moment) -> [SignInEvent] {
        let inactive = standing.filter { end(of: $0.value) <= now.uptimeMilliseconds }.keys.sorted()
        return inactive.flatMap { take($0, .inactive) }
    }

    /// Another policy is in force: its inactivity counts from each last act; who is no clinician by it, neither by the
    /// user id nor by one of the groups that counted at the sign-in, is signed out.
    package mutating func adopt(_ policy: AccessPolicy, at now: Moment) -> [SignInEvent] {
        let before = expire(at: now)
        self.policy = policy
        let deprived = standing.filter { user, signIn in
            !policy.roles(userID: user, groupIDs: signIn.groups).contains(.clinician)
        }
        return before + deprived.keys.sorted().flatMap { take($0, .notClinician) } + expire(at: now)
    }

    /// Whether a sign-in stands; it does not need to have been told yet that one ended.
    package func isSignedIn(_ user: UInt32, at now: Moment) -> Bool {
        standing[user].map { end(of: $0) > now.uptimeMilliseconds } ?? false
    }

    /// When a sign-in ends unless its user acts, by the wall clock of `now`; nil when none stands.
    package func until(_ user: UInt32, at now: Moment) -> Timestamp? {
        guard isSignedIn(user, at: now), let signIn = standing[user] else { return nil }
        return now.utc.advanced(byMilliseconds: end(of: signIn) - now.uptimeMilliseconds)
    }

    /// The monotonic time at which `expire` has something to tell next; nil when nobody is signed in.
    package var nextEndUptimeMilliseconds: Int64? { standing.values.map(end).min() }

    private func end(of signIn: SignIn) -> Int64 {
        let (sum, overflow) = signIn.lastAct.addingReportingOverflow(policy.inactivity.milliseconds)
        return overflow ? .max : sum
    }

    private mutating func take(_ user: UInt32, _ why: SignInEnd) -> [SignInEvent] {
        standing.removeValue(forKey: user) == nil ? [] : [.ended(user: user, why)]
    }
}
