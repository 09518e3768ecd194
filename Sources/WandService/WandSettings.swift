package import CommandQueue
package import SerialTransport

/// What one wand's desk is told by the configuration.
package struct WandSettings: Sendable {
    /// Unique among the wands.
    package var name: String
    package var location: PortLocation
    package var port: PortSettings
    package var policy: QueuePolicy
    /// Software and version, for the wand's log.
    package var host: String

    package init(
        name: String, location: PortLocation, port: PortSettings, policy: QueuePolicy, host: String
    ) {
        self.name = name
        self.location = location
        self.port = port
        self.policy = policy
        self.host = host
    }
}
