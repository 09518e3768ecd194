package import PumpModel

/// What the audit trail says of who came, besides what they did to pumps.
package struct AccessNote: Hashable, Sendable {
    package var userID: UInt32
    package var event: Event
    package var at: Moment

    package enum Event: Hashable, Sendable {
        /// Turned away from a route, for the reason that the problem names.
        case refused(route: String, problem: String)
        /// So many refusals of this user found no place of their own: they came too fast.
        case moreRefused(count: Int)
        case signedIn
        case signedOut(SignInEnd)
        /// The configuration was read again: the keys in force, and those that wait for a restart.
        case reloaded(applied: [String], needsRestart: [String])
    }

    package init(userID: UInt32, event: Event, at: Moment) {
        self.userID = userID
        self.event = event
        self.at = at
    }
}
