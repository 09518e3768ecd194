internal import PumpModel
internal import WandProtocol

/// The two logs: numbered without end, kept as far back as the memory goes.
extension VirtualPump {
    /// Appends to the event log.
    /// - Parameter at: when it happened; now, unless the pump learns of it late.
    mutating func log(_ kind: PumpEvent.Kind, at: Timestamp? = nil) {
        memory.newestEvent &+= 1
        memory.events.append(
            PumpEvent(
                pump: memory.identity.serial, number: memory.newestEvent, at: at ?? memory.clock, kind: kind))
        if memory.events.count > PumpMemory.eventLimit { memory.events.removeFirst() }
    }

    /// Appends to the fault log.
    /// - Parameter at: when it happened; now, unless the pump learns of it late.
    mutating func log(_ kind: PumpFault.Kind, at: Timestamp? = nil) {
        memory.newestFault &+= 1
        memory.faults.append(PumpFault(number: memory.newestFault, at: at ?? memory.clock, kind: kind))
        if memory.faults.count > PumpMemory.faultLimit { memory.faults.removeFirst() }
    }

    /// The entries behind the one that the request names.
    func page(of request: LogRequest) -> LogPage {
        let limit = Limits.wireListEntries
        let serial = memory.identity.serial
        switch request.log {
        case .events:
            let entries = memory.events.drop { $0.number <= request.after }.prefix(limit)
            return LogPage(
                pump: serial, oldest: memory.events.first?.number ?? 0, newest: memory.newestEvent,
                entries: .events(Array(entries)))
        case .faults:
            let entries = memory.faults.drop { $0.number <= request.after }.prefix(limit)
            return LogPage(
                pump: serial, oldest: memory.faults.first?.number ?? 0, newest: memory.newestFault,
                entries: .faults(Array(entries)))
        }
    }
}

extension AlarmCause {
    /// What the fault log says when this alarm rises.
    var fault: PumpFault.Kind? {
        switch self {
        case .motorStall: .motorStalled
        case .nonCriticalMemoryError: .memoryCorrected
        case .criticalMemoryError: .memoryLost
        case .electiveReplacement: .batteryLow
        case .lowReservoir, .emptyReservoir, .endOfService, .stoppedOver48Hours: nil
        }
    }
}
