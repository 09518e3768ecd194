extension API.EventKind: DescribedChoice {
    static var example: API.EventKind { .command }
    static var words: String {
        "What an event tells of. `wand` and `pump` say how things are now; the others are durable."
    }
}

extension API.CommandEvent: Described {
    static var schema: Schema {
        .object(
            "A command entered a state. The whole of it is at `/v1/commands/{id}`.",
            [
                "id": .id(), "pumpSerial": .serial(), "wand": .wand(), "kind": .ref(API.CommandKind.self),
                "state": .ref(API.CommandState.self), "version": .count(), "at": .time(),
            ])
    }
}

extension API.AlarmEvent: Described {
    static var schema: Schema {
        .object(
            "Something happened to an alarm. How all alarms stand is at `/v1/alarms`.",
            [
                "happening": .ref(Happening.self),
                "id": .whole("Null where it is about all alarms of a pump.", to: .max).orNull,
                "pumpSerial": .serial("Null for an alarm of the daemon itself.").orNull,
                "name": .text("Null where it is about all alarms of a pump.").orNull,
                "priority": .ref(API.AlarmPriority.self).orNull,
                "userID": .user("Who attended to it, by the kernel's word.").orNull, "at": .time(),
            ])
    }
}

extension API.AlarmEvent.Happening: DescribedChoice {
    static var schemaName: String { "AlarmHappening" }
    static var example: Self { .raised }
    static var words: String { "What happened to an alarm." }
}

extension API.SessionEvent: Described {
    static var schema: Schema {
        .object(
            "The latch \"session open, pump may be stopped\" of a pump moved.",
            ["pumpSerial": .serial(), "state": .ref(API.TherapySession.State.self), "at": .time()])
    }
}

extension API.ChangeEvent: Described {
    static var schema: Schema {
        .object(
            "A pump was changed by something that no command here explains, or that was called not applied.",
            [
                "pumpSerial": .serial(),
                "command": .id("What was called certainly not applied, and was; else null.").orNull,
                "fromRevision": .count().orNull, "toRevision": .count().orNull, "at": .time(),
            ])
    }
}

extension API.Hello: Described {
    static var schema: Schema {
        .object(
            "The first event of every stream. Its id is where a client that hears nothing more resumes.",
            [
                "version": .text("The daemon's."),
                "isContinuous": .flag("False where what happened since can not be told whole: get anew what is shown."),
                "heartbeatMilliseconds": .whole(
                    "Between two signs of life: a stream that is silent for twice as long is dead.", from: 1),
            ])
    }
}

extension API.Bye: Described {
    static var schema: Schema {
        .object(
            "The last event of a stream that the daemon ends.",
            ["reason": .ref(Reason.self), "detail": .text("For people.")])
    }
}

extension API.Bye.Reason: DescribedChoice {
    static var schemaName: String { "ByeReason" }
    static var example: Self { .shuttingDown }
    static var words: String { "`tooSlow`: the client read too slowly; come back with the last id." }
}

extension API {
    /// The events of the stream by their names, and the schema of the data of each.
    static let eventData: [(name: String, component: String)] =
        [("hello", Hello.schemaName)] + EventKind.allCases.map { ($0.rawValue, $0.component) } + [
            ("bye", Bye.schemaName)
        ]
}

extension API.EventKind {
    fileprivate var component: String {
        switch self {
        case .command: API.CommandEvent.schemaName
        case .alarm: API.AlarmEvent.schemaName
        case .session: API.SessionEvent.schemaName
        case .change: API.ChangeEvent.schemaName
        case .wand: API.Wand.schemaName
        case .pump: API.Pump.schemaName
        }
    }
}
