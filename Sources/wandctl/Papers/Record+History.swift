import ClinicalRecord
import ControlAPI
import PumpModel

extension ClinicalRecord.Titration {
    init(_ command: API.Command) {
        let proposal = command.proposal
        let bolus = proposal?.new.program.once?.doseNanograms
        self.init(
            transaction: command.id, at: Timestamp(command.acceptedAt) ?? Timestamp(clamping: 0),
            operatorName: command.operator, userID: command.userID, reason: command.reason,
            overrideReason: command.overrideReason, passedLimits: proposal?.softLimits.map(\.code) ?? [],
            program: command.change?.program.line ?? "emergency stop",
            totalBefore: proposal.flatMap { try? DailyDose(raw: $0.oldTotal24HoursNanograms) },
            total24Hours: command.kind == .stop
                ? .zero : proposal.flatMap { try? DailyDose(raw: $0.newTotal24HoursNanograms) },
            lasting24Hours: proposal.flatMap { proposal in
                bolus.flatMap { try? DailyDose(raw: proposal.newTotal24HoursNanograms - $0) }
            },
            changeBasisPoints: proposal?.changeBasisPoints, outcome: command.state.rawValue,
            isApplied: command.outcome.certainty == .applied)
    }
}

extension ClinicalRecord.ListedAlarm {
    init?(_ alarm: API.ListedAlarm) {
        guard let since = Timestamp(alarm.since) else { return nil }
        self.init(
            title: alarm.title, cause: alarm.name, isCritical: alarm.class == .critical,
            priority: alarm.priority.rawValue, since: since, state: State(alarm.state, by: alarm.userID),
            source: AlarmCause.allCases.contains { $0.name == alarm.name } ? "pump" : "daemon")
    }
}

extension ClinicalRecord.ListedAlarm.State {
    fileprivate init(_ state: API.AlarmState, by user: UInt32?) {
        self =
            switch state {
            case .sounding: .sounding
            case .silenced: .silenced(by: user)
            case .acknowledged: .acknowledged(by: user)
            case .clearedNotAcknowledged: .ended
            }
    }
}

/// The changes that were applied, and what ran before the program that runs: told only where revision leads to revision.
struct AppliedHistory {
    private let applied: [UInt32: API.Command]
    private let revision: UInt32

    /// - Parameters:
    ///   - commands: newest first.
    ///   - revision: the pump's own, of the program that runs.
    init(_ commands: [API.Command], revision: UInt32) {
        self.revision = revision
        let made = commands.compactMap { command in
            command.outcome.certainty == .applied ? command.appliedRevision.map { ($0, command) } : nil
        }
        // a stop of a stopped pump changes no revision: the older one made it
        applied = Dictionary(made) { _, older in older }
    }

    /// What the newest change replaced.
    var before: ClinicalRecord.ProgramSummary? { replaced(at: revision) }

    /// What was programmed to flow before delivery was stopped.
    var beforeStop: ClinicalRecord.ProgramSummary? {
        var place = revision
        while let program = replaced(at: place) {
            if !program.days.isEmpty { return program }
            place -= 1
        }
        return nil
    }

    /// What the change that made a revision replaced: by its proposal, and of a stop, which has none, what the change
    /// before it made.
    private func replaced(at revision: UInt32) -> ClinicalRecord.ProgramSummary? {
        guard revision > 0, let command = applied[revision] else { return nil }
        if let summary = ClinicalRecord.ProgramSummary(before: command) { return summary }
        return applied[revision - 1].flatMap(ClinicalRecord.ProgramSummary.init(after:))
    }
}
