package import Dosing
package import PumpModel

/// What the site allows, and how a request is judged by it.
package struct QueuePolicy: Hashable, Sendable {
    package var rules: DosingRules
    /// An interrogation that is older judges nothing.
    package var reportAge: TimeSpan
    /// How long a staged program waits for its confirmation, in milliseconds.
    package var confirmationMilliseconds: Int64

    package init(
        rules: DosingRules, reportAge: TimeSpan = TimeSpan(checked: 300_000), confirmationMilliseconds: Int64
    ) {
        self.rules = rules
        self.reportAge = reportAge
        self.confirmationMilliseconds = confirmationMilliseconds
    }

    /// Old and new side by side, or the reason why not. The same judgement stands before acceptance and, on a fresh
    /// report, before anything is sent.
    func judge(
        _ change: PumpChange, for pump: PumpSerial, base: ProgramRevision, on known: KnownPump,
        _ history: TherapyHistory, _ origin: Command.Origin, _ now: Moment
    ) throws(Refusal) -> Proposal {
        try check(pump, base, known, now)
        let judgement = rules.judge(change, on: known.report, history: history, at: now.utc)
        let (hard, soft) = (judgement.hard, judgement.soft)
        guard hard.isEmpty, let proposal = Proposal(change, on: known.report, softLimits: soft) else {
            throw .hardLimits(hard.isEmpty ? [.totalOverflow] : hard)
        }
        guard soft.isEmpty || origin.overrideReason != nil else { throw .softLimits(soft) }
        return proposal
    }

    /// That the report is the pump's, young, and of the revision that was named.
    func check(
        _ pump: PumpSerial, _ base: ProgramRevision, _ known: KnownPump, _ now: Moment
    ) throws(Refusal) {
        let report = known.report
        guard report.identity.serial == pump else { throw .wrongPump(asked: pump, found: report.identity.serial) }
        let age = now.uptimeMilliseconds - known.readAt.uptimeMilliseconds
        guard age <= reportAge.milliseconds else {
            throw .staleReport(ageMilliseconds: age, allowedMilliseconds: reportAge.milliseconds)
        }
        guard report.revision == base || PlantedBug.revisionCheckSkipped.isPlanted else {
            throw .revisionMoved(asked: base, found: report.revision)
        }
    }
}
