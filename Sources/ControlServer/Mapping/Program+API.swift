internal import ControlAPI
internal import PumpModel

/// Programs as they are answered: each amount as text and as a number.
extension API.Program {
    init(_ program: Program) {
        self.init(
            mode: API.Mode(program.base), once: program.once.map(API.Once.init),
            patientBolus: program.patientBolus.map(API.PatientBolus.init), text: program.description)
        switch program.base {
        case .stopped, .minimumRate: break
        case .simpleContinuous(let dose): say(dose)
        case .flex(let flex): schedule = API.Schedule(flex)
        case .periodicBoluses(let boluses, let dose):
            say(dose)
            periodic = API.PeriodicBoluses(boluses)
        }
    }

    private mutating func say(_ dose: DailyDose) {
        doseNanogramsPerDay = dose.nanogramsPerDay
        doseMicrogramsPerDay = dose.decimalText
    }
}

extension API.Mode {
    init(_ base: BaseProgram) {
        self =
            switch base {
            case .stopped: .stopped
            case .minimumRate: .minimumRate
            case .simpleContinuous: .simpleContinuous
            case .flex: .flex
            case .periodicBoluses: .periodicBoluses
            }
    }
}

extension API.Schedule {
    init(_ flex: FlexSchedule) {
        var days: [(day: DaySchedule, weekdays: [API.Weekday])] = []
        for (day, weekday) in zip(flex.week, API.Weekday.allCases) {
            if let index = days.firstIndex(where: { $0.day == day }) {
                days[index].weekdays.append(weekday)
            } else {
                days.append((day, [weekday]))
            }
        }
        self.init(
            utcOffsetMinutes: Int64(flex.utcOffsetMinutes),
            days: days.map { each in
                API.Day(
                    weekdays: each.weekdays, totalNanograms: each.day.total,
                    totalMicrograms: DailyDose(checked: each.day.total).decimalText,
                    steps: each.day.steps.map(API.Step.init))
            })
    }
}

extension API.Step {
    init(_ step: RateStep) {
        self.init(
            start: step.clockText, nanogramsPerHour: step.rate.nanogramsPerHour,
            microgramsPerHour: step.rate.decimalText)
    }
}

extension API.PeriodicBoluses {
    init(_ boluses: PeriodicBoluses) {
        self.init(
            doseNanograms: boluses.bolus.dose.nanograms, doseMicrograms: boluses.bolus.dose.decimalText,
            durationSeconds: boluses.bolus.duration.seconds, intervalMinutes: Int64(boluses.intervalMinutes),
            firstAfterMinutes: Int64(boluses.firstAfterMinutes))
    }
}

extension API.Once {
    init(_ once: OneTimeDelivery) {
        switch once {
        case .bolus(let bolus):
            self.init(
                kind: .bolus, doseNanograms: bolus.dose.nanograms, doseMicrograms: bolus.dose.decimalText,
                durationSeconds: bolus.duration.seconds)
        case .prime(let timed): self.init(.prime, timed)
        case .bridge(let timed): self.init(.bridge, timed)
        }
    }

    private init(_ kind: Kind, _ timed: TimedVolume) {
        self.init(
            kind: kind, volumeNanoliters: timed.volume.nanoliters, volumeMilliliters: timed.volume.decimalText,
            durationSeconds: timed.duration.seconds)
    }
}

extension API.PatientBolus {
    init(_ patient: PatientBolus) {
        self.init(
            doseNanograms: patient.bolus.dose.nanograms, doseMicrograms: patient.bolus.dose.decimalText,
            durationSeconds: patient.bolus.duration.seconds, allottedPer24Hours: Int64(patient.allottedPer24Hours),
            lockoutMinutes: Int64(patient.lockoutMinutes))
    }
}

extension TimeSpan {
    /// Whole seconds: what boluses, primes and bridges last.
    fileprivate var seconds: Int64 { milliseconds / 1_000 }
}
