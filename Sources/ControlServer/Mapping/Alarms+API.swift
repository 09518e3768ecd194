internal import AlarmDesk
internal import ControlAPI
internal import PumpModel

extension API.AlarmList {
    init(_ listed: [ListedAlarm], _ sounding: Sounding?) {
        self.init(
            alarms: listed.map(API.ListedAlarm.init),
            sounding: sounding.map {
                API.Sounding(class: API.AlarmClass($0.alarmClass), everyMilliseconds: $0.everyMilliseconds)
            })
    }
}

extension API.ListedAlarm {
    init(_ alarm: ListedAlarm) {
        let (state, user): (API.AlarmState, UInt32?) =
            switch alarm.state {
            case .sounding: (.sounding, nil)
            case .silenced(_, let user): (.silenced, user)
            case .acknowledged(let user, _, _): (.acknowledged, user)
            case .cleared: (.clearedNotAcknowledged, nil)
            }
        self.init(
            id: alarm.id.number, pumpSerial: alarm.pump?.text, name: alarm.name.rawValue, title: alarm.name.title,
            whatToDo: alarm.name.whatToDo, class: API.AlarmClass(alarm.alarmClass),
            priority: API.AlarmPriority(alarm.priority), state: state, since: alarm.since.utc.description,
            raisedAt: alarm.raisedAt.utc.description, occurrences: alarm.occurrences,
            silencedUntil: alarm.silencedUntil?.utc.description, userID: user)
    }
}

extension API.AlarmClass {
    init(_ alarmClass: AlarmClass) {
        self =
            switch alarmClass {
            case .critical: .critical
            case .nonCritical: .nonCritical
            }
    }
}

extension API.AlarmPriority {
    init(_ priority: AlarmPriority) {
        self =
            switch priority {
            case .low: .low
            case .medium: .medium
            case .high: .high
            }
    }
}

extension API.TherapySession {
    init(_ latch: SessionLatch?) {
        switch latch?.state {
        case nil, .closed: self.init(state: .closed, openedAt: nil)
        case .open(let session): self.init(state: .open, openedAt: session.openedAt.utc.description)
        case .abandoned(let session): self.init(state: .abandoned, openedAt: session.openedAt.utc.description)
        }
    }
}
