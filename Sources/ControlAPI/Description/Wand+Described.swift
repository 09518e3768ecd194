extension API.Wand: Described {
    static var schema: Schema {
        .object(
            "A wand: its port, its session, the pump in its range.",
            [
                "name": .wand("Its name in the configuration."),
                "isUnpaired": .flag("No key proves who is on the line: for the bench only."),
                "port": .ref(API.Port.self),
                "session": .ref(API.Session.self, "Null while no handshake is done.").orNull,
                "status": .ref(API.WandStatus.self, "Null before the first answer of this session.").orNull,
                "counters": .ref(API.Counters.self),
                "stoppedPumps": .list(
                    of: .ref(API.StoppedPump.self),
                    "Stopped by the last command, and not read since the daemon started."),
            ])
    }
}

extension API.WandList: Described {
    static var schema: Schema {
        .object(
            "All wands that are configured.",
            ["wands": .list(of: .ref(API.Wand.self), count: 1...API.Bounds.wands)])
    }
}

extension API.StoppedPump: Described {
    static var schema: Schema {
        .object(
            "A pump that was stopped, by the journal's word alone.",
            ["pumpSerial": .serial(), "since": .time("By this machine's clock.")])
    }
}

extension API.Port: Described {
    static var schema: Schema {
        .object(
            "The serial port of a wand.",
            [
                "state": .ref(API.PortState.self), "path": .text("The device that is open, or that is configured."),
                "reason": .text("Why it is closed.").orNull, "since": .time("Since when it is closed.").orNull,
            ])
    }
}

extension API.PortState: DescribedChoice {
    static var example: API.PortState { .open }
    static var words: String { "Whether a port is open; a closed one is tried again and again." }
}

extension API.Session: Described {
    static var schema: Schema {
        .object(
            "The session with a wand, by its own words in the handshake.",
            ["wandSerial": .serial(), "model": .text(), "firmware": .text(), "openedAt": .time()])
    }
}

extension API.WandStatus: Described {
    static var schema: Schema {
        .object(
            "What a wand said last about itself.",
            [
                "readAt": .time(), "uptimeSeconds": .count(),
                "pumpInRange": .ref(API.PumpInRange.self, "Null when the wand reaches no pump, which is normal.")
                    .orNull,
            ])
    }
}

extension API.PumpInRange: Described {
    static var schema: Schema {
        .object(
            "The pump that a wand reaches.",
            [
                "serial": .serial(), "isImplanted": .flag("The wand says that the pump is in a patient."),
                "strengthPercent": .whole("Signal strength.", in: 0...100),
            ])
    }
}

extension API.Counters: Described {
    static var schema: Schema {
        .object(
            "Frames on the line, counted since the daemon started.",
            [
                "framesReceived": .whole(to: .max), "framesSent": .whole(to: .max),
                "framesRetransmitted": .whole(to: .max), "framesCorrupt": .whole("Damaged, and dropped.", to: .max),
                "sessionsOpened": .whole(to: .max),
            ])
    }
}

extension API.Health: Described {
    static var schema: Schema {
        .object(
            "Whether the daemon can do its work.",
            [
                "status": .ref(API.HealthStatus.self),
                "reasons": .list(of: .text(), "Why it is degraded, a sentence each; empty when it is not."),
                "uptimeMilliseconds": .whole(), "journal": .ref(API.JournalHealth.self),
                "wands": .list(of: .ref(API.WandHealth.self)),
            ])
    }
}

extension API.HealthStatus: DescribedChoice {
    static var example: API.HealthStatus { .ok }
    static var words: String { "The daemon itself answers in both cases." }
}

extension API.JournalHealth: Described {
    static var schema: Schema {
        .object(
            "Whether commands can be made durable: without that no therapy is accepted.",
            ["writable": .flag(), "problem": .text("Why it takes nothing, and what to do; null when it does.").orNull])
    }
}

extension API.WandHealth: Described {
    static var schema: Schema {
        .object(
            "A wand in one line.",
            [
                "name": .wand(), "isReady": .flag("Its port is open and its session stands."), "isUnpaired": .flag(),
                "pumpInRange": .serial().orNull,
            ])
    }
}

extension API.Version: Described {
    static var schema: Schema {
        .object(
            "What is running.",
            [
                "version": .text("The daemon's."),
                "apiVersion": Schema(["type": "integer", "const": 1]).saying("Of the paths under `/v1`."),
            ])
    }
}
