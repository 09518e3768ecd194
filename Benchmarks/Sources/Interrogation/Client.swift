import Glibc

/// A blocking client of a Unix socket that keeps its connection.
struct Client {
    private let socket: CInt
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    /// Connects; waits up to ten seconds for somebody to listen.
    init(path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw BenchmarkError("the socket's path is too long: \(path)")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        for _ in 0..<200 {
            let socket = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            guard socket >= 0 else { throw BenchmarkError.system("socket") }
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            if result == 0 {
                self.socket = socket
                return
            }
            Glibc.close(socket)
            usleep(50_000)
        }
        throw BenchmarkError("nobody listens on \(path)")
    }

    func close() { Glibc.close(socket) }

    private func send(_ request: [UInt8]) throws {
        guard write(socket, request, request.count) == request.count else { throw BenchmarkError.system("write") }
    }

    private mutating func receive(at count: Int) throws -> Int {
        let got = buffer.withUnsafeMutableBytes { read(socket, $0.baseAddress.map { $0 + count }, $0.count - count) }
        guard got > 0 else { throw BenchmarkError(got == 0 ? "the connection was closed" : "read failed") }
        return count + got
    }

    /// One request and its answer by HTTP; returns the status.
    mutating func http(_ request: [UInt8]) throws -> Int {
        try send(request)
        var count = 0
        while true {
            count = try receive(at: count)
            if let (status, length) = answer(count), count >= length { return status }
        }
    }

    /// The status and the length of the whole answer, once its head is there. The head is read as bytes: the client's
    /// own work must stay small beside what it measures.
    private func answer(_ count: Int) -> (status: Int, length: Int)? {
        let end = buffer.withUnsafeBytes { bytes in
            bytes[..<count].indices.dropLast(3).first {
                bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self) == UInt32(littleEndian: 0x0A0D_0A0D)
            }
        }
        guard let end else { return nil }
        let head = String(decoding: buffer[..<end], as: UTF8.self).lowercased()
        guard let field = head.split(separator: "\r\n").first(where: { $0.hasPrefix("content-length:") }),
            let length = Int(field.drop { $0 != ":" }.dropFirst().drop { $0 == " " }),
            let status = Int(head.dropFirst(9).prefix(3))
        else { return nil }
        return (status, end + 4 + length)
    }

    /// One line to the relay and its answer, which ends with a zero.
    mutating func line(_ request: [UInt8]) throws {
        try send(request)
        var count = 0
        repeat { count = try receive(at: count) } while buffer[count - 1] != 0
    }
}
