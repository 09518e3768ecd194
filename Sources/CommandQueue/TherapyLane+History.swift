internal import Dosing
internal import PumpModel

extension TherapyLane {
    /// What the commands that are known here say of the therapy until now. It is complete only when the pump's last change is
    /// among them: else somebody else may have raised the dose, and the time of the pump's program counts.
    func history(_ report: PumpReport) -> TherapyHistory {
        let applied = commands.values.compactMap { command in command.appliedAt.map { (command, $0) } }
        let raised = applied.filter { $0.0.isIncrease }
        let boluses = applied.filter { command, _ in
            if case .bolus = command.order.program.once { true } else { false }
        }
        let started = applied.filter { $0.0.proposal?.old.rates.isEmpty == true && $0.0.isIncrease }
        return TherapyHistory(
            lastIncreaseAt: raised.map(\.1).max(), firstStartAt: started.map(\.1).min(),
            lastBolusAt: boluses.map(\.1).max(),
            isComplete: report.lastApplied.map { commands[$0.transaction] != nil } ?? false)
    }
}

extension Command {
    /// When it was known to be applied, by this machine's clock; nil when it was not.
    fileprivate var appliedAt: Timestamp? {
        guard state.appliedRevision != nil else { return nil }
        return history.first { $0.state.appliedRevision != nil }?.at
    }

    /// Whether it raised the base; the minimum rate counts as nothing.
    fileprivate var isIncrease: Bool {
        guard let proposal, let old = try? proposal.old.baseDose(minimumRateDose: .zero),
            let new = try? proposal.new.program.baseDose(minimumRateDose: .zero)
        else { return false }
        return new > old
    }
}
