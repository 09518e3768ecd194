extension API {
    /// Nothing is delivered: the way into withdrawal, which can kill.
    public struct Withdrawal: Codable, Hashable, Sendable {
        /// The time without delivery after which the pump raises its critical alarm: 48 h.
        public static let criticalAlarmAtSeconds: Int64 = 172_800

        /// Since when nothing is delivered, RFC 3339, by the pump's clock.
        public var stoppedSince: String
        /// Whole seconds up to now: by the pump's clock until it was read, by a clock that never jumps since.
        public var elapsedSeconds: Int64
        /// Always `Withdrawal.criticalAlarmAtSeconds`.
        public var criticalAlarmAtSeconds: Int64
        /// Until the critical alarm; 0 once it is due.
        public var remainingSeconds: Int64
        /// The alarm is due, or the pump raised it.
        public var critical: Bool

        public init(
            stoppedSince: String, elapsedSeconds: Int64,
            criticalAlarmAtSeconds: Int64 = Withdrawal.criticalAlarmAtSeconds, remainingSeconds: Int64, critical: Bool
        ) {
            self.stoppedSince = stoppedSince
            self.elapsedSeconds = elapsedSeconds
            self.criticalAlarmAtSeconds = criticalAlarmAtSeconds
            self.remainingSeconds = remainingSeconds
            self.critical = critical
        }
    }
}

extension API.Withdrawal {
    /// The countdown after `elapsedSeconds` without delivery.
    public init(stoppedSince: String, elapsedSeconds: Int64, isAlarmRaised: Bool = false) {
        let isCritical = isAlarmRaised || elapsedSeconds >= Self.criticalAlarmAtSeconds
        self.init(
            stoppedSince: stoppedSince, elapsedSeconds: elapsedSeconds,
            remainingSeconds: isCritical ? 0 : Self.criticalAlarmAtSeconds - elapsedSeconds, critical: isCritical)
    }
}
