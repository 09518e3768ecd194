extension API {
    /// What every rule says of a change that was not submitted.
    package struct LimitReport: Codable, Hashable, Sendable {
        package var pumpSerial: String
        package var verdict: Verdict
        /// Every rule once.
        package var rules: [RuleFinding]
        package var library: Library

        package enum Verdict: String, Codable, Hashable, Sendable, CaseIterable {
            case accepted
            /// A soft limit is broken: an override with a reason passes it.
            case needsOverride
            /// A hard limit is broken: nothing passes it.
            case refused
        }

        package init(pumpSerial: String, verdict: Verdict, rules: [RuleFinding], library: Library) {
            self.pumpSerial = pumpSerial
            self.verdict = verdict
            self.rules = rules
            self.library = library
        }
    }

    /// What one rule says, with the numbers that made it so.
    package struct RuleFinding: Codable, Hashable, Sendable {
        /// Stable.
        package var rule: String
        package var outcome: Outcome
        /// For people.
        package var text: String

        package enum Outcome: String, Codable, Hashable, Sendable, CaseIterable {
            case met, needsOverride, refused
            /// The change has nothing that the rule is about.
            case notApplicable
        }

        package init(rule: String, outcome: Outcome, text: String) {
            self.rule = rule
            self.outcome = outcome
            self.text = text
        }
    }

    /// The drug library that therapy is judged by.
    package struct Library: Codable, Hashable, Sendable {
        package var state: State
        /// Why it is not trusted, and what to do.
        @Nullable package var reason: String?
        @Nullable package var name: String?
        @Nullable package var version: String?
        /// The day of its approval.
        @Nullable package var date: String?
        /// Of the file, 64 hexadecimal digits.
        @Nullable package var sha256: String?
        package var entries: [LibraryEntry]

        package enum State: String, Codable, Hashable, Sendable, CaseIterable {
            case loaded
            /// Missing, damaged or altered: no therapy is accepted.
            case refused
        }

        package init(
            state: State, reason: String? = nil, name: String? = nil, version: String? = nil, date: String? = nil,
            sha256: String? = nil, entries: [LibraryEntry] = []
        ) {
            self.state = state
            self.reason = reason
            self.name = name
            self.version = version
            self.date = date
            self.sha256 = sha256
            self.entries = entries
        }
    }

    /// What the library allows with one drug at one concentration in one class of patients.
    package struct LibraryEntry: Codable, Hashable, Sendable {
        package var drug: String
        package var concentrationMicrogramsPerMilliliter: Int64
        package var patientClass: PatientClass
        /// Null for a concentration that is for screening alone.
        @Nullable package var therapy: TherapyLimits?
        package var largestBolusNanograms: Int64
        package var usualBolusNanograms: Int64
        package var bolusIntervalSeconds: Int64
        package var largest24HoursNanograms: Int64

        package init(
            drug: String, concentrationMicrogramsPerMilliliter: Int64, patientClass: PatientClass,
            therapy: TherapyLimits?, largestBolusNanograms: Int64, usualBolusNanograms: Int64,
            bolusIntervalSeconds: Int64, largest24HoursNanograms: Int64
        ) {
            self.drug = drug
            self.concentrationMicrogramsPerMilliliter = concentrationMicrogramsPerMilliliter
            self.patientClass = patientClass
            self.therapy = therapy
            self.largestBolusNanograms = largestBolusNanograms
            self.usualBolusNanograms = usualBolusNanograms
            self.bolusIntervalSeconds = bolusIntervalSeconds
            self.largest24HoursNanograms = largest24HoursNanograms
        }
    }

    /// The bounds on a base program: `lowest`, `ceiling` are hard, all others soft.
    package struct TherapyLimits: Codable, Hashable, Sendable {
        package var lowestNanogramsPerDay: Int64
        package var usualFromNanogramsPerDay: Int64
        package var usualToNanogramsPerDay: Int64
        package var ceilingNanogramsPerDay: Int64
        package var increasePercent: Int64
        package var refillIncreasePercent: Int64
        package var decreasePercent: Int64
        package var increaseIntervalSeconds: Int64
        package var firstIncreaseAfterSeconds: Int64

        package init(
            lowestNanogramsPerDay: Int64, usualFromNanogramsPerDay: Int64, usualToNanogramsPerDay: Int64,
            ceilingNanogramsPerDay: Int64, increasePercent: Int64, refillIncreasePercent: Int64, decreasePercent: Int64,
            increaseIntervalSeconds: Int64, firstIncreaseAfterSeconds: Int64
        ) {
            self.lowestNanogramsPerDay = lowestNanogramsPerDay
            self.usualFromNanogramsPerDay = usualFromNanogramsPerDay
            self.usualToNanogramsPerDay = usualToNanogramsPerDay
            self.ceilingNanogramsPerDay = ceilingNanogramsPerDay
            self.increasePercent = increasePercent
            self.refillIncreasePercent = refillIncreasePercent
            self.decreasePercent = decreasePercent
            self.increaseIntervalSeconds = increaseIntervalSeconds
            self.firstIncreaseAfterSeconds = firstIncreaseAfterSeconds
        }
    }
}
