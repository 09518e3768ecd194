internal import Crypto
package import Dosing
package import PumpModel
internal import WandProtocol

/// Old and new side by side: what an operator is shown, and confirms by its digest.
package struct Proposal: Hashable, Codable, Sendable {
    package let pump: PumpSerial
    package let baseRevision: ProgramRevision
    package let concentration: Concentration
    package let old: Program
    package let new: PumpChange
    /// What the patient receives in the next 24 h by the old program.
    package let oldTotal: DailyDose
    /// What the patient receives in the next 24 h by the new program.
    package let newTotal: DailyDose
    /// How long the old program had run, by the pump's clock; nil in a journal of an earlier version.
    package let oldFor: TimeSpan?
    /// What the bases deliver by weekday, Monday first; nil in a journal of before there were schedules.
    package let oldDays: [DailyDose]?
    package let newDays: [DailyDose]?
    /// The 24 h totals with every bolus that the patient is allotted; nil like the days.
    package let oldGreatest: DailyDose?
    package let newGreatest: DailyDose?
    /// The change in hundredths of a percent, rounded away from zero: of the 24 h total, or of the weekday that changes
    /// more; nil from zero.
    package let changeBasisPoints: Int64?
    /// The soft limits that the new program passes.
    package let softLimits: [SoftLimit]
    /// SHA-256 over all of the above that decides what is infused, as 64 hexadecimal digits.
    package let digest: String

    /// - Returns: nil when a total does not fit, which the limits have refused before.
    package init?(_ change: PumpChange, on report: PumpReport, softLimits: [SoftLimit]) {
        let minimum = report.minimumRateDose
        let newMinimum = FlowArithmetic.dailyDose(
            of: report.minimumFlow, at: change.refill?.concentration ?? report.concentration)
        guard let oldTotal = try? report.runningProgram.total24Hours(minimumRateDose: minimum),
            let newTotal = try? change.program.total24Hours(minimumRateDose: newMinimum),
            let oldDays = try? report.runningProgram.dayTotals(minimumRateDose: minimum),
            let newDays = try? change.program.dayTotals(minimumRateDose: newMinimum)
        else { return nil }
        pump = report.identity.serial
        baseRevision = report.revision
        concentration = report.concentration
        old = report.runningProgram
        oldFor = try? TimeSpan(raw: max(0, report.clock.milliseconds(since: report.programmedAt)))
        new = change
        self.oldTotal = oldTotal
        self.newTotal = newTotal
        self.oldDays = oldDays
        self.newDays = newDays
        oldGreatest = try? report.runningProgram.greatest24Hours(minimumRateDose: minimum)
        newGreatest = try? change.program.greatest24Hours(minimumRateDose: newMinimum)
        changeBasisPoints = Self.changeBasisPoints((oldTotal, newTotal), Array(zip(oldDays, newDays)))
        self.softLimits = softLimits
        digest = Self.digest(pump, baseRevision, concentration, old, new)
    }

    /// A schedule can change six days and leave its greatest 24 h as they were: the weekday that changes most counts.
    private static func changeBasisPoints(
        _ totals: (DailyDose, DailyDose), _ days: [(DailyDose, DailyDose)]
    ) -> Int64? {
        let total = FlowArithmetic.changeBasisPoints(from: totals.0, to: totals.1)
        // where all days are alike, the total says it, with a bolus
        guard Set(days.map(\.0)).count > 1 || Set(days.map(\.1)).count > 1 else { return total }
        var most = total
        for (old, new) in days where old != new {
            guard let change = FlowArithmetic.changeBasisPoints(from: old, to: new) else { return nil }
            if change.magnitude > (most ?? 0).magnitude { most = change }
        }
        return most
    }

    private static func digest(
        _ pump: PumpSerial, _ base: ProgramRevision, _ concentration: Concentration, _ old: Program, _ new: PumpChange
    ) -> String {
        // the serial can not hold a newline and the program's wire form is its one encoding: nothing is ambiguous
        var hash = SHA256()
        hash.update(data: Array("wandd proposal 2\n\(pump)\n\(base)\n\(concentration.rawValue)\n".utf8))
        hash.update(data: PumpChange(program: old).wireBytes)
        hash.update(data: Array("\n".utf8))
        hash.update(data: new.wireBytes)
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
