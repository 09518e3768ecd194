internal import ControlAPI
internal import PumpModel

extension API.Withdrawal {
    /// The countdown of a pump that was read `ageMilliseconds` ago; nil while anything flows.
    ///
    /// What passed before the reading is by the pump's clock alone, so that a wrong one does not falsify it. The pump's
    /// own alarm counts more than the sum.
    init?(_ report: PumpReport, ageMilliseconds: Int64) {
        guard let since = report.stoppedSince else { return nil }
        let (elapsed, overflow) = max(0, report.clock.milliseconds(since: since))
            .addingReportingOverflow(max(0, ageMilliseconds))
        self.init(
            stoppedSince: since.description, elapsedSeconds: (overflow ? .max : elapsed) / 1_000,
            isAlarmRaised: report.alarms.contains { $0.cause == .stoppedOver48Hours })
    }
}
