internal import Dosing
internal import PumpModel

extension TherapyLane {
    /// What the commands that are known here say of the therapy until now.
    ///
    /// They are followed back from the pump's present revision as long as none is missing. What came before the oldest of them
    /// may have been anybody's: an increase, a start and a bolus at the latest time that it can have been. Where not even the
    /// present revision is known here, the time that the pump gives for it counts.
    func history(_ report: PumpReport) -> TherapyHistory {
        var known: [(command: Command, at: Timestamp)] = []
        var next = report.revision
        while let found = applied[next], let at = found.appliedAt, next.number > 0 {
            known.append((found, at))
            next = ProgramRevision(next.number - 1)
        }
        guard let oldest = known.last else { return TherapyHistory(isComplete: false) }
        // where the pump has counted no more changes than are known here, nobody else has made one
        let unknown = known.count < Int(report.appliedCount) ? [oldest.at] : []
        let boluses = known.filter { if case .bolus = $0.command.order.program.once { true } else { false } }
        let raised = known.filter(\.command.isIncrease).map(\.at) + unknown
        // a change of a therapy says that it ran already then
        let delivering = known.last { $0.command.isStart || $0.command.changesTherapy }
        return TherapyHistory(
            lastIncreaseAt: raised.max(), firstStartAt: delivering.map { $0.command.ranSince ?? $0.at },
            lastBolusAt: (boluses.map(\.at) + unknown).max(),
            isPastFirstIncrease: known.contains { $0.command.isLaterIncrease }, isComplete: true,
            lineHolds: Self.lineHolds(known, report))
    }

    /// The commands that the pump has applied, by the revision that each produced.
    private var applied: [ProgramRevision: Command] {
        Dictionary(
            commands.values.compactMap { command in command.state.appliedRevision.map { ($0, command) } },
            uniquingKeysWith: { first, second in first.proposal == nil ? second : first })
    }
}

extension Command {
    /// When it was known to be applied, by this machine's clock; nil when it was not.
    fileprivate var appliedAt: Timestamp? { history.first { $0.state.appliedRevision != nil }?.at }

    /// Whether it raised the base, be it on one weekday; the minimum rate counts as nothing.
    fileprivate var isIncrease: Bool {
        guard let proposal else { return false }
        return BaseChange(
            from: proposal.old, to: proposal.new.program, minimumRateDose: (old: .zero, new: .zero))?.isRise ?? false
    }

    /// Whether a therapy began by it.
    fileprivate var isStart: Bool { isIncrease && proposal?.old.rates.isEmpty == true }

    /// Whether a therapy was running before it.
    fileprivate var changesTherapy: Bool { proposal.map { !$0.old.rates.isEmpty } ?? false }

    /// Since when a therapy ran at the latest that it changed; nil where it began one, or nobody noted it.
    fileprivate var ranSince: Timestamp? {
        guard changesTherapy, let proposal, let oldFor = proposal.oldFor else { return nil }
        return appliedAt?.advanced(byMilliseconds: -oldFor.milliseconds)
    }

    /// Whether it raised a therapy that was no longer in its first time, as the rules saw it then.
    fileprivate var isLaterIncrease: Bool {
        guard changesTherapy, isIncrease, let proposal else { return false }
        return !proposal.softLimits.contains { if case .increaseAfterStart = $0 { true } else { false } }
    }
}
