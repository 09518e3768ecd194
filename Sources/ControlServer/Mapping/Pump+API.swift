internal import CommandQueue
internal import ControlAPI
internal import PumpModel
internal import WandService

extension API.Pump {
    init(_ pump: PumpSnapshot) {
        let report = pump.known.report
        let readAt = pump.known.readAt.utc
        let total = try? report.program.total24Hours(minimumRateDose: report.minimumRateDose)
        self.init(
            serial: report.identity.serial.text, model: report.identity.model, firmware: report.identity.firmware,
            reservoirSizeNanoliters: report.identity.reservoirSize.nanoliters,
            calibrationConstant: report.identity.calibrationConstant, wand: pump.wand,
            readAt: readAt.description, ageMilliseconds: pump.ageMilliseconds,
            pumpClock: report.clock.description,
            pumpClockOffsetMilliseconds: report.clock.milliseconds(since: readAt), drug: report.drug.name,
            concentrationMicrogramsPerMilliliter: report.concentration.microgramsPerMilliliter,
            revision: report.revision.number, program: API.Program(report.program),
            programmedAt: report.programmedAt.description, total24HoursNanograms: total?.nanogramsPerDay,
            total24HoursMicrograms: total?.decimalText,
            actualFlowNanolitersPerDay: report.actualFlow.nanolitersPerDay,
            bolusRemainingNanograms: report.bolusRemaining.nanograms, reservoirNanoliters: report.reservoir.nanoliters,
            lowReservoirNanoliters: report.lowReservoirVolume.nanoliters,
            residualNanoliters: report.residualVolume.nanoliters,
            minimumFlowNanolitersPerDay: report.minimumFlow.nanolitersPerDay,
            serviceDaysRemaining: report.serviceDaysRemaining,
            withdrawal: API.Withdrawal(report, ageMilliseconds: pump.ageMilliseconds),
            staged: report.staged.map(API.Staged.init), lastApplied: report.lastApplied.map(API.Applied.init),
            appliedCount: report.appliedCount, newestEvent: report.newestEvent,
            hasCriticalAlarm: report.alarms.contains { $0.cause.alarmClass == .critical },
            alarms: report.alarms.map(API.Alarm.init))
    }
}

extension API.Staged {
    init(_ staged: StagedProgram) {
        self.init(
            transaction: staged.transaction.description, baseRevision: staged.baseRevision.number,
            program: API.Program(staged.program), remainingMilliseconds: staged.remaining.milliseconds)
    }
}

extension API.Applied {
    init(_ applied: AppliedTransaction) {
        self.init(
            transaction: applied.transaction.description, revision: applied.revision.number,
            at: applied.at.description)
    }
}

extension API.Alarm {
    init(_ alarm: Alarm) {
        self.init(
            cause: alarm.cause.name, class: alarm.cause.alarmClass.rawValue, since: alarm.since.description)
    }
}

extension Drug {
    /// The stable name in JSON.
    var name: String {
        switch self {
        case .baclofen: "baclofen"
        }
    }
}
