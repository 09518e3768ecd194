package import PumpModel
internal import WandProtocol

extension VirtualPump {
    /// What an interrogation reads at the pump's clock.
    package var report: PumpReport {
        let now = memory.clock.millisecondsSince1970
        let day = TimeSpan.day.milliseconds
        let untilReplacement = max(0, memory.electiveReplacementAt.milliseconds(since: memory.clock))
        return PumpReport(
            identity: memory.identity, clock: memory.clock, drug: memory.drug, concentration: memory.concentration,
            revision: memory.revision, program: memory.program, programmedAt: memory.programmedAt,
            actualFlow: memory.rate.flow(at: now, concentration: memory.concentration),
            bolusRemaining: memory.schedule.onceRemaining(at: now), reservoir: memory.reservoir,
            lowReservoirVolume: memory.bounds.lowReservoirVolume, residualVolume: memory.bounds.residualVolume,
            minimumFlow: memory.bounds.minimumFlow,
            // a day that has begun counts: zero only once the indicator stands
            serviceDaysRemaining: UInt16(clamping: (untilReplacement + day - 1) / day),
            stoppedSince: memory.nothingFlowsSince, staged: stage.map(described), lastApplied: memory.lastApplied,
            appliedCount: memory.appliedCount, newestEvent: memory.newestEvent, alarms: memory.alarms,
            newestFault: memory.newestFault, clockCorrection: memory.clockCorrection, setUp: memory.setUp,
            lastRefill: memory.lastRefill, patientBoluses: UInt8(clamping: memory.recentPatientBoluses),
            deliveredByHour: memory.hours.doses)
    }

    func described(_ stage: Stage) -> StagedProgram {
        StagedProgram(
            transaction: stage.transaction, baseRevision: stage.baseRevision, change: stage.change,
            remaining: TimeSpan(checked: max(0, stage.expiresAt - uptime)))
    }
}
