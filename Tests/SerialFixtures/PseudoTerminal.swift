import Glibc

/// A pseudo-terminal opened by the test, which plays the device at its far end.
package final class PseudoTerminal {
    /// The far end; -1 once it has hung up.
    package private(set) var device: CInt
    /// The path of the end that is a serial port to the program.
    package let path: String
    /// Open at the port's end: until it closes, the kernel gives the same path to no other terminal.
    private let reservation: CInt

    /// - Parameter isLocked: as the kernel makes it, so that its port's end can not be opened yet.
    package init(isLocked: Bool = false) throws {
        // What ptsname and unlockpt do; those are not visible to Swift.
        let (getNumber, setLock): (UInt, UInt) = (0x8004_5430, 0x4004_5431)
        device = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (number, lock): (CInt, CInt) = (-1, isLocked ? 1 : 0)
        guard device >= 0, ioctl(device, getNumber, &number) == 0, ioctl(device, setLock, &lock) == 0 else {
            throw FixtureError(what: "no pseudo-terminal", osError: errno)
        }
        path = "/dev/pts/\(number)"
        reservation = Glibc.open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    }

    deinit {
        hangUp()
        if reservation >= 0 { close(reservation) }
    }

    /// Reads exactly `count` bytes that the program sent, within 5 s.
    package func receive(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var ready = pollfd(fd: device, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, 5_000) == 1 else { throw FixtureError(what: "nothing came", osError: ETIMEDOUT) }
            var buffer = [UInt8](repeating: 0, count: count - bytes.count)
            let got = read(device, &buffer, buffer.count)
            guard got > 0 else { throw FixtureError(what: "the program closed its end", osError: errno) }
            bytes += buffer.prefix(got)
        }
        return bytes
    }

    /// Sends as the device; the terminal holds at least 4095 bytes that the program did not read.
    package func send(_ bytes: [UInt8]) throws {
        guard write(device, bytes, bytes.count) == bytes.count else {
            throw FixtureError(what: "the terminal did not take all", osError: errno)
        }
    }

    package func hangUp() {
        guard device >= 0 else { return }
        close(device)
        device = -1
    }

    /// How many descriptors of this process lead to the port's end, this fixture's own not counted.
    package var openCount: Int {
        guard let directory = opendir("/proc/self/fd") else { return -1 }
        defer { closedir(directory) }
        var count = 0
        while let entry = readdir(directory) {
            var target = [UInt8](repeating: 0, count: 256)
            let length = target.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { readlink("/proc/self/fd/" + name(of: entry), $0, buffer.count) } ?? 0
            }
            // After a hang-up the node is gone, which the kernel says behind the name.
            let leadsTo = String(decoding: target.prefix(max(length, 0)), as: UTF8.self)
            if leadsTo == path || leadsTo == path + " (deleted)" { count += 1 }
        }
        return reservation >= 0 ? count - 1 : count
    }
}

func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}

/// The test's surroundings are not as it needs them.
package struct FixtureError: Error {
    package let what: String
    package let osError: CInt
}
