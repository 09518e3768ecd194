package import CommandQueue
package import PumpModel
package import SerialTransport

/// What one wand's desk is told by the configuration.
package struct WandSettings: Sendable {
    /// Unique among the wands.
    package var name: String
    package var location: PortLocation
    package var port: PortSettings
    package var policy: QueuePolicy
    /// How pessimistic the dates are that alarms go by, now.
    package var cardPolicy: @Sendable () -> RegistrationCard.Policy
    /// Software and version, for the wand's log.
    package var host: String

    package init(
        name: String, location: PortLocation, port: PortSettings, policy: QueuePolicy,
        cardPolicy: @escaping @Sendable () -> RegistrationCard.Policy, host: String
    ) {
        self.name = name
        self.location = location
        self.port = port
        self.policy = policy
        self.cardPolicy = cardPolicy
        self.host = host
    }
}
