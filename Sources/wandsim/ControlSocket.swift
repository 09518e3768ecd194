#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// The simulator's control channel: each line that a client sends is answered with one line. The socket's name goes with
/// this value.
struct ControlSocket: ~Copyable {
    private static let clientLimit = 8
    private static let lineLimit = 4_096

    /// A line that a client sent; it is answered with one line.
    struct Request {
        let line: String
        fileprivate let client: Client

        func answer(_ text: String) {
            client.output += Array((text + "\n").utf8)
            // what does not go out now goes out when poll(2) says so
            _ = client.flush()
        }
    }

    fileprivate final class Client {
        let descriptor: Descriptor
        var input: [UInt8] = []
        var output: [UInt8] = []

        init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

        /// False when the client is gone or sends more than a line can have.
        func receive(_ requests: inout [Request]) -> Bool {
            switch descriptor.readSome() {
            case .later: return true
            case .ended: return false
            case .bytes(let bytes): input += bytes
            }
            while let end = input.firstIndex(of: 0x0A) {
                requests.append(Request(line: String(decoding: input[..<end], as: UTF8.self), client: self))
                input.removeFirst(end + 1)
            }
            return input.count <= lineLimit
        }

        /// False when the client is gone.
        func flush() -> Bool {
            guard let count = descriptor.writeSome(output[...]) else { return false }
            output.removeFirst(count)
            return true
        }
    }

    private let path: String
    private let listener: Descriptor
    private var clients: [Client] = []

    /// Binds `path` for its owner alone; a socket that nobody serves any more is replaced, anything else is not.
    init(path: String) throws {
        let address = try UnixAddress(path)
        var status = stat()
        if lstat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFSOCK else {
                throw SimulatorError("\(path) is there and is not a socket: choose another name for --control")
            }
            let probe = try UnixAddress.socket()
            if address.connect(probe.number) { throw SimulatorError("\(path) is in use by another simulator") }
            unlink(path)
        }
        let listener = try UnixAddress.socket()
        let mask = umask(0o177)
        let isBound = address.bind(listener.number)
        umask(mask)
        guard isBound, listen(listener.number, 8) == 0 else { throw SimulatorError.system("listen on \(path)") }
        self.path = path
        self.listener = listener
    }

    deinit { unlink(path) }

    /// The listener, then each client.
    var pollEntries: [pollfd] {
        [pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0)]
            + clients.map {
                pollfd(
                    fd: $0.descriptor.number,
                    events: $0.output.isEmpty ? Int16(POLLIN) : Int16(POLLOUT), revents: 0)
            }
    }

    /// Takes what poll(2) reported on `pollEntries`: sends what waits, and returns the lines that came.
    mutating func serve(_ entries: ArraySlice<pollfd>) -> [Request] {
        var requests: [Request] = []
        for (client, entry) in zip(clients, entries.dropFirst()) where entry.revents != 0 {
            guard client.output.isEmpty ? client.receive(&requests) : client.flush() else {
                clients.removeAll { $0 === client }
                continue
            }
        }
        if entries.first?.revents != 0 { accept() }
        return requests
    }

    private mutating func accept() {
        guard let descriptor = try? Descriptor(systemAccept(listener.number), "accept") else { return }
        let client = Client(descriptor)
        // one more is closed at once
        if clients.count < Self.clientLimit { clients.append(client) }
    }
}

private func systemAccept(_ listener: Int32) -> Int32 { accept(listener, nil, nil) }
