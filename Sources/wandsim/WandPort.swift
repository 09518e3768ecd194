#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// The wand's end of the serial line: a pty of its own, or a port that is there.
///
/// States: open, or lost until `retryAt`. An own pty is never lost: its other end stays open here, so that a host may
/// come and go. Bytes that nobody takes are kept up to `outputLimit` and then dropped, as on a line without a reader.
struct WandPort: ~Copyable {
    private static let outputLimit = 64 * 1_024
    private static let retryPause: Int64 = 200

    private enum Kind {
        case ownPseudoTerminal(link: String?)
        case existing
    }

    /// Where a host finds the wand.
    let path: String
    private let kind: Kind
    private var descriptor: Descriptor?
    /// The host's end of an own pty, held open.
    private let hostEnd: Descriptor?
    private let hostPath: String
    private var output: [UInt8] = []
    private var retryAt: Int64 = 0

    /// Opens a pty and links it to `link`, replacing an older link but nothing else.
    init(link: String?) throws {
        var numbers: (main: Int32, host: Int32) = (-1, -1)
        guard openpty(&numbers.main, &numbers.host, nil, nil, nil) == 0 else {
            throw SimulatorError.system("open a pseudo-terminal")
        }
        let main = try Descriptor(numbers.main, "open a pseudo-terminal")
        let host = try Descriptor(numbers.host, "open a pseudo-terminal")
        guard let name = ttyname(host.number) else { throw SimulatorError.system("name a pseudo-terminal") }
        let hostPath = String(cString: name)
        try Self.makeRaw(host.number, hostPath)
        if let link { try Self.replaceLink(link, to: hostPath) }
        path = link ?? hostPath
        kind = .ownPseudoTerminal(link: link)
        descriptor = consume main
        hostEnd = consume host
        self.hostPath = hostPath
    }

    /// Opens a port that is there.
    init(existing path: String) throws {
        self.path = path
        kind = .existing
        hostPath = path
        hostEnd = nil
        descriptor = try Self.open(path)
    }

    /// Removes the link, if it still leads here.
    deinit {
        if case .ownPseudoTerminal(let link?) = kind, Self.target(of: link) == hostPath { unlink(link) }
    }

    var isOpen: Bool { descriptor != nil }

    /// What poll(2) should wait for; the number is -1 while the port is lost.
    var pollEntry: pollfd {
        pollfd(
            fd: number, events: Int16(POLLIN) | (output.isEmpty ? 0 : Int16(POLLOUT)), revents: 0)
    }

    private var number: Int32 {
        switch descriptor {
        case .some(let open): open.number
        case nil: -1
        }
    }

    /// When a lost port is tried again.
    var nextDeadline: Int64? { isOpen ? nil : retryAt }

    /// Tries to open a lost port.
    mutating func retry(at now: Int64) {
        guard !isOpen, now >= retryAt else { return }
        descriptor = try? Self.open(path)
        retryAt = now + Self.retryPause
    }

    mutating func receive(at now: Int64) -> [UInt8] {
        switch descriptor?.readSome() ?? .later {
        case .bytes(let bytes): return bytes
        case .later: return []
        case .ended:
            lose(at: now)
            return []
        }
    }

    mutating func send(_ bytes: [UInt8], at now: Int64) {
        guard isOpen, output.count + bytes.count <= Self.outputLimit else { return }
        output += bytes
        flush(at: now)
    }

    mutating func flush(at now: Int64) {
        if output.isEmpty { return }
        guard let count = descriptor?.writeSome(output[...]) else { return lose(at: now) }
        output.removeFirst(count)
    }

    private mutating func lose(at now: Int64) {
        descriptor = nil
        output = []
        retryAt = now + Self.retryPause
    }

    private static func open(_ path: String) throws -> Descriptor {
        let descriptor = try Descriptor(Self.systemOpen(path), "open \(path)")
        try makeRaw(descriptor.number, path)
        return descriptor
    }

    private static func systemOpen(_ path: String) -> Int32 {
        #if canImport(Glibc)
            Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK)
        #else
            Musl.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK)
        #endif
    }

    private static func makeRaw(_ descriptor: Int32, _ path: String) throws {
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { throw SimulatorError.system("set up \(path) as a port") }
        cfmakeraw(&settings)
        cfsetspeed(&settings, speed_t(B115200))
        settings.c_cflag |= tcflag_t(CLOCAL | CREAD)
        guard tcsetattr(descriptor, TCSANOW, &settings) == 0 else {
            throw SimulatorError.system("set up \(path) as a port")
        }
    }

    private static func replaceLink(_ link: String, to hostPath: String) throws {
        if target(of: link) != nil { unlink(link) }
        guard symlink(hostPath, link) == 0 else {
            throw errno == EEXIST
                ? SimulatorError("\(link) is there and is not a link: choose another name for --link")
                : SimulatorError.system("make the link \(link)")
        }
    }

    private static func target(of link: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { room in
                room.baseAddress.map { readlink(link, $0, room.count) } ?? -1
            }
        }
        return count >= 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
    }
}
