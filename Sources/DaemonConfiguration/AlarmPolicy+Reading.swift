import AlarmDesk
import PumpModel

extension AlarmPolicy {
    static let keys = [
        "staleAfter", "refillWarning", "refillNear", "clockTolerance", "sessionAbandonedAfter", "silence",
        "acknowledgement", "criticalToneEvery", "nonCriticalToneEvery",
    ]

    /// Nil when anything is wrong or contradicts itself; `findings` then says what.
    init?(_ node: ConfigurationNode?, findings: inout Findings) {
        let reader = SectionReader(node, path: "alarms", keys: Self.keys, findings: &findings)
        let usual = Self()
        let stale = reader.value("staleAfter", Formats.staleAfter, default: usual.staleAfter, findings: &findings)
        let warning = reader.value(
            "refillWarning", Formats.refillWarning, default: usual.refillWarningDays, findings: &findings)
        let near = reader.value("refillNear", Formats.refillNear, default: usual.refillNearDays, findings: &findings)
        let tolerance = reader.value(
            "clockTolerance", Formats.clockTolerance, default: usual.clockTolerance, findings: &findings)
        let abandoned = reader.value(
            "sessionAbandonedAfter", Formats.sessionAbandonedAfter, default: usual.abandonedAfter, findings: &findings)
        let silence = reader.value("silence", Formats.silence, default: usual.silence, findings: &findings)
        let acknowledgement = reader.value(
            "acknowledgement", Formats.acknowledgement, default: usual.acknowledgement, findings: &findings)
        let critical = reader.value(
            "criticalToneEvery", Formats.criticalToneEvery, default: usual.criticalToneEvery, findings: &findings)
        let nonCritical = reader.value(
            "nonCriticalToneEvery", Formats.nonCriticalToneEvery, default: usual.nonCriticalToneEvery,
            findings: &findings)
        let isOrdered = Self.isOrdered(warning: warning, near: near, reader, findings: &findings)
        guard let stale, let warning, let near, let tolerance, let abandoned, let silence, let acknowledgement,
            let critical, let nonCritical, isOrdered
        else { return nil }
        self.init(
            staleAfter: stale, refillWarningDays: warning, refillNearDays: near, clockTolerance: tolerance,
            abandonedAfter: abandoned, silence: silence, acknowledgement: acknowledgement,
            criticalToneEvery: critical, nonCriticalToneEvery: nonCritical)
        // whatever the desk itself would not run with, should its rules be more than those above
        let contradictions = contradictions()
        for sentence in contradictions {
            findings.add(sentence, allowed: "change one of them", at: reader.place, keyPath: reader.path)
        }
        if !contradictions.isEmpty { return nil }
    }

    /// Whether the first warning comes before it becomes urgent; true as long as one of them is not known. The key that is
    /// written is at fault; of two, the nearer.
    private static func isOrdered(
        warning: Int64?, near: Int64?, _ reader: SectionReader, findings: inout Findings
    ) -> Bool {
        guard let warning, let near, near >= warning else { return true }
        func text(_ days: Int64, _ key: String) -> String {
            Formats.refillNear.text(days) + (reader.node(key) == nil ? ", its default" : "")
        }
        if reader.node("refillNear") != nil {
            findings.add(
                "'\(Formats.refillNear.text(near))' is not below refillWarning (\(text(warning, "refillWarning")))",
                allowed: "from 0 d to \(warning - 1) d", at: reader.place(of: "refillNear"),
                keyPath: reader.path(of: "refillNear"))
        } else {
            findings.add(
                "'\(Formats.refillWarning.text(warning))' is not above refillNear (\(text(near, "refillNear")))",
                allowed: "from \(near + 1) d to \(refillWarningDaysRange.upperBound) d",
                at: reader.place(of: "refillWarning"), keyPath: reader.path(of: "refillWarning"))
        }
        return false
    }
}
