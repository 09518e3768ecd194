import Glibc
import PumpModel

extension Moment {
    /// By the clocks of this machine; the one that never jumps also counts the time in which the machine sleeps.
    static var current: Moment {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        let milliseconds = Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
        return Moment(uptimeMilliseconds: milliseconds, utc: Session.now)
    }
}
