extension API.LimitReport: Described {
    static var schema: Schema {
        .object(
            "What every rule says of a change that was not submitted.",
            [
                "pumpSerial": .serial(), "verdict": .ref(Verdict.self),
                "rules": .list(of: .ref(API.RuleFinding.self), "Every rule once."),
                "library": .ref(API.Library.self, "Without its entries."),
            ])
    }
}

extension API.LimitReport.Verdict: DescribedChoice {
    static var example: Self { .accepted }
    static var words: String { "`needsOverride`: a soft limit is broken; `refused`: a hard one." }
}

extension API.RuleFinding: Described {
    static var schema: Schema {
        .object(
            "What one rule says, with the numbers that made it so.",
            ["rule": .text("Stable."), "outcome": .ref(Outcome.self), "text": .text("For people.")])
    }
}

extension API.RuleFinding.Outcome: DescribedChoice {
    static var schemaName: String { "RuleOutcome" }
    static var example: Self { .met }
    static var words: String { "`notApplicable`: the change has nothing that the rule is about." }
}

extension API.Library: Described {
    static var schema: Schema {
        .object(
            "The drug library that therapy is judged by.",
            [
                "state": .ref(State.self), "reason": .text("Why it is not trusted, and what to do.").orNull,
                "name": .text().orNull, "version": .text().orNull, "date": .text("The day of its approval.").orNull,
                "sha256": .text("Of the file.", pattern: Pattern.hash).orNull,
                "entries": .list(of: .ref(API.LibraryEntry.self)),
            ])
    }
}

extension API.Library.State: DescribedChoice {
    static var schemaName: String { "LibraryState" }
    static var example: Self { .loaded }
    static var words: String { "`refused`: missing, damaged or altered; no therapy is accepted." }
}

extension API.LibraryEntry: Described {
    static var schema: Schema {
        .object(
            "What the library allows with one drug at one concentration in one class of patients.",
            [
                "drug": .text(), "concentrationMicrogramsPerMilliliter": .whole(),
                "patientClass": .ref(API.PatientClass.self),
                "therapy": .ref(API.TherapyLimits.self, "Null for a concentration that is for screening alone.").orNull,
                "largestBolusNanograms": .whole("Hard."), "usualBolusNanograms": .whole("Soft."),
                "bolusIntervalSeconds": .whole("Hard."), "largest24HoursNanograms": .whole("Hard."),
            ])
    }
}

extension API.TherapyLimits: Described {
    static var schema: Schema {
        .object(
            "The bounds on a base program: `lowest` and `ceiling` are hard, all others soft.",
            [
                "lowestNanogramsPerDay": .whole(), "usualFromNanogramsPerDay": .whole(),
                "usualToNanogramsPerDay": .whole(), "ceilingNanogramsPerDay": .whole(), "increasePercent": .whole(),
                "refillIncreasePercent": .whole(), "decreasePercent": .whole(), "increaseIntervalSeconds": .whole(),
                "firstIncreaseAfterSeconds": .whole(),
            ])
    }
}
