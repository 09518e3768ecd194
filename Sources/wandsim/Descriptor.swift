#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// One open file, closed with its owner; reads and writes never wait.
struct Descriptor: ~Copyable {
    enum Outcome {
        case bytes([UInt8])
        /// Nothing now.
        case later
        /// The other end is gone.
        case ended
    }

    let number: Int32

    init(_ number: Int32, _ operation: String) throws {
        guard number >= 0 else { throw SimulatorError.system(operation) }
        self.number = number
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
    }

    deinit { close(number) }

    func readSome() -> Outcome {
        var chunk = [UInt8](repeating: 0, count: 4_096)
        let count = read(number, &chunk, chunk.count)
        if count > 0 { return .bytes(Array(chunk.prefix(count))) }
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? .later : .ended
    }

    /// How many of `bytes` went out; nil when the other end is gone.
    func writeSome(_ bytes: ArraySlice<UInt8>) -> Int? {
        let count = bytes.withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
        if count >= 0 { return count }
        return errno == EAGAIN || errno == EINTR ? 0 : nil
    }
}

/// The system's clocks in whole milliseconds.
enum SystemClock {
    static var uptime: Int64 { milliseconds(CLOCK_MONOTONIC) }
    static var sinceEpoch: Int64 { milliseconds(CLOCK_REALTIME) }

    private static func milliseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
