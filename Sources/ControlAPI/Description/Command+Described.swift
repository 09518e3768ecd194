extension API.Command: Described {
    static var schema: Schema {
        .object(
            "A therapy command and what came of it.",
            [
                "id": .id("Also the transaction id in the memory of the pump."), "pumpSerial": .serial(),
                "kind": .ref(API.CommandKind.self), "state": .ref(API.CommandState.self),
                "isTerminal": .flag("Nothing changes it any more."),
                "version": .count("Counts its changes; `afterVersion` waits for a higher one."),
                "change": .ref(API.Change.self, "Null for a stop.").orNull,
                "baseRevision": .count("Null for a stop.").orNull,
                "proposal": .ref(API.Proposal.self, "Null until the pump was read for this command.").orNull,
                "confirmBefore": .time("Only while it awaits its confirmation.").orNull,
                "appliedRevision": .count("The revision that it produced, once the pump said so.").orNull,
                "userID": .user("Who asked, by the kernel's word."),
                "confirmedByUserID": .user("Who confirmed it, by the kernel's word.").orNull,
                "operator": .text("By the client's word."), "reason": .text(), "overrideReason": .text().orNull,
                "idempotencyKey": .text().orNull, "acceptedAt": .time(),
                "deadline": .time("It is never applied at or after this instant."),
                "history": .list(of: .ref(API.Passage.self), "Its states, oldest first."),
                "outcome": .ref(API.Outcome.self),
            ])
    }
}

extension API.CommandList: Described {
    static var schema: Schema {
        .object(
            "A page of commands, newest first.",
            [
                "commands": .list(of: .ref(API.Command.self), count: 0...API.Bounds.pageRows),
                "next": .id("What `after` takes for the next page; null on the last one.").orNull,
            ])
    }
}

extension API.CommandKind: DescribedChoice {
    static var example: API.CommandKind { .change }
    static var words: String { "What a command asks for." }
}

extension API.CommandState: DescribedChoice {
    static var example: API.CommandState { .succeeded }
    static var words: String { "Where a command stands. `inDoubt`: it may have been applied; do not repeat it." }
}

extension API.Certainty: DescribedChoice {
    static var example: API.Certainty { .applied }
    static var words: String {
        "What is certain about the pump. `unknown`: it may have been applied; do not repeat it."
    }
}

extension API.Passage: Described {
    static var schema: Schema {
        .object("A state and when it was entered.", ["state": .ref(API.CommandState.self), "at": .time()])
    }
}

extension API.Outcome: Described {
    static var schema: Schema {
        .object(
            "What a command did to the pump, as far as is known.",
            [
                "certainty": .ref(API.Certainty.self), "detail": .text("For people."),
                "whatToDo": .text("The next step, for people."),
            ])
    }
}

extension API.Proposal: Described {
    static var schema: Schema {
        .object(
            "Old and new side by side: what is confirmed, by its digest.",
            [
                "pumpSerial": .serial(), "baseRevision": .count(), "concentrationMicrogramsPerMilliliter": .whole(),
                "old": .ref("Program"), "new": .ref(API.Change.self), "oldTotal24HoursNanograms": .whole(),
                "oldTotal24HoursMicrograms": .text(pattern: Pattern.decimal), "newTotal24HoursNanograms": .whole(),
                "newTotal24HoursMicrograms": .text(pattern: Pattern.decimal),
                "oldDayTotalsNanograms": .dayTotals.orNull, "newDayTotalsNanograms": .dayTotals.orNull,
                "oldGreatest24HoursNanograms": .whole("With every bolus that the patient is allotted.").orNull,
                "newGreatest24HoursNanograms": .whole("With every bolus that the patient is allotted.").orNull,
                "changeBasisPoints": .whole(
                    "Hundredths of a percent of the 24 h total, or of the weekday that changes more; null from zero.",
                    from: nil
                ).orNull,
                "changePercent": .text("The same.", pattern: Pattern.percent).orNull,
                "softLimits": .list(of: .ref(API.LimitFinding.self), "Those that the new program passes."),
                "digest": .text("Covers all that is changed.", pattern: Pattern.hash),
            ])
    }
}

extension Schema {
    fileprivate static let dayTotals = list(of: .whole(), "By weekday, Monday first.", count: 7...7)
}

extension API.LimitFinding: Described {
    static var schema: Schema {
        .object("A limit that a program touches.", ["code": .text("Stable."), "text": .text("For people.")])
    }
}
