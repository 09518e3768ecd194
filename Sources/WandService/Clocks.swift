internal import NIOCore
package import PumpModel

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Both clocks of this machine.
package enum Clocks {
    /// The monotonic clock of NIO's timers, and the wall clock.
    package static func now() -> Moment {
        Moment(
            uptimeMilliseconds: Int64(NIODeadline.now().uptimeNanoseconds / 1_000_000), utc: wallClock())
    }

    private static func wallClock() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(clamping: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
