internal import PumpModel

/// The most that a patient can receive by a program in any stretch of time from its start on: never less than true.
///
/// Every bolus that falls into the stretch counts in full, a schedule is at its worst phase, and a prime does not hold the base
/// back; what a bridge brings is the old drug.
struct GreatestDelivery {
    private let program: Program
    private let minimumRateDose: DailyDose
    private let oldConcentration: Concentration
    private let schedule: ScheduleSums?

    init(of program: Program, minimumRateDose: DailyDose, oldConcentration: Concentration) {
        self.program = program
        self.minimumRateDose = minimumRateDose
        self.oldConcentration = oldConcentration
        schedule = if case .flex(let schedule) = program.base { ScheduleSums(schedule) } else { nil }
    }

    /// In nanograms, rounded up.
    /// - Parameter milliseconds: up to a day.
    func within(_ milliseconds: Int64) -> Int64 {
        guard milliseconds > 0 else { return 0 }
        let sum =
            switch program.once {
            case .bolus(let bolus): ofBase(milliseconds) + bolus.dose.nanograms
            case .bridge(let bridge): ofBridge(bridge, milliseconds)
            case .prime, nil: ofBase(milliseconds)
            }
        guard let patient = program.patientBolus else { return sum }
        let possible = 1 + milliseconds / (Int64(patient.lockoutMinutes) * 60_000)
        return sum + min(possible, Int64(patient.allottedPer24Hours)) * patient.bolus.dose.nanograms
    }

    private func ofBase(_ milliseconds: Int64) -> Int64 {
        func part(of dose: DailyDose) -> Int64 {
            (dose.nanogramsPerDay * milliseconds + TimeSpan.day.milliseconds - 1) / TimeSpan.day.milliseconds
        }
        switch program.base {
        case .stopped: return 0
        case .minimumRate: return part(of: minimumRateDose)
        case .simpleContinuous(let dose): return part(of: dose)
        case .flex: return schedule?.greatest(inMinutes: Int((milliseconds + 59_999) / 60_000)) ?? 0
        case .periodicBoluses(let boluses, let dose):
            let interval = Int64(boluses.intervalMinutes) * 60_000
            return part(of: dose) + (milliseconds + interval - 1) / interval * boluses.bolus.dose.nanograms
        }
    }

    /// The old drug as long as the bridge lasts, then the base.
    private func ofBridge(_ bridge: TimedVolume, _ milliseconds: Int64) -> Int64 {
        let bridging = min(milliseconds, bridge.duration.milliseconds)
        // 1 nL at 1 mcg/mL is 1 pg
        let drug = Int128(bridge.volume.nanoliters) * Int128(oldConcentration.microgramsPerMilliliter)
        let nanograms = dividedUp(drug * Int128(bridging), by: Int128(bridge.duration.milliseconds) * 1_000)
        return Int64(nanograms) + ofBase(milliseconds - bridging)
    }
}

/// What a schedule brings from midnight to each minute of its period and one day more.
private struct ScheduleSums {
    /// In sixtieths of a nanogram.
    private var sums: [Int64] = [0]
    /// Minutes at which a rate begins.
    private var starts: [Int] = []
    /// Minutes after which it repeats: a day or a week.
    private let period: Int

    init(_ schedule: FlexSchedule) {
        let isEveryDay = schedule.week.allSatisfy { $0 == schedule.week[0] }
        let days = isEveryDay ? Array(schedule.week.prefix(1)) : schedule.week
        period = days.count * 1_440
        sums.reserveCapacity(period + 1_441)
        for (number, day) in (days + days.prefix(1)).enumerated() {
            if number < days.count { starts += day.steps.map { number * 1_440 + $0.startMinute } }
            var sum = sums[sums.count - 1]
            for (step, end) in zip(day.steps, day.steps.dropFirst().map(\.startMinute) + [1_440]) {
                for _ in step.startMinute..<end {
                    sum += step.rate.nanogramsPerHour
                    sums.append(sum)
                }
            }
        }
    }

    /// The most that any stretch of so many minutes, up to a day, brings, rounded up to whole nanograms.
    func greatest(inMinutes minutes: Int) -> Int64 {
        // piecewise linear in where the stretch begins: its peak is where a rate begins or the stretch ends
        var greatest: Int64 = 0
        for start in starts {
            let earlier = start >= minutes ? start - minutes : start - minutes + period
            greatest = max(greatest, sums[start + minutes] - sums[start], sums[earlier + minutes] - sums[earlier])
        }
        return (greatest + 59) / 60
    }
}
