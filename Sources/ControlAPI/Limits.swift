extension API {
    /// What every rule says of a change that was not submitted.
    public struct LimitReport: Codable, Hashable, Sendable {
        public var pumpSerial: String
        public var verdict: Verdict
        /// Every rule once.
        public var rules: [RuleFinding]
        public var library: Library

        public enum Verdict: String, Codable, Hashable, Sendable, CaseIterable {
            case accepted
            /// A soft limit is broken: an override with a reason passes it.
            case needsOverride
            /// A hard limit is broken: nothing passes it.
            case refused
        }

        public init(pumpSerial: String, verdict: Verdict, rules: [RuleFinding], library: Library) {
            self.pumpSerial = pumpSerial
            self.verdict = verdict
            self.rules = rules
            self.library = library
        }
    }

    /// What one rule says, with the numbers that made it so.
    public struct RuleFinding: Codable, Hashable, Sendable {
        /// Stable.
        public var rule: String
        public var outcome: Outcome
        /// For people.
        public var text: String

        public enum Outcome: String, Codable, Hashable, Sendable, CaseIterable {
            case met, needsOverride, refused
            /// The change has nothing that the rule is about.
            case notApplicable
        }

        public init(rule: String, outcome: Outcome, text: String) {
            self.rule = rule
            self.outcome = outcome
            self.text = text
        }
    }

    /// The drug library that therapy is judged by.
    public struct Library: Codable, Hashable, Sendable {
        public var state: State
        /// Why it is not trusted, and what to do.
        @Nullable public var reason: String?
        @Nullable public var name: String?
        @Nullable public var version: String?
        /// The day of its approval.
        @Nullable public var date: String?
        /// Of the file, 64 hexadecimal digits.
        @Nullable public var sha256: String?
        public var entries: [LibraryEntry]

        public enum State: String, Codable, Hashable, Sendable, CaseIterable {
            case loaded
            /// Missing, damaged or altered: no therapy is accepted.
            case refused
        }

        public init(
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
    public struct LibraryEntry: Codable, Hashable, Sendable {
        public var drug: String
        public var concentrationMicrogramsPerMilliliter: Int64
        public var patientClass: PatientClass
        /// Null for a concentration that is for screening alone.
        @Nullable public var therapy: TherapyLimits?
        public var largestBolusNanograms: Int64
        public var usualBolusNanograms: Int64
        public var bolusIntervalSeconds: Int64
        public var largest24HoursNanograms: Int64

        public init(
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
    public struct TherapyLimits: Codable, Hashable, Sendable {
        public var lowestNanogramsPerDay: Int64
        public var usualFromNanogramsPerDay: Int64
        public var usualToNanogramsPerDay: Int64
        public var ceilingNanogramsPerDay: Int64
        public var increasePercent: Int64
        public var refillIncreasePercent: Int64
        public var decreasePercent: Int64
        public var increaseIntervalSeconds: Int64
        public var firstIncreaseAfterSeconds: Int64

        public init(
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
