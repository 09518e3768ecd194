internal import PumpModel

/// The machine that the daemon runs on: its boot, its monotonic clock, which begins anew with each boot, and its wall
/// clock, which people and time servers set.
struct Workstation: Sendable {
    /// 2026-01-01T00:00:00Z, where every run begins.
    static let start: Int64 = 1_767_225_600_000

    private(set) var boot = 1
    private var bootedAt: Int64 = -1_000
    /// What the wall clock shows too much, in milliseconds.
    private(set) var wallOffset: Int64 = 0

    func moment(_ now: Int64) -> Moment {
        Moment(uptimeMilliseconds: now - bootedAt, utc: Timestamp(clamping: Self.start + now + wallOffset))
    }

    /// When the monotonic clock shows `uptime`.
    func time(ofUptime uptime: Int64) -> Int64 { uptime == .max ? .max : uptime + bootedAt }

    /// - Parameter uptime: what the clock shows already when the daemon starts.
    mutating func reboot(at now: Int64, uptime: Int64) {
        boot += 1
        bootedAt = now - uptime
    }

    mutating func setClock(offset: Int64) { wallOffset = offset }
}
