import PumpModel

@testable import Dosing

/// What a program brings, counted hour by hour, in another way than the rules do.
enum Oracle {
    /// What the base brings in each hour of two weeks from Monday's midnight, boluses when they begin; in sixtieths of a
    /// nanogram, and for any phase of a schedule.
    static func hours(of base: BaseProgram, minimum: DailyDose) -> [Int64] {
        switch base {
        case .stopped: Array(repeating: 0, count: 336)
        case .minimumRate: Array(repeating: minimum.nanogramsPerDay * 60 / 24, count: 336)
        case .simpleContinuous(let dose): Array(repeating: dose.nanogramsPerDay * 60 / 24, count: 336)
        case .periodicBoluses(let boluses, let dose):
            (0..<336).map { hour in
                let starts = (0..<60).filter { (hour * 60 + $0) % boluses.intervalMinutes == 0 }.count
                return dose.nanogramsPerDay * 60 / 24 + Int64(starts) * boluses.bolus.dose.nanograms * 60
            }
        case .flex(let schedule):
            (0..<336).map { hour in
                let step = schedule.week[hour / 24 % 7].steps.last { $0.startMinute <= hour % 24 * 60 }
                return (step?.rate.nanogramsPerHour ?? 0) * 60
            }
        }
    }

    /// The most in any stretch of 0 to 24 whole hours of the base, by its length, in nanograms, rounded down.
    static func greatest(of base: BaseProgram, minimum: DailyDose) -> [Int64] {
        var sums: [Int64] = [0]
        for hour in hours(of: base, minimum: minimum) { sums.append(sums[sums.count - 1] + hour) }
        return (0...24).map { length in
            var most: Int64 = 0
            for start in 0..<168 { most = max(most, sums[start + length] - sums[start]) }
            return most / 60
        }
    }

    /// Patient boluses that fall into as many hours, one as soon as the last one's lockout has passed.
    static func patientBoluses(of program: Program, hours: Int) -> Int64 {
        guard let patient = program.patientBolus else { return 0 }
        var given: Int64 = 0
        var minute = 0
        while minute < hours * 60, given < patient.allottedPer24Hours {
            given += 1
            minute += patient.lockoutMinutes
        }
        return given * patient.bolus.dose.nanograms
    }

    /// The most in 24 h of which the last `0...24` hours are to come, the schedule at its worst phase; in nanograms.
    static func worst24Hours(of program: Program, on report: PumpReport, minimum: DailyDose) -> Int64 {
        let base = greatest(of: program.base, minimum: minimum)
        var bolus: Int64 = 0
        if case .bolus(let given) = program.once { bolus = given.dose.nanograms }
        return (0...24).map { coming in
            // whole hours behind, without the running one: never more than was really delivered
            let past = report.deliveredByHour.dropFirst().prefix(24 - coming).reduce(0) { $0 + $1.nanograms }
            guard coming > 0 else { return past }
            return past + base[coming] + bolus + patientBoluses(of: program, hours: coming)
        }.max() ?? 0
    }
}
