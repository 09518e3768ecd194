import Access
import PumpModel

let minute: Int64 = 60_000

/// A reading of both clocks, so many milliseconds after an arbitrary start of each.
func moment(_ milliseconds: Int64) -> Moment {
    Moment(uptimeMilliseconds: 5_000_000 + milliseconds, utc: Timestamp(clamping: 1_790_000_000_000 + milliseconds))
}

extension AccessPolicy {
    /// Clinicians: user 10 by itself, and group 100; administrator: user 20.
    static func ward(inactivityMilliseconds: Int64 = 3 * minute) -> AccessPolicy {
        AccessPolicy(
            [
                .clinician: Holders(users: [10], groups: [100]),
                .administrator: Holders(users: [20]),
            ], inactivity: TimeSpan(checked: inactivityMilliseconds))
    }
}
