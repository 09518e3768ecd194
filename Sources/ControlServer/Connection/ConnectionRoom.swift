internal import PumpModel

/// How many connections there may be.
package struct ConnectionRoom: Hashable, Sendable {
    /// That are served.
    package var served: Int
    /// Among them, of one user.
    package var perUser: Int
    /// Beyond them, for nothing but stops.
    package var refused: Int

    package init(
        served: Int = Limits.controlConnections, perUser: Int = Limits.controlConnectionsPerUser,
        refused: Int = Limits.controlRefusedConnections
    ) {
        (self.served, self.perUser, self.refused) = (served, perUser, refused)
    }
}
