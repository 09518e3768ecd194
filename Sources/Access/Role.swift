/// What a user may do. A role is only ever given by the configuration; each of them may look, none implies another.
package enum Role: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Looks at wands, pumps, commands and alarms.
    case observer
    /// Reads pumps, changes their therapy, attends to alarms.
    case clinician
    /// Reads and reloads the configuration; has no say over therapy.
    case administrator

    package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .observer: 0
        case .clinician: 1
        case .administrator: 2
        }
    }
}

/// When another user than the one who submitted it has to confirm a command.
package enum SecondPerson: String, Hashable, Sendable, CaseIterable {
    case never
    /// Where a soft limit was overridden.
    case overrides
    case always

    /// Whether a command asks for another user's confirmation.
    package func isNeeded(overridesLimit: Bool) -> Bool {
        switch self {
        case .never: false
        case .overrides: overridesLimit
        case .always: true
        }
    }
}
