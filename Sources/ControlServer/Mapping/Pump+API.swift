internal import CommandQueue
internal import ControlAPI
internal import PumpModel
internal import WandService

extension API.Pump {
    init(_ pump: PumpSnapshot) {
        let report = pump.known.report
        let readAt = pump.known.readAt.utc
        let total = try? report.runningProgram.total24Hours(minimumRateDose: report.minimumRateDose)
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
            greatest24HoursNanograms: try? report.runningProgram.greatest24Hours(
                minimumRateDose: report.minimumRateDose
            ).nanogramsPerDay,
            actualFlowNanolitersPerDay: report.actualFlow.nanolitersPerDay,
            bolusRemainingNanograms: report.bolusRemaining.nanograms, reservoirNanoliters: report.reservoir.nanoliters,
            lowReservoirNanoliters: report.lowReservoirVolume.nanoliters,
            residualNanoliters: report.residualVolume.nanoliters,
            minimumFlowNanolitersPerDay: report.minimumFlow.nanolitersPerDay,
            serviceDaysRemaining: report.serviceDaysRemaining,
            withdrawal: API.Withdrawal(report, ageMilliseconds: pump.ageMilliseconds),
            session: API.TherapySession(pump.session), staged: report.staged.map(API.Staged.init),
            lastApplied: report.lastApplied.map(API.Applied.init),
            appliedCount: report.appliedCount, newestEvent: report.newestEvent,
            newestFault: report.newestFault, clockCorrectionMilliseconds: report.clockCorrection.milliseconds,
            setUp: report.setUp.map(API.SetUp.init), lastRefill: report.lastRefill.map(API.LastRefill.init),
            patientBoluses24Hours: report.patientBoluses,
            deliveredByHourNanograms: report.deliveredByHour.map(\.nanograms),
            hasCriticalAlarm: report.alarms.contains { $0.cause.alarmClass == .critical },
            alarms: report.alarms.map(API.Alarm.init))
    }
}

extension API.Staged {
    init(_ staged: StagedProgram) {
        self.init(
            transaction: staged.transaction.description, baseRevision: staged.baseRevision.number,
            change: API.Change(staged.change), remainingMilliseconds: staged.remaining.milliseconds)
    }
}

extension API.LastRefill {
    init(_ applied: AppliedRefill) {
        self.init(
            refill: API.Refill(applied.refill), revision: applied.revision.number, at: applied.at.description)
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
