extension API.Pump: Described {
    static var schema: Schema {
        .object(
            "A pump as it was read last. Nothing in it is newer than `readAt`.",
            [
                "serial": .serial(), "model": .text(), "firmware": .text(), "reservoirSizeNanoliters": .whole(),
                "calibrationConstant": .count("Must match the pump's packaging."),
                "wand": .text("The wand that read it."), "readAt": .time("By this machine's clock."),
                "ageMilliseconds": .whole("Time since, on a clock that never jumps."),
                "pumpClock": .time("The pump's own clock when it answered."),
                "pumpClockOffsetMilliseconds": .whole("The pump's clock less this machine's.", from: nil),
                "drug": .text(), "concentrationMicrogramsPerMilliliter": .whole(),
                "revision": .count("Counts the program changes: what a command must name."),
                "program": .ref("Program"), "programmedAt": .time("By the pump's clock."),
                "total24HoursNanograms": .whole(
                    "What 24 h deliver by what goes on now, at most; null when it fits no daily dose."
                )
                .orNull,
                "total24HoursMicrograms": .text("The same.", pattern: Pattern.decimal).orNull,
                "greatest24HoursNanograms": .whole("The same with every bolus that the patient is allotted.").orNull,
                "actualFlowNanolitersPerDay": .whole(
                    "What flows now: 0 when stopped, empty or stalled, whatever the program says."),
                "bolusRemainingNanograms": .whole("What is still to come of what is delivered once."),
                "reservoirNanoliters": .whole(), "lowReservoirNanoliters": .whole("Below it the pump alarms."),
                "residualNanoliters": .whole("Never delivered."),
                "minimumFlowNanolitersPerDay": .whole("What `minimumRate` flows."),
                "serviceDaysRemaining": .whole("0 once the pump has to be replaced.", to: UInt64(UInt16.max)),
                "withdrawal": .ref(API.Withdrawal.self, "The countdown of a pump that delivers nothing; else null.")
                    .orNull,
                "session": .ref(API.TherapySession.self),
                "staged": .ref(API.Staged.self, "Null when all is well.").orNull,
                "lastApplied": .ref(API.Applied.self).orNull,
                "appliedCount": .count("Changes that the pump ever applied."),
                "newestEvent": .count("The newest entry of its log; 0 for none."),
                "newestFault": .count("The newest entry of its fault log; 0 for none."),
                "clockCorrectionMilliseconds": .whole(from: nil),
                "setUp": .ref("SetUp", "Null until the pump was set up for its patient.").orNull,
                "lastRefill": .ref(API.LastRefill.self).orNull,
                "patientBoluses24Hours": .whole(
                    "Boluses that the patient gave himself in the last 24 h.", to: UInt64(UInt8.max)),
                "deliveredByHourNanograms": .list(
                    of: .whole(), "In each hour of the pump's clock, the running one first.", count: 0...25),
                "hasCriticalAlarm": .flag("The patient does not receive the right drug: an emergency."),
                "alarms": .list(of: .ref(API.Alarm.self)),
            ])
    }
}

extension API.PumpList: Described {
    static var schema: Schema {
        .object("Every pump that was read since the daemon started.", ["pumps": .list(of: .ref(API.Pump.self))])
    }
}

extension API.Staged: Described {
    static var schema: Schema {
        .object(
            "A change that the pump holds without having applied it.",
            [
                "transaction": .id(), "baseRevision": .count(), "change": .ref(API.Change.self),
                "remainingMilliseconds": .whole("Until the pump forgets it."),
            ])
    }
}

extension API.Applied: Described {
    static var schema: Schema {
        .object(
            "The last change that the pump applied.",
            [
                "transaction": .id(), "revision": .count("The one that it produced."),
                "at": .time("By the pump's clock."),
            ])
    }
}

extension API.LastRefill: Described {
    static var schema: Schema {
        .object(
            "The last refill.",
            ["refill": .ref("Refill"), "revision": .count(), "at": .time("By the pump's clock.")])
    }
}

extension API.Alarm: Described {
    static var schema: Schema {
        .object(
            "An alarm that the pump itself reports.",
            [
                "cause": .text("Stable."), "class": .ref(API.AlarmClass.self), "since": .time("By the pump's clock."),
            ])
    }
}

extension API.Withdrawal: Described {
    static var schema: Schema {
        .object(
            "Nothing is delivered: the way into withdrawal, which can kill.",
            [
                "stoppedSince": .time("By the pump's clock."), "elapsedSeconds": .whole(),
                "criticalAlarmAtSeconds": Schema(["type": "integer", "const": .whole(criticalAlarmAtSeconds)]),
                "remainingSeconds": .whole("0 once the alarm is due.", to: UInt64(criticalAlarmAtSeconds)),
                "critical": .flag("The alarm is due, or the pump raised it."),
            ])
    }
}

extension API.TherapySession: Described {
    static var schema: Schema {
        .object(
            "The latch \"session open, pump may be stopped\".",
            ["state": .ref(State.self), "openedAt": .time("Null when it is closed.").orNull])
    }
}

extension API.TherapySession.State: DescribedChoice {
    static var schemaName: String { "TherapySessionState" }
    static var example: Self { .closed }
    static var words: String {
        "Open from the moment that something is sent that can change the pump until its end is verified."
    }
}

extension API.Card: Described {
    static var schema: Schema {
        .object(
            "The registration card that a family carries. Its dates are never later than true.",
            [
                "pumpSerial": .serial(), "model": .text(), "reservoirSizeNanoliters": .whole(), "drug": .text(),
                "concentrationMicrogramsPerMilliliter": .whole(), "program": .ref("Program"),
                "total24HoursNanograms": .whole(), "total24HoursMicrograms": .text(pattern: Pattern.decimal),
                "readAt": .time("When the pump was read; all dates count from here."),
                "reservoirNanoliters": .whole(),
                "worstFlowNanolitersPerDay": .whole("What the dates count with."),
                "lowReservoirDate": .time("Null when nothing flows.").orNull,
                "refillBy": .time("When the refill is due.").orNull, "emptyDate": .time("When the drug ends.").orNull,
                "contact": .text("Who to call, as the site configures it; null for nobody.").orNull,
            ])
    }
}

extension API.LogPage: Described {
    static var schema: Schema {
        .object(
            "Entries of one of a pump's logs, ascending.",
            [
                "pumpSerial": .serial(), "log": .ref(API.LogName.self),
                "oldest": .count("The oldest entry that the pump still has; 0 for none."),
                "newest": .count("The newest; go on until it was read."), "entries": .list(of: .ref(API.LogEntry.self)),
            ])
    }
}

extension API.LogEntry: Described {
    static var schema: Schema {
        .object(
            "Something that a pump logged.",
            [
                "number": .count(), "at": .time("When it happened, by the pump's clock."), "kind": .text("Stable."),
                "text": .text("For people."),
            ])
    }
}

extension API.LogName: DescribedChoice {
    static var example: API.LogName { .events }
    static var words: String { "The logs that a pump keeps." }
}

extension Schema {
    /// RFC 3339 in UTC with milliseconds.
    static func time(_ words: String? = nil) -> Schema { .ref("Time", words) }

    static func serial(_ words: String? = nil) -> Schema { .text(words, pattern: Pattern.serial) }

    /// The id of a command.
    static func id(_ words: String? = nil) -> Schema { .text(words, pattern: Pattern.id) }

    static func wand(_ words: String? = nil) -> Schema { .text(words, pattern: Pattern.wand) }

    static func user(_ words: String) -> Schema { .count(words) }
}
