internal import PumpModel
internal import WandProtocol

extension VirtualWand {
    /// Everything that an outside test wants to know, as one line of JSON; brings the pump up to `now` on paper only.
    package func stateJSON(at now: Int64) -> String {
        var shown = pump
        _ = shown.advance(to: timeline.moment(at: now))
        let memory = shown.memory
        let report = shown.report
        let state: [(String, JSONText)] = [
            ("wandSerial", .text(configuration.identity.serial.text)),
            ("uptimeSeconds", .number(status(at: now).uptimeSeconds)),
            ("inSession", .flag(isInSession)),
            ("inRange", .flag(configuration.isPumpInRange)),
            ("strengthPercent", .number(configuration.strengthPercent)),
            ("pumpSerial", .text(memory.identity.serial.text)),
            ("implanted", .flag(memory.isImplanted)),
            ("clock", .text(memory.clock.description)),
            ("concentrationMicrogramsPerMilliliter", .number(memory.concentration.microgramsPerMilliliter)),
            ("revision", .number(memory.revision.number)),
            ("program", Self.json(memory.program)),
            ("programmedAt", .text(memory.programmedAt.description)),
            ("actualFlowNanolitersPerDay", .number(report.actualFlow.nanolitersPerDay)),
            ("bolusRemainingNanograms", .number(report.bolusRemaining.nanograms)),
            ("reservoirNanoliters", .number(report.reservoir.nanoliters)),
            ("reservoirParts", .text(String(memory.reservoirParts))),
            ("serviceDaysRemaining", .number(report.serviceDaysRemaining)),
            ("stoppedSince", memory.nothingFlowsSince.map { .text($0.description) } ?? .null),
            ("stagedTransaction", shown.stagedTransaction.map { .text($0.description) } ?? .null),
            ("conditions", .list(memory.conditions.map(\.rawValue).sorted().map { .text($0) })),
            ("alarms", .list(memory.alarms.map { .text($0.cause.name) })),
            ("newestEvent", .number(memory.newestEvent)),
            ("appliedCount", .number(memory.appliedCount)),
            ("applied", .list(memory.history.map(Self.json))),
        ]
        return JSONText.object(state).line
    }

    private static func json(_ change: AppliedChange) -> JSONText {
        .object([
            ("transaction", .text(change.applied.transaction.description)),
            ("revision", .number(change.applied.revision.number)), ("at", .text(change.applied.at.description)),
            ("changedRevision", .flag(change.changedRevision)), ("program", json(change.program)),
        ])
    }

    private static func json(_ program: Program) -> JSONText {
        switch program {
        case .stopped: .object([("kind", .text("stopped"))])
        case .minimumRate: .object([("kind", .text("minimumRate"))])
        case .simpleContinuous(let dose):
            .object([
                ("kind", .text("simpleContinuous")), ("doseNanogramsPerDay", .number(dose.nanogramsPerDay)),
            ])
        case .singleBolus(let bolus, let base):
            .object([
                ("kind", .text("singleBolus")), ("bolusNanograms", .number(bolus.dose.nanograms)),
                ("bolusSeconds", .number(bolus.duration.milliseconds / 1_000)),
                ("baseNanogramsPerDay", .number(base.nanogramsPerDay)),
            ])
        }
    }
}
