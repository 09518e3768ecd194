package import PumpModel
internal import WandProtocol

/// Delivery and alarms: from boundary to boundary, so that every alarm stands since the very millisecond of its cause.
extension VirtualPump {
    /// Time of program `stopped` until its alarm.
    static let stoppedAlarmMilliseconds: Int64 = 48 * 3_600_000

    /// The next moment of the pump's clock at which something changes by itself; nil when nothing ever does.
    package var nextChange: Timestamp? {
        boundary.map { Timestamp(clamping: $0) }
    }

    /// Delivers until `end` and raises and clears alarms on the way.
    mutating func deliver(until end: Timestamp) {
        settle()
        while memory.clock < end {
            let target = min(end.millisecondsSince1970, boundary ?? .max)
            let now = memory.clock.millisecondsSince1970
            let taken = memory.rate.parts(from: now, to: target)
            // the last millisecond would take a little more than there is above the residual volume
            if taken > 0 { memory.reservoirParts = max(memory.reservoirParts - taken, memory.residualParts) }
            memory.clock = Timestamp(clamping: target)
            settle()
        }
    }

    /// Brings alarms and the times of standstill in line with the state at the pump's clock.
    mutating func settle() {
        let flows = memory.rate.flow(at: memory.clock.millisecondsSince1970, concentration: memory.concentration)
        memory.nothingFlowsSince = flows > .zero ? nil : memory.nothingFlowsSince ?? memory.clock
        for cause in AlarmCause.allCases {
            let standing = memory.alarms.contains { $0.cause == cause }
            if standing == isDue(cause) { continue }
            if standing {
                memory.alarms.removeAll { $0.cause == cause }
                log(.alarmCleared(cause))
            } else {
                memory.alarms.append(Alarm(cause: cause, since: memory.clock))
                memory.alarms.sort { $0.cause.rawValue < $1.cause.rawValue }
                log(.alarmRaised(cause))
            }
        }
    }

    mutating func expireStage() {
        guard let stage, uptime >= stage.expiresAt else { return }
        drop(stage)
        log(.stagedExpired(stage.transaction))
    }

    /// Appends to the pump's log.
    mutating func log(_ kind: PumpEvent.Kind) {
        memory.newestEvent &+= 1
        memory.events.append(
            PumpEvent(pump: memory.identity.serial, number: memory.newestEvent, at: memory.clock, kind: kind))
        if memory.events.count > PumpMemory.eventLimit { memory.events.removeFirst() }
    }

    private func isDue(_ cause: AlarmCause) -> Bool {
        switch cause {
        case .lowReservoir: memory.reservoirParts <= memory.lowReservoirParts
        case .emptyReservoir: memory.isEmpty
        case .electiveReplacement: memory.clock >= memory.electiveReplacementAt
        case .endOfService: memory.isEndOfService
        case .stoppedOver48Hours:
            memory.programStoppedSince.map {
                memory.clock.milliseconds(since: $0) >= Self.stoppedAlarmMilliseconds
            } ?? false
        case .motorStall: memory.conditions.contains(.motorStall)
        case .nonCriticalMemoryError: memory.conditions.contains(.nonCriticalMemoryError)
        case .criticalMemoryError: memory.conditions.contains(.criticalMemoryError)
        }
    }

    /// The next boundary after the pump's clock, in its milliseconds.
    private var boundary: Int64? {
        let now = memory.clock.millisecondsSince1970
        let rate = memory.rate
        func reaching(_ level: Int128) -> Int64? {
            memory.reservoirParts <= level ? nil : rate.moment(delivering: memory.reservoirParts - level, after: now)
        }
        let candidates: [Int64?] = [
            rate.bolusEnd, reaching(memory.lowReservoirParts), reaching(memory.residualParts),
            memory.electiveReplacementAt.millisecondsSince1970, memory.endOfServiceAt.millisecondsSince1970,
            memory.programStoppedSince.map { $0.millisecondsSince1970 + Self.stoppedAlarmMilliseconds },
        ]
        return candidates.compactMap { $0 }.filter { $0 > now && $0 <= Timestamp.range.upperBound }.min()
    }
}
