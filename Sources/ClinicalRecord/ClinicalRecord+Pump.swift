package import PumpModel

extension ClinicalRecord {
    /// The pump as it was read last.
    package struct PumpState: Hashable, Sendable {
        package var identity: PumpIdentity
        package var drug: Drug
        package var concentration: Concentration
        package var revision: ProgramRevision
        /// By the pump's clock.
        package var programmedAt: Timestamp
        package var readAt: Timestamp
        /// The pump's clock less this machine's.
        package var clockOffsetMilliseconds: Int64
        package var reservoir: Volume
        package var lowReservoirVolume: Volume
        /// Never delivered.
        package var residualVolume: Volume
        /// What flows now: zero when stopped, empty or stalled, whatever the program says.
        package var actualFlow: Flow
        /// The flow that the reservoir's dates count with: base program and allotted boluses, worst case.
        package var worstFlow: Flow
        /// 0 once the elective replacement indicator stands.
        package var serviceDaysRemaining: UInt16
        /// Since when nothing is delivered; nil while something is.
        package var stoppedSince: Timestamp?

        package init(
            identity: PumpIdentity, drug: Drug, concentration: Concentration, revision: ProgramRevision,
            programmedAt: Timestamp, readAt: Timestamp, clockOffsetMilliseconds: Int64, reservoir: Volume,
            lowReservoirVolume: Volume, residualVolume: Volume, actualFlow: Flow, worstFlow: Flow,
            serviceDaysRemaining: UInt16, stoppedSince: Timestamp?
        ) {
            self.identity = identity
            self.drug = drug
            self.concentration = concentration
            self.revision = revision
            self.programmedAt = programmedAt
            self.readAt = readAt
            self.clockOffsetMilliseconds = clockOffsetMilliseconds
            self.reservoir = reservoir
            self.lowReservoirVolume = lowReservoirVolume
            self.residualVolume = residualVolume
            self.actualFlow = actualFlow
            self.worstFlow = worstFlow
            self.serviceDaysRemaining = serviceDaysRemaining
            self.stoppedSince = stoppedSince
        }
    }

    /// A program as people read it.
    package struct ProgramSummary: Hashable, Sendable {
        /// One line for each part of it: "flex, 3 steps every day", "patient bolus 5 mcg over 5 min, at most 4 in 24 h".
        package var lines: [String]
        /// What the patient receives in the coming 24 h.
        package var total24Hours: DailyDose
        /// The base program's day, from midnight of the schedule's local time; one step from 0 for a continuous rate,
        /// empty when nothing is programmed to flow.
        package var profile: [ProfileStep]

        package init(lines: [String], total24Hours: DailyDose, profile: [ProfileStep]) {
            self.lines = lines
            self.total24Hours = total24Hours
            self.profile = profile
        }
    }

    /// A rate from a minute of the day to the next step, or to midnight.
    package struct ProfileStep: Hashable, Sendable {
        /// 0 to 1439, ascending.
        package var startMinute: Int
        package var nanogramsPerHour: Int64

        package init(startMinute: Int, nanogramsPerHour: Int64) {
            self.startMinute = startMinute
            self.nanogramsPerHour = nanogramsPerHour
        }
    }

    /// One change that was asked for: who, when, why, from what to what, and how it ended.
    package struct Titration: Hashable, Sendable {
        /// 32 hexadecimal digits.
        package var transaction: String
        package var at: Timestamp
        /// As declared by the client.
        package var operatorName: String
        /// By the kernel's word.
        package var userID: UInt32
        package var reason: String
        /// Why soft limits were passed.
        package var overrideReason: String?
        /// The program in one line.
        package var program: String
        /// Nil where it was never computed, or delivery was stopped by it.
        package var total24Hours: DailyDose?
        /// Hundredths of a percent; nil from zero or where it is not known.
        package var changeBasisPoints: Int64?
        /// "succeeded", "rejected", "stopped"...: the command's state by its stable name.
        package var outcome: String
        /// Whether the pump has applied it, by its own word and its read-back.
        package var isApplied: Bool

        package init(
            transaction: String, at: Timestamp, operatorName: String, userID: UInt32, reason: String,
            overrideReason: String?, program: String, total24Hours: DailyDose?, changeBasisPoints: Int64?,
            outcome: String, isApplied: Bool
        ) {
            self.transaction = transaction
            self.at = at
            self.operatorName = operatorName
            self.userID = userID
            self.reason = reason
            self.overrideReason = overrideReason
            self.program = program
            self.total24Hours = total24Hours
            self.changeBasisPoints = changeBasisPoints
            self.outcome = outcome
            self.isApplied = isApplied
        }
    }

    /// An alarm that stands, or stood during the session.
    package struct StandingAlarm: Hashable, Sendable {
        /// As people read it: "motor stall".
        package var title: String
        /// The stable name: "motorStall".
        package var cause: String
        package var isCritical: Bool
        /// "high", "medium" or "low", after IEC 60601-1-8.
        package var priority: String
        package var since: Timestamp
        /// Nil while it stands.
        package var clearedAt: Timestamp?
        /// "pump" or "daemon": who found it.
        package var source: String

        package init(
            title: String, cause: String, isCritical: Bool, priority: String, since: Timestamp, clearedAt: Timestamp?,
            source: String
        ) {
            self.title = title
            self.cause = cause
            self.isCritical = isCritical
            self.priority = priority
            self.since = since
            self.clearedAt = clearedAt
            self.source = source
        }
    }
}
