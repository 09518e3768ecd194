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
                since: alarm.since, isStanding: alarm.isStanding, author: alarm.source == "pump" ? pump : software)
        }
        guard let stopped = record.pump.stoppedSince else { return }
        addFlag(
            entries.identity("Flag", [record.pump.identity.serial.text, "stopped", stopped.description]),
            code: .concept("no drug is delivered", .coding(CodeSystem.local("alarm-cause"), "nothingDelivered")),
            isCritical: true,
            priority: .concept("high priority", .coding(CodeSystem.local("alarm-priority"), "high")),
            since: stopped, isStanding: true, author: pump)
    }

    private mutating func addFlag(
        _ id: ResourceID, code: JSONValue, isCritical: Bool, priority: JSONValue?, since: Timestamp, isStanding: Bool,
        author: ResourceID
    ) {
        let alarmClass = isCritical ? "critical" : "nonCritical"
        entries.add(
            id,
            [
                "status": isStanding ? "active" : "inactive",
                "category": .items([
                    .concept("safety", .coding(CodeSystem.flagCategory, "safety")),
                    .concept(
                        isCritical ? "critical alarm" : "non-critical alarm",
                        .coding(CodeSystem.local("alarm-class"), alarmClass)),
                    priority,
                ]),
                "code": code,
                "subject": subject,
                // nobody says when the cause of an alarm ended
                "period": .object(["start": .instant(since)]),
                "author": author.reference,
            ])
    }
}
