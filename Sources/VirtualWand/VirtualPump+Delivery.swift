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
        let end = end.millisecondsSince1970
        while memory.clock.millisecondsSince1970 < end {
            deliver(to: min(end, boundary ?? .max, memory.hours.nextHour(toldOfAt: end)))
            settle()
        }
    }

    /// Delivers to `target`, before which no rate changes and no alarm is due.
    private mutating func deliver(to target: Int64) {
        let scheduled = memory.rate.parts(from: memory.clock.millisecondsSince1970, to: target)
        // the last millisecond would take a little more than there is above the residual volume
        let taken = min(scheduled, max(0, memory.reservoirParts - memory.residualParts))
        memory.reservoirParts -= taken
        memory.hours.add(taken, until: target)
        memory.physics.deliver(
            taken, of: memory.concentration, residual: memory.residualParts, until: target)
        memory.clock = Timestamp(clamping: target)
    }

    /// Brings alarms and the times of standstill in line with the state at the pump's clock.
    mutating func settle() {
        let flows = memory.rate.flows(at: memory.clock.millisecondsSince1970)
        memory.nothingFlowsSince = flows ? nil : memory.nothingFlowsSince ?? memory.clock
        noticeRotor()
        for cause in AlarmCause.allCases {
            let standing = memory.alarms.contains { $0.cause == cause }
            if standing == isDue(cause) { continue }
            if standing {
                clear(cause, at: memory.clock)
                if cause == .motorStall { log(.motorRecovered) }
            } else {
                raise(cause, at: memory.clock)
            }
        }
    }

    /// An alarm and the fault behind it, since `time`; nothing where it stands.
    mutating func raise(_ cause: AlarmCause, at time: Timestamp) {
        guard !memory.alarms.contains(where: { $0.cause == cause }) else { return }
        memory.alarms.append(Alarm(cause: cause, since: time))
        memory.alarms.sort { $0.cause.rawValue < $1.cause.rawValue }
        log(.alarmRaised(cause), at: time)
        if let fault = cause.fault { log(fault, at: time) }
    }

    mutating func clear(_ cause: AlarmCause, at time: Timestamp?) {
        memory.alarms.removeAll { $0.cause == cause }
        log(.alarmCleared(cause), at: time)
    }

    mutating func expireStage() {
        guard let stage, uptime >= stage.expiresAt else { return }
        drop(stage)
        log(.stagedExpired(stage.transaction))
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
        case .motorStall: memory.conditions.contains(.motorStall) || memory.fieldStall?.isNoticed ?? false
        case .nonCriticalMemoryError: memory.conditions.contains(.nonCriticalMemoryError)
        case .criticalMemoryError: memory.conditions.contains(.criticalMemoryError)
        }
    }

    /// The next boundary after the pump's clock, in its milliseconds.
    private var boundary: Int64? {
        let now = memory.clock.millisecondsSince1970
        let rate = memory.rate
        let change = rate.change(after: now)
        func reaching(_ level: Int128) -> Int64? {
            memory.reservoirParts <= level
                ? nil : rate.moment(delivering: memory.reservoirParts - level, after: now, before: change)
        }
        let candidates: [Int64?] = [
            change, reaching(memory.lowReservoirParts), reaching(memory.residualParts),
            memory.electiveReplacementAt.millisecondsSince1970, memory.endOfServiceAt.millisecondsSince1970,
            memory.programStoppedSince.map { $0.millisecondsSince1970 + Self.stoppedAlarmMilliseconds },
        ]
        return (candidates.compactMap { $0 } + (memory.fieldStall?.moments ?? []))
            .filter { $0 > now && $0 <= Timestamp.range.upperBound }.min()
    }
}
