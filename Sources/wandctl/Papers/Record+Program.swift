import ClinicalRecord
import ControlAPI
import PumpModel

extension ClinicalRecord.ProgramSummary {
    /// What runs. A delivery that was to be made once and is made is told as ended, and counts no more.
    init?(_ pump: API.Pump) {
        guard let total = pump.total24HoursNanograms.flatMap({ try? DailyDose(raw: $0) }) else { return nil }
        let isOver = pump.program.once != nil && pump.bolusRemainingNanograms == 0
        self.init(
            pump.program, total: total, greatest: pump.greatest24HoursNanograms, dayTotals: nil,
            bolus: isOver ? 0 : pump.program.once?.doseNanograms ?? 0, isOnceOver: isOver)
    }

    /// What ran before a change was applied.
    init?(before command: API.Command) {
        guard let proposal = command.proposal, let total = try? DailyDose(raw: proposal.oldTotal24HoursNanograms)
        else { return nil }
        self.init(
            proposal.old, total: total, greatest: proposal.oldGreatest24HoursNanograms,
            dayTotals: proposal.oldDayTotalsNanograms, bolus: 0)
    }

    /// What a change made, and what went on of it once a bolus that is given once had ended.
    init?(after command: API.Command) {
        guard let proposal = command.proposal else { return nil }
        let bolus = proposal.new.program.once?.doseNanograms ?? 0
        guard let total = try? DailyDose(raw: proposal.newTotal24HoursNanograms - bolus) else { return nil }
        self.init(
            proposal.new.program, total: total, greatest: proposal.newGreatest24HoursNanograms.map { $0 - bolus },
            dayTotals: proposal.newDayTotalsNanograms, bolus: 0, isOnceOver: proposal.new.program.once != nil)
    }

    /// - Parameters:
    ///   - dayTotals: what the base delivers by weekday, where the daemon says so.
    ///   - bolus: what of `total` is not of the base.
    private init(
        _ program: API.Program, total: DailyDose, greatest: Int64?, dayTotals: [Int64]?, bolus: Int64,
        isOnceOver: Bool = false
    ) {
        let base = DailyDose(checked: max(0, total.nanogramsPerDay - bolus))
        self.init(
            lines: program.lines(isOnceOver: isOnceOver), total24Hours: total,
            greatest24Hours: greatest.flatMap { try? DailyDose(raw: $0) },
            patientBolus: program.patientBolus.flatMap(PumpModel.PatientBolus.init),
            days: program.days(base: base, dayTotals: dayTotals),
            utcOffsetMinutes: program.schedule.map { Int($0.utcOffsetMinutes) },
            isMinimumRate: program.mode == .minimumRate)
    }
}

extension PatientBolus {
    /// Nil where a pump could not be told so.
    init?(_ answer: API.PatientBolus) {
        guard let dose = answer.doseNanograms.flatMap({ try? Dose(raw: $0) }),
            Bolus.durationSeconds.contains(answer.durationSeconds),
            let bolus = Bolus(dose: dose, duration: TimeSpan(checked: answer.durationSeconds * 1_000))
        else { return nil }
        self.init(
            bolus: bolus, allottedPer24Hours: Int(answer.allottedPer24Hours), lockoutMinutes: Int(answer.lockoutMinutes)
        )
    }
}

extension API.Program {
    fileprivate func lines(isOnceOver: Bool) -> [String] {
        line.split(separator: ";").map { part in
            let words = String(part.drop { $0 == " " })
            let isOnce = ["single bolus ", "prime ", "bridge "].contains { words.hasPrefix($0) }
            return isOnce && isOnceOver ? words + " (ended)" : words
        }
    }

    /// The days of the base, equal ones together; nothing for a program that delivers nothing.
    fileprivate func days(base: DailyDose, dayTotals: [Int64]?) -> [ClinicalRecord.DayProfile] {
        guard let schedule else {
            let rate = doseNanogramsPerDay ?? base.nanogramsPerDay
            guard mode != .stopped else { return [] }
            return [.init(total: base, steps: [.init(startMinute: 0, nanogramsPerHour: rate / 24)])]
        }
        var days: [ClinicalRecord.DayProfile] = []
        for weekday in ClinicalRecord.Weekday.allCases {
            guard let day = schedule.days.first(where: { $0.weekdays.contains(API.Weekday(weekday)) }) else { continue }
            let steps = day.steps.compactMap { step -> ClinicalRecord.ProfileStep? in
                guard let minute = MinuteText.minute(of: step.start), let rate = step.nanogramsPerHour else {
                    return nil
                }
                return .init(startMinute: minute, nanogramsPerHour: rate)
            }
            let total = dayTotals.flatMap { $0.count == 7 ? $0[weekday.rawValue] : nil } ?? day.totalNanograms
            let dose = total.flatMap { try? DailyDose(raw: $0) } ?? base
            if let same = days.firstIndex(where: { $0.steps == steps && $0.total == dose }) {
                days[same].weekdays.append(weekday)
            } else {
                days.append(.init(weekdays: [weekday], total: dose, steps: steps))
            }
        }
        return days
    }
}

extension API.Weekday {
    fileprivate init(_ weekday: ClinicalRecord.Weekday) {
        self =
            switch weekday {
            case .monday: .monday
            case .tuesday: .tuesday
            case .wednesday: .wednesday
            case .thursday: .thursday
            case .friday: .friday
            case .saturday: .saturday
            case .sunday: .sunday
            }
    }
}
