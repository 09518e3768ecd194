package import PumpModel

extension ClinicalRecord {
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
        /// Why soft limits may be passed, as it was given; whether any was is `passedLimits`.
        package var overrideReason: String?
        /// The soft limits that the change passes, by their stable names.
        package var passedLimits: [String]
        /// The program in one line, its parts apart by ";".
        package var program: String
        /// What was to flow in 24 h before it; nil where that is not known.
        package var totalBefore: DailyDose?
        /// Nil where it was never computed, or delivery was stopped by it.
        package var total24Hours: DailyDose?
        /// The same once a bolus that is given once has ended; nil where it is no other.
        package var lasting24Hours: DailyDose?
        /// Hundredths of a percent, as they were confirmed: of the 24 h total, or of the weekday that changes more; nil
        /// from zero or where it is not known.
        package var changeBasisPoints: Int64?
        /// "succeeded", "rejected", "stopped"...: the command's state by its stable name.
        package var outcome: String
        /// Whether the pump has applied it, by its own word and its read-back.
        package var isApplied: Bool

        package init(
            transaction: String, at: Timestamp, operatorName: String, userID: UInt32, reason: String,
            overrideReason: String?, passedLimits: [String] = [], program: String, totalBefore: DailyDose? = nil,
            total24Hours: DailyDose?, lasting24Hours: DailyDose? = nil, changeBasisPoints: Int64?,
            outcome: String, isApplied: Bool
        ) {
            self.transaction = transaction
            self.at = at
            self.operatorName = operatorName
            self.userID = userID
            self.reason = reason
            self.overrideReason = overrideReason
            self.passedLimits = passedLimits
            self.program = program
            self.totalBefore = totalBefore
            self.total24Hours = total24Hours
            self.lasting24Hours = lasting24Hours
            self.changeBasisPoints = changeBasisPoints
            self.outcome = outcome
            self.isApplied = isApplied
        }

        /// Whether `changeBasisPoints` is of one weekday, because the 24 h total does not change as much.
        package var isChangeOfWeekday: Bool {
            guard let changeBasisPoints, let totalBefore, let total24Hours else { return false }
            return FlowArithmetic.changeBasisPoints(from: totalBefore, to: total24Hours) != changeBasisPoints
        }
    }

    /// An alarm that stands, or one that ended and that nobody has acknowledged.
    package struct ListedAlarm: Hashable, Sendable {
        /// As people read it: "motor stall".
        package var title: String
        /// The stable name: "motorStall".
        package var cause: String
        package var isCritical: Bool
        /// "high", "medium" or "low", after IEC 60601-1-8.
        package var priority: String
        package var since: Timestamp
        package var state: State
        /// "pump" or "daemon": who found it.
        package var source: String

        package init(
            title: String, cause: String, isCritical: Bool, priority: String, since: Timestamp, state: State,
            source: String
        ) {
            self.title = title
            self.cause = cause
            self.isCritical = isCritical
            self.priority = priority
            self.since = since
            self.state = state
            self.source = source
        }

        /// Whether its cause is still there, and who attends to it. Nobody says when a cause ended.
        package enum State: Hashable, Sendable {
            case sounding
            /// By a user, by the kernel's word.
            case silenced(by: UInt32?)
            case acknowledged(by: UInt32?)
            /// Its cause is gone, and nobody has acknowledged it.
            case ended
        }

        /// Whether its cause is still there.
        package var isStanding: Bool { state != .ended }
    }
}
