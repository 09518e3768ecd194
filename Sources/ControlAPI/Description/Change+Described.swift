/// Refills, set-ups and changes in both forms.
extension Form {
    var changeComponents: [(name: String, schema: Schema)] {
        [(name("Refill"), refill), (name("SetUp"), setUp)]
    }

    private var refill: Schema {
        .object(
            self, "The reservoir after it was emptied and filled.",
            amounts: [.volume("withdrawn"), .volume("filled")],
            [
                "drug": self == .answer ? .text() : .choice(API.Bounds.drugs),
                "concentrationMicrogramsPerMilliliter": self == .answer
                    ? .whole() : .whole(in: API.Bounds.concentrationMicrogramsPerMilliliter),
            ])
    }

    private var setUp: Schema {
        .object(
            self, "What a pump knows about its patient and its line.",
            amounts: [.volume("tubing"), .catheterLength, .volume("catheter"), .volume("lowReservoir")],
            [
                "patient": .text("Initials or a pseudonym, never a name.", pattern: Pattern.patient),
                "patientClass": .ref(API.PatientClass.self),
                "calibrationConstant": .count("As it stands on the pump's packaging."),
            ])
    }
}

extension API.Change: Described {
    static var schema: Schema {
        .object(
            "Everything that one command changes, all of it or nothing.",
            [
                "program": .ref("Program"), "refill": .ref("Refill").optional, "setUp": .ref("SetUp").optional,
                "clockCorrectionMilliseconds": .whole(
                    "The new correction of the pump's clock, for its place in a day schedule alone.", from: nil
                ).optional,
            ])
    }
}

extension API.PatientClass: DescribedChoice {
    static var example: API.PatientClass { .adultSpinal }
    static var words: String { "Whose limits apply." }
}
