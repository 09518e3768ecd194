import ClinicalRecord
import PumpModel

extension Export {
    /// A Flag for each alarm, `active` while it stands and `inactive` after, and one for a pump that delivers nothing,
    /// which needs no alarm to be an emergency.
    mutating func addFlags() {
        for alarm in record.alarms {
            addFlag(
                entries.identity(
                    "Flag", [record.pump.identity.serial.text, alarm.source, alarm.cause, alarm.since.description]),
                code: .outsideConcept(alarm.title, .localCoding("alarm-cause", alarm.cause)) ?? .concept("alarm"),
                isCritical: alarm.isCritical,
                priority: .outsideConcept(
                    alarm.priority + " priority", .localCoding("alarm-priority", alarm.priority)),
                since: alarm.since, until: alarm.clearedAt, author: alarm.source == "pump" ? pump : software)
        }
        guard let stopped = record.pump.stoppedSince else { return }
        addFlag(
            entries.identity("Flag", [record.pump.identity.serial.text, "stopped", stopped.description]),
            code: .concept("no drug is delivered", .coding(CodeSystem.local("alarm-cause"), "nothingDelivered")),
            isCritical: true,
            priority: .concept("high priority", .coding(CodeSystem.local("alarm-priority"), "high")),
            since: stopped, until: nil, author: pump)
    }

    private mutating func addFlag(
        _ id: ResourceID, code: JSONValue, isCritical: Bool, priority: JSONValue?, since: Timestamp, until: Timestamp?,
        author: ResourceID
    ) {
        let alarmClass = isCritical ? "critical" : "nonCritical"
        entries.add(
            id,
            [
                "status": until == nil ? "active" : "inactive",
                "category": .items([
                    .concept("safety", .coding(CodeSystem.flagCategory, "safety")),
                    .concept(
                        isCritical ? "critical alarm" : "non-critical alarm",
                        .coding(CodeSystem.local("alarm-class"), alarmClass)),
                    priority,
                ]),
                "code": code,
                "subject": subject,
                // the two ends may be by two clocks: a period that would end before it began has no end written
                "period": .object([
                    "start": .instant(since), "end": until.flatMap { $0 >= since ? .instant($0) : nil },
                ]),
                "author": author.reference,
            ])
    }
}
