import ClinicalRecord
import ControlAPI
import PumpModel

/// What the API says of a pump as what the papers show. Nil where an answer holds what no daemon of this version sends.
extension ClinicalRecord.PumpState {
    init?(_ pump: API.Pump, _ card: API.Card) {
        guard let serial = PumpSerial(pump.serial), let size = try? Volume(raw: pump.reservoirSizeNanoliters),
            let drug = Drug(name: pump.drug),
            let concentration = try? Concentration(raw: pump.concentrationMicrogramsPerMilliliter),
            let programmedAt = Timestamp(pump.programmedAt), let readAt = Timestamp(pump.readAt),
            let reservoir = try? Volume(raw: pump.reservoirNanoliters),
            let low = try? Volume(raw: pump.lowReservoirNanoliters),
            let residual = try? Volume(raw: pump.residualNanoliters),
            let flow = try? Flow(raw: pump.actualFlowNanolitersPerDay),
            let worst = try? Flow(raw: card.worstFlowNanolitersPerDay)
        else { return nil }
        self.init(
            identity: PumpIdentity(
                serial: serial, model: pump.model, firmware: pump.firmware, reservoirSize: size,
                calibrationConstant: pump.calibrationConstant),
            drug: drug, concentration: concentration, revision: ProgramRevision(pump.revision),
            programmedAt: programmedAt, readAt: readAt, clockOffsetMilliseconds: pump.pumpClockOffsetMilliseconds,
            reservoir: reservoir, lowReservoirVolume: low, residualVolume: residual, actualFlow: flow, worstFlow: worst,
            serviceDaysRemaining: pump.serviceDaysRemaining,
            stoppedSince: pump.withdrawal.flatMap { Timestamp($0.stoppedSince) })
    }
}

extension ClinicalRecord.Patient {
    init?(_ setUp: API.SetUp) {
        guard let value = setUp.value else { return nil }
        self.init(
            code: value.patient.text, patientClass: value.patientClass.title,
            catheterLengthMillimeters: value.catheterLength.micrometers / 1_000, catheterVolume: value.catheterVolume)
    }
}

extension ClinicalRecord.ProgramSummary {
    init?(_ pump: API.Pump) {
        guard let total = pump.total24HoursNanograms.flatMap({ try? DailyDose(raw: $0) }) else { return nil }
        self.init(lines: pump.program.lines, total24Hours: total, profile: pump.program.profile)
    }

    /// What ran before a change was applied.
    init?(before command: API.Command) {
        guard let proposal = command.proposal, let total = try? DailyDose(raw: proposal.oldTotal24HoursNanograms)
        else { return nil }
        self.init(lines: proposal.old.lines, total24Hours: total, profile: proposal.old.profile)
    }
}

extension API.Program {
    fileprivate var lines: [String] { line.split(separator: ";").map { String($0.drop { $0 == " " }) } }

    /// The first day of a schedule; else one rate all day, rounded down to whole nanograms an hour.
    fileprivate var profile: [ClinicalRecord.ProfileStep] {
        if let day = schedule?.days.first {
            return day.steps.compactMap { step in
                guard let minute = MinuteText.minute(of: step.start), let rate = step.nanogramsPerHour else {
                    return nil
                }
                return .init(startMinute: minute, nanogramsPerHour: rate)
            }
        }
        return doseNanogramsPerDay.map { [.init(startMinute: 0, nanogramsPerHour: $0 / 24)] } ?? []
    }
}

extension ClinicalRecord.Titration {
    init(_ command: API.Command) {
        self.init(
            transaction: command.id, at: Timestamp(command.acceptedAt) ?? Timestamp(clamping: 0),
            operatorName: command.operator, userID: command.userID, reason: command.reason,
            overrideReason: command.overrideReason, program: command.change?.program.line ?? "emergency stop",
            total24Hours: command.kind == .stop
                ? .zero : command.proposal.flatMap { try? DailyDose(raw: $0.newTotal24HoursNanograms) },
            changeBasisPoints: command.proposal?.changeBasisPoints, outcome: command.state.rawValue,
            isApplied: command.outcome.certainty == .applied)
    }
}

extension ClinicalRecord.StandingAlarm {
    init?(_ alarm: API.ListedAlarm) {
        guard let since = Timestamp(alarm.since) else { return nil }
        self.init(
            title: alarm.title, cause: alarm.name, isCritical: alarm.class == .critical,
            priority: alarm.priority.rawValue, since: since, clearedAt: nil,
            source: AlarmCause.allCases.contains { $0.name == alarm.name } ? "pump" : "daemon")
    }
}

extension ClinicalRecord.AuditMark {
    /// Reads "SEQUENCE:HASH".
    init?(_ head: String) {
        let parts = head.split(separator: ":")
        guard parts.count == 2, let sequence = Int64(parts[0]) else { return nil }
        self.init(sequence: sequence, hash: String(parts[1]))
    }
}
