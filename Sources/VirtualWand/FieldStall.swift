package import PumpModel

/// A rotor that a magnetic field has stopped: it stands still in the field and for hours after it.
///
/// In the field (`resumesAt` is nil) -> leaving it -> turning again -> over, at the second interrogation after it turns.
/// The pump notices late both that it stands still and that it turns again; what it logs then carries the true time.
package struct FieldStall: Hashable, Sendable {
    /// From the standstill to the pump's notice of it, in milliseconds.
    package static let noticeMilliseconds: Int64 = 20 * 60_000
    /// From the recovery to the pump's notice of it, in milliseconds.
    package static let recoveryNoticeMilliseconds: Int64 = 60 * 60_000
    /// What a rotor takes to turn again after it left the field, in milliseconds.
    package static let recovery: ClosedRange<Int64> = 2 * 3_600_000...24 * 3_600_000

    package var since: Timestamp
    /// Nil while it is in the field.
    package var resumesAt: Timestamp?
    package var isNoticed = false
    package var isRecoveryNoticed = false
    /// Whether it was interrogated since it turns again.
    package var isInterrogated = false

    package init(since: Timestamp) { self.since = since }

    func standsStill(at clock: Timestamp) -> Bool { resumesAt.map { clock < $0 } ?? true }

    /// When the pump has something to notice, and when the rotor turns again.
    var moments: [Int64] {
        var found = isNoticed ? [] : [since.millisecondsSince1970 + Self.noticeMilliseconds]
        if let resumesAt {
            found.append(resumesAt.millisecondsSince1970)
            found.append(resumesAt.millisecondsSince1970 + Self.recoveryNoticeMilliseconds)
        }
        return found
    }
}
