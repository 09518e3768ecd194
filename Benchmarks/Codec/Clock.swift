import Glibc

/// A monotonic clock in nanoseconds, which no time daemon slows down or speeds up.
enum Clock {
    static func nanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC_RAW, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
