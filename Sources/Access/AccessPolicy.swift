package import PumpModel

/// Who may do what, by the numeric ids that the kernel names for a connection's other end.
///
/// Denied by default: a user has the roles that are given to its id or to one of its groups, and no other. That holds for
/// root too. Names were resolved when the policy was made; it does not follow what becomes of an account later.
package struct AccessPolicy: Hashable, Sendable {
    /// The ids that one role is given to.
    package struct Holders: Hashable, Sendable {
        package var users: Set<UInt32>
        package var groups: Set<UInt32>

        package init(users: Set<UInt32> = [], groups: Set<UInt32> = []) {
            self.users = users
            self.groups = groups
        }

        package var isEmpty: Bool { users.isEmpty && groups.isEmpty }
    }

    package static let defaultInactivity = TimeSpan(checked: 180_000)
    /// What `inactivity` may be set to: 1 to 15 min.
    package static let inactivityRange = TimeSpan(checked: 60_000)...TimeSpan(checked: 900_000)

    private var holders: [Role: Holders]
    package var secondPerson: SecondPerson
    /// How long a sign-in outlives the last act of its user.
    package var inactivity: TimeSpan

    /// Nobody has a role that is not in `holders`.
    package init(
        _ holders: [Role: Holders] = [:], secondPerson: SecondPerson = .never,
        inactivity: TimeSpan = AccessPolicy.defaultInactivity
    ) {
        // so that two policies that give the same are the same
        self.holders = holders.filter { !$0.value.isEmpty }
        self.secondPerson = secondPerson
        self.inactivity = inactivity
    }

    /// Whether no user has a role: nothing can be done with the daemon but to ask its version.
    package var givesNothing: Bool { holders.isEmpty }

    package subscript(role: Role) -> Holders { holders[role] ?? Holders() }

    /// The roles of a user, with all groups that the user is in: the primary one does not count by itself.
    package func roles(userID: UInt32, groupIDs: some Sequence<UInt32>) -> Set<Role> {
        let groupIDs = Set(groupIDs)
        let given = holders.filter { $0.value.users.contains(userID) || !$0.value.groups.isDisjoint(with: groupIDs) }
        return Set(given.keys)
    }
}
