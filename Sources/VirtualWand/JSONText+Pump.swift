internal import PumpModel

/// What a pump was told, as JSON: a base by its kind, and beside it what stands on top.
extension JSONText {
    static func time(_ time: Timestamp?) -> JSONText { time.map { .text($0.description) } ?? .null }

    static func applied(_ change: AppliedChange) -> JSONText {
        .object([
            ("transaction", .text(change.applied.transaction.description)),
            ("revision", .number(change.applied.revision.number)), ("at", time(change.applied.at)),
            ("changedRevision", .flag(change.changedRevision)), ("program", program(change.program)),
        ])
    }

    static func program(_ program: Program) -> JSONText {
        var fields = base(program.base)
        if let once = program.once { fields.append(("once", .object(self.once(once)))) }
        if let patient = program.patientBolus {
            fields.append(
                (
                    "patientBolus",
                    .object(
                        bolus(patient.bolus) + [
                            ("allottedPer24Hours", .number(patient.allottedPer24Hours)),
                            ("lockoutMinutes", .number(patient.lockoutMinutes)),
                        ])
                ))
        }
        return .object(fields)
    }

    static func setUp(_ setUp: PumpSetUp) -> JSONText {
        .object([
            ("patient", .text(setUp.patient.text)), ("patientClass", .text(setUp.patientClass.name)),
            ("tubingNanoliters", .number(setUp.tubingVolume.nanoliters)),
            ("catheterMicrometers", .number(setUp.catheterLength.micrometers)),
            ("catheterNanoliters", .number(setUp.catheterVolume.nanoliters)),
            ("lowReservoirNanoliters", .number(setUp.lowReservoirVolume.nanoliters)),
            ("calibrationConstant", .number(setUp.calibrationConstant)),
        ])
    }

    static func refill(_ applied: AppliedRefill) -> JSONText {
        .object([
            ("withdrawnNanoliters", .number(applied.refill.withdrawn.nanoliters)),
            ("filledNanoliters", .number(applied.refill.filled.nanoliters)),
            ("concentrationMicrogramsPerMilliliter", .number(applied.refill.concentration.microgramsPerMilliliter)),
            ("revision", .number(applied.revision.number)), ("at", .text(applied.at.description)),
        ])
    }

    private static func base(_ base: BaseProgram) -> [(String, JSONText)] {
        switch base {
        case .stopped: [("kind", .text("stopped"))]
        case .minimumRate: [("kind", .text("minimumRate"))]
        case .simpleContinuous(let dose):
            [("kind", .text("simpleContinuous")), ("doseNanogramsPerDay", .number(dose.nanogramsPerDay))]
        case .flex(let schedule):
            [
                ("kind", .text("flex")), ("utcOffsetMinutes", .number(schedule.utcOffsetMinutes)),
                ("week", .list(schedule.week.map(day))),
            ]
        case .periodicBoluses(let boluses, let dose):
            [("kind", .text("periodicBoluses")), ("doseNanogramsPerDay", .number(dose.nanogramsPerDay))]
                + bolus(boluses.bolus) + [
                    ("intervalMinutes", .number(boluses.intervalMinutes)),
                    ("firstAfterMinutes", .number(boluses.firstAfterMinutes)),
                ]
        }
    }

    private static func once(_ once: OneTimeDelivery) -> [(String, JSONText)] {
        switch once {
        case .bolus(let bolus): [("kind", .text("bolus"))] + self.bolus(bolus)
        case .prime(let timed): [("kind", .text("prime"))] + volume(timed)
        case .bridge(let timed): [("kind", .text("bridge"))] + volume(timed)
        }
    }

    private static func bolus(_ bolus: Bolus) -> [(String, JSONText)] {
        [
            ("bolusNanograms", .number(bolus.dose.nanograms)),
            ("bolusSeconds", .number(bolus.duration.milliseconds / 1_000)),
        ]
    }

    private static func volume(_ timed: TimedVolume) -> [(String, JSONText)] {
        [
            ("nanoliters", .number(timed.volume.nanoliters)),
            ("seconds", .number(timed.duration.milliseconds / 1_000)),
        ]
    }

    private static func day(_ day: DaySchedule) -> JSONText {
        .list(
            day.steps.map { step in
                .object([
                    ("startMinute", .number(step.startMinute)),
                    ("nanogramsPerHour", .number(step.rate.nanogramsPerHour)),
                ])
            })
    }
}
