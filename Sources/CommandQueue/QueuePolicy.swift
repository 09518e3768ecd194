package import PumpModel

/// What the site allows, and how a request is judged by it.
package struct QueuePolicy: Hashable, Sendable {
    package var limits: DosingLimits
    /// How long a staged program waits for its confirmation, in milliseconds.
    package var confirmationMilliseconds: Int64

    package init(limits: DosingLimits, confirmationMilliseconds: Int64) {
        self.limits = limits
        self.confirmationMilliseconds = confirmationMilliseconds
    }

    /// Old and new side by side, or the reason why not. The same judgement stands before acceptance and, on a fresh
    /// report, before anything is sent.
    func judge(
        _ program: Program, for pump: PumpSerial, base: ProgramRevision, on known: KnownPump,
        _ origin: Command.Origin, _ now: Moment
    ) throws(Refusal) -> Proposal {
        let report = known.report
        guard report.identity.serial == pump else { throw .wrongPump(asked: pump, found: report.identity.serial) }
        let age = now.uptimeMilliseconds - known.readAt.uptimeMilliseconds
        guard age <= limits.reportAge.milliseconds else {
            throw .staleReport(ageMilliseconds: age, allowedMilliseconds: limits.reportAge.milliseconds)
        }
        guard report.revision == base || PlantedBug.revisionCheckSkipped.isPlanted else {
            throw .revisionMoved(asked: base, found: report.revision)
        }
        let (hard, soft) = limits.judge(program, on: report)
        guard hard.isEmpty, let proposal = Proposal(program, on: report, softLimits: soft) else {
            throw .hardLimits(hard.isEmpty ? [.totalOverflow] : hard)
        }
        guard soft.isEmpty || origin.overrideReason != nil else { throw .softLimits(soft) }
        return proposal
    }
}
