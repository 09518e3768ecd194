package import PumpModel

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Both clocks of this machine.
package enum Clocks {
    /// The monotonic clock that goes on while the machine sleeps, and the wall clock.
    package static func now() -> Moment {
        Moment(
            uptimeMilliseconds: milliseconds(CLOCK_BOOTTIME),
            utc: Timestamp(clamping: milliseconds(CLOCK_REALTIME)))
    }

    private static func milliseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
