import Glibc

/// A pty pair whose master end this process keeps: what is read and written there is the other end of a serial line.
struct PseudoTerminal {
    let master: CInt
    /// Kept open, so that the master reads no end of file while nobody has the line open.
    private let slave: CInt
    let path: String

    init() throws {
        var ends: (master: CInt, slave: CInt) = (-1, -1)
        var name = [CChar](repeating: 0, count: 128)
        guard openpty(&ends.master, &ends.slave, &name, nil, nil) == 0 else { throw BenchmarkError.system("openpty") }
        (master, slave) = ends
        path = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        // neither program that is started here may hold the other's line
        for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var settings = termios()
        guard tcgetattr(slave, &settings) == 0 else { throw BenchmarkError.system(path) }
        cfmakeraw(&settings)
        guard tcsetattr(slave, TCSANOW, &settings) == 0 else { throw BenchmarkError.system(path) }
    }
}
