/// Whether the patient still receives the right drug.
public enum AlarmClass: String, Hashable, Sendable, CaseIterable {
    /// A single tone about once an hour: the patient still receives drug.
    case nonCritical
    /// A two-tone every few minutes: the patient does not receive the right drug, an emergency.
    case critical
}

/// Why a pump alarms. The raw value is the code on the wire.
public enum AlarmCause: UInt8, Hashable, Codable, Sendable, CaseIterable {
    case lowReservoir = 1
    case electiveReplacement = 2
    case nonCriticalMemoryError = 3
    case emptyReservoir = 16
    case endOfService = 17
    case motorStall = 18
    case stoppedOver48Hours = 19
    /// A memory error or a low-battery reset: the rate falls to the minimum.
    case criticalMemoryError = 20

    public var alarmClass: AlarmClass {
        switch self {
        case .lowReservoir, .electiveReplacement, .nonCriticalMemoryError: .nonCritical
        case .emptyReservoir, .endOfService, .motorStall, .stoppedOver48Hours, .criticalMemoryError: .critical
        }
    }

    /// Whether the pump follows no program while it stands. A pump that was stopped for long is not among them: a program
    /// ends that.
    public var overridesProgram: Bool {
        switch self {
        case .emptyReservoir, .endOfService, .motorStall, .criticalMemoryError: true
        case .lowReservoir, .electiveReplacement, .nonCriticalMemoryError, .stoppedOver48Hours: false
        }
    }

    /// The stable name used in JSON and in messages.
    public var name: String {
        switch self {
        case .lowReservoir: "lowReservoir"
        case .electiveReplacement: "electiveReplacement"
        case .nonCriticalMemoryError: "nonCriticalMemoryError"
        case .emptyReservoir: "emptyReservoir"
        case .endOfService: "endOfService"
        case .motorStall: "motorStall"
        case .stoppedOver48Hours: "stoppedOver48Hours"
        case .criticalMemoryError: "criticalMemoryError"
        }
    }
}

/// An alarm that stands, and since when by the pump's clock.
public struct Alarm: Hashable, Codable, Sendable {
    public var cause: AlarmCause
    public var since: Timestamp

    public init(cause: AlarmCause, since: Timestamp) {
        self.cause = cause
        self.since = since
    }
}
