extension API.AlarmList: Described {
    static var schema: Schema {
        .object(
            "The alarms of all pumps in order of occurrence, and what is to be heard.",
            [
                "alarms": .list(of: .ref(API.ListedAlarm.self)),
                "sounding": .ref(API.Sounding.self, "The tone of the highest class that sounds; null for silence.")
                    .orNull,
            ])
    }
}

extension API.ListedAlarm: Described {
    static var schema: Schema {
        .object(
            "One alarm of a pump or of the daemon itself.",
            [
                "id": .whole("Names one occurrence: an alarm that returns has a new one.", to: .max),
                "pumpSerial": .serial("Null for an alarm of the daemon itself.").orNull, "name": .text("Stable."),
                "title": .text("For people."), "whatToDo": .text("For people."), "class": .ref(API.AlarmClass.self),
                "priority": .ref(API.AlarmPriority.self), "state": .ref(API.AlarmState.self),
                "since": .time("When its cause began, by this machine's clock."),
                "raisedAt": .time("When the daemon learned of it."),
                "occurrences": .whole("How often it came without anybody acknowledging it."),
                "silencedUntil": .time("The end of its silence.").orNull,
                "userID": .user("Who acknowledged or silenced it, by the kernel's word.").orNull,
            ])
    }
}

extension API.Sounding: Described {
    static var schema: Schema {
        .object(
            "What is to be heard.",
            [
                "class": .ref(API.AlarmClass.self),
                "everyMilliseconds": .whole("From the start of one tone to the start of the next.", from: 1),
            ])
    }
}

extension API.AlarmClass: DescribedChoice {
    static var example: API.AlarmClass { .critical }
    static var words: String { "`critical`: the patient does not receive the right drug, an emergency." }
}

extension API.AlarmPriority: DescribedChoice {
    static var example: API.AlarmPriority { .high }
    static var words: String { "After IEC 60601-1-8." }
}

extension API.AlarmState: DescribedChoice {
    static var example: API.AlarmState { .sounding }
    static var words: String { "`clearedNotAcknowledged`: the cause is gone, and nobody has said that he knows." }
}
