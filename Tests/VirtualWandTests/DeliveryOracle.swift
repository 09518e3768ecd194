import PumpModel
import VirtualWand

/// What a pump must deliver, worked out minute by minute: nothing in it knows of boundaries, sums or the pump's code.
///
/// Everything happens at whole minutes after the start, 2026-01-01T00:00Z, a Thursday.
struct DeliveryOracle {
    var program: Program
    /// Minutes after the start.
    var programmedAt = 0
    var concentration: Int64 = 500
    var correctionMinutes = 0
    var isStalled = false
    /// Of all programs, in minutes after the start.
    var given: [Int] = []
    /// Of the program that runs.
    private var givenNow: [Int] = []
    private(set) var minute = 0
    /// In parts.
    private(set) var delivered: Int128 = 0
    /// In each hour since the start, in parts.
    private(set) var hours: [Int128] = [0]

    init(program: Program) { self.program = program }

    mutating func apply(_ program: Program) {
        self.program = program
        programmedAt = minute
        givenNow = []
    }

    /// Whether the patient gets a bolus now.
    mutating func patientAsks() -> Bool {
        guard let patient = program.patientBolus, !isReplaced,
            !given.contains(where: { minute - $0 < patient.lockoutMinutes }),
            given.filter({ minute - $0 < 1_440 }).count < patient.allottedPer24Hours
        else { return false }
        given.append(minute)
        givenNow.append(minute)
        return true
    }

    mutating func run(to end: Int) {
        while minute < end {
            let parts = isStalled ? 0 : partsOfThisMinute
            delivered += parts
            hours[hours.count - 1] += parts
            minute += 1
            if minute % 60 == 0 { hours.append(0) }
        }
    }

    /// Minutes since the program was applied.
    private var age: Int { minute - programmedAt }

    private var isReplaced: Bool {
        switch program.once {
        case .prime(let timed), .bridge(let timed): age < Int(timed.duration.milliseconds) / 60_000
        case .bolus, nil: false
        }
    }

    private var partsOfThisMinute: Int128 {
        var parts: Int128 = 0
        switch program.once {
        case .bolus(let bolus): parts += share(of: bolus, after: age)
        case .prime(let timed), .bridge(let timed):
            let minutes = timed.duration.milliseconds / 60_000
            // picograms in the whole volume, times the milliseconds of a day, divided by its minutes
            if isReplaced {
                return Int128(timed.volume.nanoliters * concentration) * 86_400_000 / Int128(minutes)
            }
        case nil: break
        }
        if let patient = program.patientBolus {
            for at in givenNow { parts += share(of: patient.bolus, after: minute - at) }
        }
        return parts + baseParts
    }

    private var baseParts: Int128 {
        switch program.base {
        case .stopped: 0
        // nanoliters per day, each of so many picograms, over a 1440th of a day
        case .minimumRate: 6_000 * Int128(concentration) * 86_400_000 / 1_440
        case .simpleContinuous(let dose): Int128(dose.nanogramsPerDay) * 1_000 * 60_000
        case .flex(let schedule): Int128(rate(of: schedule).nanogramsPerHour) * 1_000 * 86_400_000 / 60
        case .periodicBoluses(let boluses, let dose):
            Int128(dose.nanogramsPerDay) * 1_000 * 60_000 + parts(of: boluses)
        }
    }

    private func parts(of boluses: PeriodicBoluses) -> Int128 {
        var begun = age - boluses.firstAfterMinutes
        switch program.once {
        case .prime(let timed), .bridge(let timed): begun -= Int(timed.duration.milliseconds / 60_000)
        case .bolus, nil: break
        }
        return begun < 0 ? 0 : share(of: boluses.bolus, after: begun % boluses.intervalMinutes)
    }

    private func rate(of schedule: FlexSchedule) -> HourlyDose {
        // Thursday has three days before it, Monday first
        let local = minute + correctionMinutes + schedule.utcOffsetMinutes + 3 * 1_440 + 1_000 * 7 * 1_440
        let steps = schedule.week[local / 1_440 % 7].steps
        return steps.last { $0.startMinute <= local % 1_440 }?.rate ?? .zero
    }

    /// What a bolus gives in the minute that begins so many minutes after it.
    private func share(of bolus: Bolus, after minutes: Int) -> Int128 {
        let all = Int(bolus.duration.milliseconds / 60_000)
        guard (0..<all).contains(minutes) else { return 0 }
        return Int128(bolus.dose.nanograms) * 1_000 * 86_400_000 / Int128(all)
    }
}
