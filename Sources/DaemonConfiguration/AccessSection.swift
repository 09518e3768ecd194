package import Access
package import PumpModel

/// Who may do what, as the file has it: users and groups by name or by numeric id, not looked up yet.
/// `DaemonConfiguration.accessPolicy(user:group:)` does that.
package struct AccessSection: Hashable, Sendable {
    /// A user or a group.
    package enum Account: Hashable, Sendable {
        case name(String)
        case id(UInt32)
    }

    /// Whom one role is given to; at most `Limits.accessNames` of each, none twice.
    package struct Holders: Hashable, Sendable {
        package var users: [Account]
        package var groups: [Account]

        package init(users: [Account] = [], groups: [Account] = []) {
            self.users = users
            self.groups = groups
        }
    }

    package var observers: Holders
    package var clinicians: Holders
    package var administrators: Holders
    package var secondPerson: SecondPerson
    /// How long a sign-in outlives the last act of its user.
    package var inactivity: TimeSpan

    /// Nobody has a role that is not given here.
    package init(
        observers: Holders = Holders(), clinicians: Holders = Holders(), administrators: Holders = Holders(),
        secondPerson: SecondPerson = .never, inactivity: TimeSpan = AccessPolicy.defaultInactivity
    ) {
        self.observers = observers
        self.clinicians = clinicians
        self.administrators = administrators
        self.secondPerson = secondPerson
        self.inactivity = inactivity
    }

    package subscript(role: Role) -> Holders {
        switch role {
        case .observer: observers
        case .clinician: clinicians
        case .administrator: administrators
        }
    }
}

extension Role {
    /// The key that says who has it.
    var key: String { rawValue + "s" }
}
