import ClinicalRecord
import PumpModel

extension ClinicalRecord {
    /// Whether the patient receives nothing, whatever the program says.
    var isStandstill: Bool { pump.actualFlow == .zero }

    /// "NOT DELIVERING since 2026-11-23 01:33 UTC", or what is nearly as bad; nil while therapy flows.
    var danger: String? {
        if isStandstill {
            return pump.stoppedSince.map { "NOT DELIVERING since \(Wording.minute($0))" } ?? "NOT DELIVERING"
        }
        if let since = pump.memoryErrorSince {
            return "MEMORY ERROR, minimum rate since \(Wording.minute(since))"
        }
        return after.isMinimumRate
            ? "MINIMUM RATE since \(Wording.minute(minimumRateSince)), withdrawal possible" : nil
    }

    /// Whether the program is not what flows.
    var isTherapyWithheld: Bool { isStandstill || pump.memoryErrorSince != nil }

    /// By this machine's clock.
    var minimumRateSince: Timestamp { pump.programmedAt.earlier(byMilliseconds: pump.clockOffsetMilliseconds) }

    /// When the pump stops for good at the latest.
    var endOfService: Timestamp {
        RegistrationCard.endOfService(serviceDaysRemaining: pump.serviceDaysRemaining, readAt: pump.readAt)
    }

    /// A date that counts from the reading, in words: "now" where it is past or the reservoir holds no more than
    /// `level`, whether anything flows or not.
    func date(_ time: Timestamp?, at level: Volume) -> String {
        if pump.reservoir <= level { return "now" }
        // what does not flow does not come to its end
        guard let time, !isTherapyWithheld else { return "no date" }
        if time <= at { return "now" }
        return Wording.day(time)
    }

    /// The same, saying what is not plain: that the date is past, or of the pump and not of the reservoir.
    func explainedDate(_ time: Timestamp?, at level: Volume) -> String {
        let date = date(time, at: level)
        guard let time, pump.reservoir > level, !isTherapyWithheld else { return date }
        if time <= at { return "\(date) (since \(Wording.day(time)))" }
        return time >= endOfService ? "\(date) (end of service)" : date
    }
}

extension ClinicalRecord.ListedAlarm {
    /// "STANDS, silenced by user 1001".
    var stateWords: String {
        func by(_ user: UInt32?) -> String { user.map { " by user \($0)" } ?? "" }
        return switch state {
        case .sounding: "STANDS"
        case .silenced(let user): "STANDS, silenced\(by(user))"
        case .acknowledged(let user): "STANDS, acknowledged\(by(user))"
        case .ended: "ended, not acknowledged"
        }
    }
}
