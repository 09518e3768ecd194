internal import PumpModel
internal import WandProtocol

/// The rotor in a magnetic field.
extension VirtualPump {
    mutating func enterMagnet() {
        if let stall = memory.fieldStall {
            guard !stall.standsStill(at: memory.clock) else {
                memory.fieldStall?.resumesAt = nil
                return
            }
            finish(stall)
        }
        memory.fieldStall = FieldStall(since: memory.clock)
    }

    mutating func leaveMagnet(resumingAfter span: TimeSpan) {
        guard let stall = memory.fieldStall, stall.resumesAt == nil else { return }
        let recovery = min(max(span.milliseconds, FieldStall.recovery.lowerBound), FieldStall.recovery.upperBound)
        memory.fieldStall?.resumesAt = memory.clock.advanced(byMilliseconds: recovery)
    }

    /// What the pump finds out by now, with the true time in the logs.
    mutating func noticeRotor() {
        guard let stall = memory.fieldStall else { return }
        if !stall.isNoticed, memory.clock.milliseconds(since: stall.since) >= FieldStall.noticeMilliseconds {
            memory.fieldStall?.isNoticed = true
            raise(.motorStall, at: stall.since)
        }
        if let resumesAt = stall.resumesAt, !stall.isRecoveryNoticed,
            memory.clock.milliseconds(since: resumesAt) >= FieldStall.recoveryNoticeMilliseconds
        {
            memory.fieldStall?.isRecoveryNoticed = true
            log(.motorRecovered, at: resumesAt)
        }
    }

    /// The first one after the recovery still shows the alarm, the second one does not.
    mutating func noticeInterrogation() {
        guard let stall = memory.fieldStall, !stall.standsStill(at: memory.clock) else { return }
        if stall.isInterrogated { finish(stall) } else { memory.fieldStall?.isInterrogated = true }
    }

    private mutating func finish(_ stall: FieldStall) {
        memory.fieldStall = nil
        if !stall.isRecoveryNoticed { log(.motorRecovered, at: stall.resumesAt) }
        if !memory.conditions.contains(.motorStall) { clear(.motorStall, at: stall.resumesAt) }
    }
}
