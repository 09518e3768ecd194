/// Programs in both forms: as they are answered, and as they are ordered.
///
/// The mode, and the kind of what is delivered once, tell the forms apart; each form has the members that belong to it.
extension Form {
    /// The components of a program.
    var programComponents: [(name: String, schema: Schema)] {
        API.Mode.allCases.map { (component(of: $0), program($0)) } + [
            (name("Program"), program),
            (name("Schedule"), schedule), (name("Day"), day), (name("Step"), step), (name("PeriodicBoluses"), periodic),
            (name("OnceBolus"), onceBolus), (name("OnceVolume"), onceVolume), (name("Once"), once),
            (name("PatientBolus"), patientBolus),
        ]
    }

    private func component(of mode: API.Mode) -> String {
        name(mode.rawValue.prefix(1).uppercased() + mode.rawValue.dropFirst() + "Program")
    }

    private var program: Schema {
        .oneOf(by: "mode", API.Mode.allCases.map { ($0.rawValue, component(of: $0)) })
            .saying(
                self == .answer
                    ? "What a pump is told to infuse: a base, and what comes on top of it."
                    : "What a pump is to infuse: a base, and what comes on top of it. Each amount is given once.")
    }

    private func program(_ mode: API.Mode) -> Schema {
        var members: Schema.Members = [("mode", .constant(mode.rawValue))]
        switch mode {
        case .stopped, .minimumRate, .simpleContinuous: break
        case .flex: members.append(("schedule", .ref(name("Schedule"))))
        case .periodicBoluses: members.append(("periodic", .ref(name("PeriodicBoluses"))))
        }
        switch (mode, self) {
        case (.stopped, .answer): break
        case (.stopped, .order): members += [("once", .null.optional), ("patientBolus", .null.optional)]
        case (_, .answer):
            members += [
                ("once", .ref(name("Once")).optional), ("patientBolus", .ref(name("PatientBolus")).optional),
            ]
        case (_, .order):
            members += [
                ("once", .ref(name("Once")).optionalInRequest),
                ("patientBolus", .ref(name("PatientBolus")).optionalInRequest),
            ]
        }
        if self == .answer { members.append(("text", .text("The program in words."))) }
        return .object(self, mode.words, amounts: mode.hasDailyDose ? [.dailyDose] : [], members)
    }

    private var schedule: Schema {
        .object(
            "Rates by the time of day. Each weekday stands in exactly one of the days.",
            [
                "utcOffsetMinutes": .whole(
                    "What local time is ahead of UTC by. It does not follow summer time by itself.",
                    from: API.Bounds.utcOffsetMinutes.lowerBound, to: UInt64(API.Bounds.utcOffsetMinutes.upperBound),
                    multipleOf: API.Bounds.utcOffsetStepMinutes),
                "days": .list(of: .ref(name("Day")), count: 1...7),
            ])
    }

    private var day: Schema {
        var steps = Schema.list(
            of: .ref(name("Step")), "The first at 00:00, each later than the one before.",
            count: 1...API.Bounds.stepsOfADay)
        if self == .order { steps.keywords["prefixItems"] = [stepAtMidnight.tree] }
        return .object(
            self,
            "One day of a schedule. Its total is that of its steps: in a request it is said beside them, and compared.",
            amounts: [.dayTotal],
            [
                "weekdays": .list(of: .ref(API.Weekday.self), count: 1...7, isUnique: true),
                "steps": steps,
            ])
    }

    private var step: Schema {
        .object(
            self, "A rate from a time of day on, in micrograms each HOUR.", amounts: [.rate],
            ["start": .text("hh:mm", pattern: Pattern.timeOfDay)])
    }

    private var stepAtMidnight: Schema {
        .object(self, amounts: [.rate], ["start": .constant("00:00")])
    }

    private var periodic: Schema {
        let divisors = (1...API.Bounds.minutesOfADay).filter { API.Bounds.minutesOfADay % $0 == 0 }
        var interval = Schema.whole("Divides a day. Not below the bolus' own duration.")
        if self == .order {
            interval = Schema(["type": "integer", "enum": .list(divisors.map { .whole($0) })])
                .saying("Divides a day. Not below the bolus' own duration.")
        }
        return .object(
            self, "The same bolus in equal intervals.", amounts: [.bolus],
            [
                "durationSeconds": .whole(in: API.Bounds.bolusDurationSeconds), "intervalMinutes": interval,
                "firstAfterMinutes": .whole(
                    "From the application of the program to the first one. Below the interval.",
                    in: 0...(API.Bounds.minutesOfADay - 1)),
            ])
    }

    private var once: Schema {
        .oneOf(
            by: "kind",
            API.Once.Kind.allCases.map {
                ($0.rawValue, $0 == .bolus ? name("OnceBolus") : name("OnceVolume"))
            }
        ).saying("Delivered once, at the beginning.")
    }

    private var onceBolus: Schema {
        .object(
            self, "A bolus on top of the base.", amounts: [.bolus],
            [
                "kind": .constant(API.Once.Kind.bolus.rawValue),
                "durationSeconds": .whole(in: API.Bounds.bolusDurationSeconds),
            ])
    }

    private var onceVolume: Schema {
        .object(
            self, "A volume in place of the base, which begins afterwards.", amounts: [.timedVolume],
            [
                "kind": .choice(API.Once.Kind.allCases.filter { $0 != .bolus }.map(\.rawValue)),
                "durationSeconds": .whole(in: API.Bounds.timedVolumeDurationSeconds),
            ])
    }

    private var patientBolus: Schema {
        .object(
            self, "What the patient may give himself.", amounts: [.bolus],
            [
                "durationSeconds": .whole(in: API.Bounds.bolusDurationSeconds),
                "allottedPer24Hours": .whole(in: API.Bounds.allottedPer24Hours),
                "lockoutMinutes": .whole(
                    "From the start of one to the next. Not below the bolus' own duration.",
                    in: 1...API.Bounds.minutesOfADay),
            ])
    }
}

extension API.Mode {
    fileprivate var hasDailyDose: Bool {
        switch self {
        case .simpleContinuous, .periodicBoluses: true
        case .stopped, .minimumRate, .flex: false
        }
    }

    fileprivate var words: String {
        switch self {
        case .stopped: "Nothing flows."
        case .minimumRate: "The least that the pump can flow."
        case .simpleContinuous: "The same rate all day."
        case .flex: "Rates by the time of day."
        case .periodicBoluses: "A bolus in equal intervals over a rate."
        }
    }
}

extension API.Weekday: DescribedChoice {
    static var example: API.Weekday { .monday }
    static var words: String { "A day of the week." }
}
