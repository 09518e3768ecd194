/// What people read: a title, and what to do. Plain text for screens and logs, not part of any protocol.
extension AlarmName {
    package var title: String {
        switch self {
        case .lowReservoir: "Low reservoir"
        case .electiveReplacement: "Pump nears its end of service"
        case .nonCriticalMemoryError: "Memory error, therapy continues"
        case .emptyReservoir: "Reservoir empty"
        case .endOfService: "End of service: the pump has stopped"
        case .motorStall: "Motor stall"
        case .stoppedOver48Hours: "Stopped for more than 48 hours"
        case .criticalMemoryError: "Critical memory error"
        case .pumpStopped: "Pump stopped: nothing flows"
        case .interrogationStale: "Pump not read for too long"
        case .refillDueSoon: "Refill due"
        case .pumpClockOff: "Pump clock is off"
        case .linkLostInSession: "Link lost during a session"
        case .sessionAbandoned: "Session left open: the pump may be stopped"
        case .repeatedAlertStopStart: "Restarted into the same alert three times"
        case .readBackMismatch: "Pump reads back another program"
        case .outcomeInDoubt: "Outcome of a command not known"
        case .watchListFull: "List of watched pumps is full"
        case .pumpNotWatched: "A pump is not watched"
        }
    }

    /// What a person is to do next; never something that the daemon does by itself.
    package var whatToDo: String {
        switch self {
        case .lowReservoir: "Refill the pump before the refill date."
        case .electiveReplacement: "Plan the replacement: at most 90 days of service are left."
        case .nonCriticalMemoryError: "Interrogate again and check the program; tell the pump's maker if it stays."
        case .emptyReservoir: "Emergency: refill now and watch for withdrawal (fever, rigidity, itching)."
        case .endOfService: "Emergency: treat withdrawal by other means and arrange the replacement."
        case .motorStall:
            "Emergency: interrogate again. Just after MRI it may recover within 24 h; else treat withdrawal."
        case .stoppedOver48Hours: "Emergency: treat withdrawal, find out why the pump is stopped, then decide."
        case .criticalMemoryError:
            "Emergency: the rate fell to its minimum. Interrogate, compare the program, reprogram."
        case .pumpStopped:
            "Watch for withdrawal. If another alarm of this pump says why, attend to that one; else make sure that the "
                + "stop is meant."
        case .interrogationStale: "Hold the wand over the pump and interrogate it."
        case .refillDueSoon: "Make or keep the refill appointment."
        case .pumpClockOff: "Compare the pump's clock; a day schedule runs by it."
        case .linkLostInSession: "Put the wand back over the pump, then interrogate: the pump may be stopped."
        case .sessionAbandoned: "Go back to the pump, interrogate it and end the session with a read-back."
        case .repeatedAlertStopStart:
            "Do not start it once more: find the cause of the alert, then decide to stop or go on."
        case .readBackMismatch: "Compare the program in the pump with the one prescribed, and correct it now."
        case .outcomeInDoubt: "Keep the wand over the pump until the command is settled. Do not send it again."
        case .watchListFull: "Remove pumps that are no longer in care from the list."
        case .pumpNotWatched: "Look after the alarms, and remove pumps that are no longer in care from the list."
        }
    }
}
