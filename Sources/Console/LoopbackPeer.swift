internal import Glibc
internal import NIOCore

/// Whose process is at the other end of a connection over the loopback interface, by the kernel's own table.
enum LoopbackPeer {
    static func isOwnUser(_ channel: any Channel) -> Bool {
        guard let here = channel.localAddress?.port, let there = channel.remoteAddress?.port else { return false }
        return ["/proc/net/tcp", "/proc/net/tcp6"].contains { path in
            userID(from: there, to: here, in: text(of: path)) == getuid()
        }
    }

    /// The owner of the end at port `from` of the connection to port `to`; nil when there is none in the table.
    static func userID(from: Int, to: Int, in table: String) -> UInt32? {
        let (local, remote) = (ending(from), ending(to))
        for line in table.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            guard fields.count > 7, fields[1].hasSuffix(local), fields[2].hasSuffix(remote) else { continue }
            return UInt32(fields[7])
        }
        return nil
    }

    /// 127.0.0.1 with a port, as the table writes it; an IPv6 socket has it at the end of its address.
    private static func ending(_ port: Int) -> String {
        let digits = String(port, radix: 16, uppercase: true)
        return "0100007F:" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func text(of path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        // a table of more than 64 MiB is not read to its end, and whoever stands there is not let in
        while bytes.count < 1 << 26 {
            let count = read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
