package import PumpModel

/// What all pumps of one model have in common: a site's file says it, nothing in the code does.
package struct PumpProfile: Hashable, Sendable {
    /// As the pump itself gives it in a report.
    package var model: String
    /// The flows that a program may ask for: base and boluses together stay below the upper one.
    package var flow: ClosedRange<Flow>
    /// The flow of the minimum rate program, below `flow`.
    package var minimumFlow: Flow
    /// Never delivered.
    package var residualVolume: Volume
    /// Inside the pump, from the reservoir to the catheter's port.
    package var tubingVolume: Volume
    /// The sizes that the model is made in.
    package var reservoirSizes: [Volume]
    /// Days of service that are left when the elective replacement indicator comes up.
    package var serviceReserveDays: Int64
    /// From the implantation to the end of service.
    package var serviceYears: Int64
    package var criticalAlarmInterval: TimeSpan
    package var nonCriticalAlarmInterval: TimeSpan
    /// How much faster than programmed the pump may flow, in parts per thousand.
    package var flowErrorPerMille: Int64

    package init(
        model: String, flow: ClosedRange<Flow>, minimumFlow: Flow, residualVolume: Volume, tubingVolume: Volume,
        reservoirSizes: [Volume], serviceReserveDays: Int64, serviceYears: Int64, criticalAlarmInterval: TimeSpan,
        nonCriticalAlarmInterval: TimeSpan, flowErrorPerMille: Int64
    ) {
        self.model = model
        self.flow = flow
        self.minimumFlow = minimumFlow
        self.residualVolume = residualVolume
        self.tubingVolume = tubingVolume
        self.reservoirSizes = reservoirSizes
        self.serviceReserveDays = serviceReserveDays
        self.serviceYears = serviceYears
        self.criticalAlarmInterval = criticalAlarmInterval
        self.nonCriticalAlarmInterval = nonCriticalAlarmInterval
        self.flowErrorPerMille = flowErrorPerMille
    }

    /// The dates of a card as a site wants them, and never less pessimistic than this model asks for.
    package func policy(atLeast policy: RegistrationCard.Policy) -> RegistrationCard.Policy {
        RegistrationCard.Policy(
            flowErrorPerMille: max(policy.flowErrorPerMille, flowErrorPerMille), marginDays: policy.marginDays)
    }
}
