import ControlAPI
import Glibc

/// A pump's log as lines of JSON in a file, the first of which says whose it is.
///
/// States: open at the end of its last whole entry, from there on only longer. A line that an interruption cut is dropped
/// when the file is opened again. Errors: a `Failure` that names the file; a file that is something else is left alone.
final class LogFile {
    let path: String
    /// The number of the last entry; 0 before the first.
    private(set) var last: UInt32 = 0
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    private struct Head: Codable, Equatable {
        var pumpSerial: String
        var log: API.LogName
    }

    init(path: String, pump: String, log: API.LogName) throws {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Self.unusable(path, String(cString: strerror(errno))) }
        let head = Head(pumpSerial: pump, log: log)
        let lines = try wholeLines()
        guard let first = lines.first else {
            buffer = try JSONText.encode(head) + [0x0A]
            try flush()
            return
        }
        guard let found = try? JSONText.decode(Head.self, from: first), found == head else {
            throw Self.unusable(path, "it is not the \(log.rawValue) log of pump \(pump)")
        }
        guard lines.count > 1, let tail = lines.last else { return }
        guard let entry = try? JSONText.decode(API.LogEntry.self, from: tail) else {
            throw Self.unusable(path, "its last line is not an entry")
        }
        last = entry.number
    }

    deinit { close(descriptor) }

    func append(_ entry: API.LogEntry) throws {
        buffer += try JSONText.encode(entry) + [0x0A]
        last = entry.number
    }

    /// What was appended is on the disk from here on.
    func flush() throws {
        while !buffer.isEmpty {
            let count = buffer.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.unusable(path, String(cString: strerror(errno))) }
            buffer.removeFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw Self.unusable(path, String(cString: strerror(errno))) }
    }

    /// The file's lines; a last one without its end is cut off.
    private func wholeLines() throws -> [ArraySlice<UInt8>] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.unusable(path, String(cString: strerror(errno))) }
            if count == 0 { break }
            bytes += piece[..<count]
        }
        let whole = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        guard ftruncate(descriptor, off_t(whole)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
            throw Self.unusable(path, String(cString: strerror(errno)))
        }
        return bytes[..<whole].split(separator: 0x0A)
    }

    private static func unusable(_ path: String, _ reason: String) -> Failure {
        Failure(.usage, "\(path) can not be used: \(reason)", advice: "Give another name with --output.")
    }
}
