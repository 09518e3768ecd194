package import PumpModel

/// What an alarm is about: a cause that a pump reports, or one that the daemon computes for a pump or for itself.
///
/// The raw value is the stable name in JSON, in the log and in the audit. A cause of a pump has the name that
/// `AlarmCause` gives it; `stoppedOver48Hours` has two sources, the pump and the daemon's own count, and is one alarm.
package enum AlarmName: String, Hashable, Codable, Sendable, CaseIterable {
    // by the pump's word
    case lowReservoir
    case electiveReplacement
    case nonCriticalMemoryError
    case emptyReservoir
    case endOfService
    case motorStall
    case stoppedOver48Hours
    case criticalMemoryError

    // computed for a pump
    /// Nothing flows, whatever the reason.
    case pumpStopped
    /// The pump was not read for longer than the site allows.
    case interrogationStale
    /// The refill date is within the site's warning time, or past.
    case refillDueSoon
    /// The pump's clock differs from the daemon's by more than the site tolerates.
    case pumpClockOff
    /// The pump can not be reached while a therapy session is open on it.
    case linkLostInSession
    /// A therapy session is open and nobody attends to it: the pump may be stopped.
    case sessionAbandoned
    /// The same alert, a stop and a start, three times in ten minutes.
    case repeatedAlertStopStart
    /// The pump reads back another program than the one that it applied.
    case readBackMismatch
    /// Whether a command was applied is not known yet.
    case outcomeInDoubt

    // about the desk itself
    /// The list of watched pumps is full: a quiet pump made room for another one.
    case watchListFull
    /// The list of watched pumps is full of pumps that alarm: a pump is not watched.
    case pumpNotWatched

    package init(_ cause: AlarmCause) {
        switch cause {
        case .lowReservoir: self = .lowReservoir
        case .electiveReplacement: self = .electiveReplacement
        case .nonCriticalMemoryError: self = .nonCriticalMemoryError
        case .emptyReservoir: self = .emptyReservoir
        case .endOfService: self = .endOfService
        case .motorStall: self = .motorStall
        case .stoppedOver48Hours: self = .stoppedOver48Hours
        case .criticalMemoryError: self = .criticalMemoryError
        }
    }

    /// The priority with which it begins. `lowReservoir` and `refillDueSoon` become medium near their date; no other
    /// alarm changes its priority.
    package var firstPriority: AlarmPriority {
        switch self {
        case .emptyReservoir, .endOfService, .motorStall, .stoppedOver48Hours, .criticalMemoryError, .pumpStopped,
            .linkLostInSession, .sessionAbandoned, .repeatedAlertStopStart, .readBackMismatch, .pumpNotWatched:
            .high
        // asked about until it is settled, and it holds up further therapy: soon, but no emergency by itself
        case .outcomeInDoubt: .medium
        case .lowReservoir, .electiveReplacement, .nonCriticalMemoryError, .interrogationStale, .refillDueSoon,
            .pumpClockOff, .watchListFull:
            .low
        }
    }

    /// Critical: the patient does not receive the right drug, or may not. Exactly the alarms of high priority.
    package var alarmClass: AlarmClass { firstPriority == .high ? .critical : .nonCritical }
}
