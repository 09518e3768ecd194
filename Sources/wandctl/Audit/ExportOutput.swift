import Glibc

/// Where an export goes: standard output, or a file that appears under its name only once it is whole and on the disk.
///
/// States: open, until `finish` or `discard`. The file is made beside its place, readable by its owner alone.
/// Errors: a `Failure` that names the file and the system's reason.
final class ExportOutput {
    private let path: String?
    private let isReplacing: Bool
    /// The file under its name for the time being; nil on standard output.
    private var part: String?
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private static let bufferBytes = 1 << 16

    /// - Parameter path: nil for standard output.
    init(path: String?, isReplacing: Bool) throws(Failure) {
        self.path = path
        self.isReplacing = isReplacing
        guard let path else {
            descriptor = STDOUT_FILENO
            return
        }
        var status = stat()
        if lstat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw Failure(.usage, "\(path) is not a file, and is left alone", advice: "Give another name.")
            }
            guard isReplacing else { throw Self.exists(path) }
        }
        var template = Array((path + ".part-XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw Self.unwritable(path) }
        part = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { discard() }

    func write(_ line: String) throws(Failure) { try write(bytes: Array(line.utf8) + [0x0A]) }

    func write(bytes: [UInt8]) throws(Failure) {
        buffer += bytes
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    /// Forgets what was written.
    /// - Throws: on standard output, where it can not be taken back.
    func restart() throws(Failure) {
        buffer = []
        guard part != nil else {
            throw Failure(
                .other, "the daemon dropped records while they were read: what was written is not whole",
                advice: "Try again, or write to a file with --output.")
        }
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw unwritable() }
    }

    /// The file stands under its name from here on.
    func finish() throws(Failure) {
        try flush()
        guard let path, let part else { return }
        guard fsync(descriptor) == 0 else { throw unwritable() }
        if isReplacing {
            guard rename(part, path) == 0 else { throw unwritable() }
        } else {
            // unlike a renaming, a link replaces nothing that came meanwhile
            guard link(part, path) == 0 else { throw errno == EEXIST ? Self.exists(path) : unwritable() }
            unlink(part)
        }
        self.part = nil
        close(descriptor)
        descriptor = -1
        syncDirectory(of: path)
    }

    /// Leaves no file behind. Does nothing after `finish`.
    func discard() {
        guard let part else { return }
        unlink(part)
        close(descriptor)
        self.part = nil
    }

    private func flush() throws(Failure) {
        var rest = buffer[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw unwritable() }
            rest = rest.dropFirst(count)
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private func syncDirectory(of path: String) {
        let directory = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private func unwritable() -> Failure { Self.unwritable(path ?? "standard output") }

    private static func unwritable(_ path: String) -> Failure {
        Failure(.other, "\(path) can not be written: \(String(cString: strerror(errno)))")
    }

    private static func exists(_ path: String) -> Failure {
        Failure(.usage, "\(path) exists, and is left as it is", advice: "Give another name, or --force to replace it.")
    }
}
