import Glibc

/// A pty pair whose master end this process keeps: what is read and written there is the other end of a serial line.
struct PseudoTerminal {
    let master: CInt
    /// Kept open, so that the master reads no end of file while nobody has the line open.
    private let slave: CInt
    let path: String

    init() throws {
        master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0 else { throw BenchmarkError.system("pty") }
        var name = [CChar](repeating: 0, count: 128)
        guard ptsname_r(master, &name, name.count) == 0 else { throw BenchmarkError.system("ptsname") }
        path = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        var settings = termios()
        guard slave >= 0, tcgetattr(slave, &settings) == 0 else { throw BenchmarkError.system(path) }
        cfmakeraw(&settings)
        guard tcsetattr(slave, TCSANOW, &settings) == 0 else { throw BenchmarkError.system(path) }
    }
}
