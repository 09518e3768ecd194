internal import PumpModel
internal import WandProtocol

extension VirtualWand {
    /// Everything that an outside test wants to know, as one line of JSON; brings the pump up to `now` on paper only.
    package func stateJSON(at now: Int64) -> String {
        var shown = pump
        _ = shown.advance(to: timeline.moment(at: now))
        let sections = [
            wandState(at: now), shown.programState, shown.deliveryState, shown.lineState,
            [("clockDriftPerMillion", .number(timeline.driftPerMillion))], shown.logState,
        ]
        return JSONText.object(sections.flatMap { $0 }).line
    }

    private func wandState(at now: Int64) -> [(String, JSONText)] {
        [
            ("wandSerial", .text(configuration.identity.serial.text)),
            ("uptimeSeconds", .number(status(at: now).uptimeSeconds)),
            ("inSession", .flag(isInSession)),
            ("inRange", .flag(configuration.isPumpInRange)),
            ("strengthPercent", .number(configuration.strengthPercent)),
        ]
    }
}

/// A pump's state in pieces.
extension VirtualPump {
    fileprivate var programState: [(String, JSONText)] {
        [
            ("pumpSerial", .text(memory.identity.serial.text)),
            ("implanted", .flag(memory.isImplanted)),
            ("clock", .text(memory.clock.description)),
            ("clockCorrectionMilliseconds", .number(memory.clockCorrection.milliseconds)),
            ("concentrationMicrogramsPerMilliliter", .number(memory.concentration.microgramsPerMilliliter)),
            ("revision", .number(memory.revision.number)),
            ("program", .program(memory.program)),
            ("programmedAt", .text(memory.programmedAt.description)),
            ("setUp", memory.setUp.map { .setUp($0) } ?? .null),
            ("lastRefill", memory.lastRefill.map { .refill($0) } ?? .null),
            ("stagedTransaction", stagedTransaction.map { .text($0.description) } ?? .null),
        ]
    }

    fileprivate var deliveryState: [(String, JSONText)] {
        let report = report
        return [
            ("actualFlowNanolitersPerDay", .number(report.actualFlow.nanolitersPerDay)),
            ("bolusRemainingNanograms", .number(report.bolusRemaining.nanograms)),
            ("patientBoluses", .number(report.patientBoluses)),
            ("deliveredNanogramsByHour", .list(report.deliveredByHour.map { .number($0.nanograms) })),
            ("reservoirNanoliters", .number(report.reservoir.nanoliters)),
            ("reservoirParts", .text(String(memory.reservoirParts))),
            ("serviceDaysRemaining", .number(report.serviceDaysRemaining)),
            ("stoppedSince", .time(memory.nothingFlowsSince)),
            ("hungSince", .time(memory.hungSince)),
        ]
    }

    /// What the pump can not know.
    fileprivate var lineState: [(String, JSONText)] {
        [
            ("rotor", memory.fieldStall.map { .rotor($0) } ?? .null),
            ("accuracyPerMille", .number(memory.physics.accuracyPerMille)),
            ("trueReservoirNanoliters", .number(memory.trueReservoir.nanoliters)),
            ("line", memory.physics.line.map { .line($0) } ?? .null),
        ]
    }

    fileprivate var logState: [(String, JSONText)] {
        [
            ("conditions", .list(memory.conditions.map(\.rawValue).sorted().map { .text($0) })),
            ("alarms", .list(memory.alarms.map { .text($0.cause.name) })),
            ("newestEvent", .number(memory.newestEvent)),
            ("newestFault", .number(memory.newestFault)),
            ("appliedCount", .number(memory.appliedCount)),
            ("applied", .list(memory.history.map(JSONText.applied))),
        ]
    }
}
