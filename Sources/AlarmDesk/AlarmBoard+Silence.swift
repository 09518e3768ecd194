internal import PumpModel

/// What keeps an alarm quiet, and what ends that.
extension AlarmBoard {
    /// When time alone changes an alarm, in monotonic milliseconds.
    var nextChange: Int64? { alarms.compactMap(\.nextChange).min() }

    /// Ends the silences and acknowledgements whose time is up.
    mutating func advance(_ now: Moment, into actions: inout [AlarmAction]) {
        for var alarm in alarms {
            switch alarm.state {
            case .silenced(let until, _):
                guard until.hasCome(now) else { continue }
                alarm.state = .sounding
                replace(alarm)
                actions.append(.silenceEnded(alarm, .timeUp))
            case .acknowledged(let user, _, let lapsesAt?):
                guard lapsesAt.hasCome(now) else { continue }
                alarm.state = .sounding
                replace(alarm)
                actions.append(.acknowledgementLapsed(alarm, by: user))
            case .sounding, .acknowledged, .cleared: continue
            }
        }
    }

    /// Every silenced alarm sounds again, now.
    mutating func endSilences(_ reason: SilenceEnd, into actions: inout [AlarmAction]) {
        for var alarm in alarms where alarm.silencedUntil != nil {
            alarm.state = .sounding
            replace(alarm)
            actions.append(.silenceEnded(alarm, reason))
        }
    }

    /// Takes an acknowledgement: it takes a cleared alarm off the list, and keeps a standing one quiet. It ends no cause.
    mutating func acknowledge(
        _ alarm: ListedAlarm, by user: UInt32, _ now: Moment, _ policy: AlarmPolicy, into actions: inout [AlarmAction]
    ) {
        var alarm = alarm
        switch alarm.state {
        case .cleared:
            remove(alarm.id)
            actions.append(.acknowledged(alarm, by: user))
            return
        case .sounding, .silenced, .acknowledged: break
        }
        let wasSilenced = alarm.silencedUntil != nil
        let lapsesAt = alarm.alarmClass == .critical ? now.advanced(by: policy.acknowledgement) : nil
        alarm.state = .acknowledged(by: user, at: now, lapsesAt: lapsesAt)
        replace(alarm)
        if wasSilenced { actions.append(.silenceEnded(alarm, .acknowledged)) }
        actions.append(.acknowledged(alarm, by: user))
    }

    /// Takes a silence; one that is given again runs anew from now.
    mutating func silence(
        _ alarm: ListedAlarm, by user: UInt32, _ now: Moment, _ policy: AlarmPolicy, into actions: inout [AlarmAction]
    ) {
        var alarm = alarm
        switch alarm.state {
        case .cleared: actions.append(.refused(alarm.id, .cleared, by: user))
        case .acknowledged: actions.append(.refused(alarm.id, .acknowledged, by: user))
        case .sounding, .silenced:
            alarm.state = .silenced(
                until: now.advanced(byMilliseconds: policy.effectiveSilenceMilliseconds), by: user)
            replace(alarm)
            actions.append(.silenced(alarm, by: user))
        }
    }
}
