#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Where the signal handler writes: set once, before the handler is installed.
nonisolated(unsafe) private var signalWriteEnd: Int32 = -1

/// SIGTERM and SIGINT as something that poll(2) can wait for.
struct SignalPipe: ~Copyable {
    private let readEnd: Descriptor
    private let writeEnd: Descriptor

    var descriptor: Int32 { readEnd.number }

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SimulatorError.system("make a pipe") }
        let first = try Descriptor(ends[0], "make a pipe")
        let second = try Descriptor(ends[1], "make a pipe")
        readEnd = first
        writeEnd = second
        signalWriteEnd = writeEnd.number
        signal(SIGPIPE, SIG_IGN)
        // a parent may have started us with these blocked
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
        for number in [SIGTERM, SIGINT] {
            signal(number) { _ in
                var byte: UInt8 = 1
                _ = write(signalWriteEnd, &byte, 1)
            }
        }
    }
}
