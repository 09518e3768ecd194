#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Why a memory file could not be read or written.
package enum PumpMemoryFileError: Error, Equatable, Sendable, CustomStringConvertible {
    case system(operation: String, path: String, code: Int32)
    /// The file is there and is not a sound memory; it was not touched.
    case refused(path: String, PumpMemoryError)
    /// The file is larger than any memory.
    case tooLarge(path: String)
    /// Another process has the file in use.
    case inUse(path: String)

    package var description: String {
        switch self {
        case .system(let operation, let path, let code):
            "can not \(operation) \(path): \(String(cString: strerror(code)))"
        case .refused(let path, let reason):
            "\(path) is \(reason); it was left as it is: move it away to start with a new pump"
        case .tooLarge(let path): "\(path) is larger than any pump memory; it was left as it is"
        case .inUse(let path): "\(path) is in use by another simulator"
        }
    }
}

/// A pump's non-volatile memory in a file: after a kill at any moment it holds the old memory or the new one, whole.
///
/// Each save writes a new file beside the old one, forces it to the disk, puts it in the old one's place and forces the
/// directory. A lock beside it (`PATH.lock`, held as long as this value lives) keeps a second simulator out.
package struct PumpMemoryFile: ~Copyable {
    /// Above the size of a memory with a full history, each change with as long a program as there can be.
    static let byteLimit = 16 << 20

    package let path: String
    private let lock: Int32

    /// Takes the lock; the file itself need not be there.
    package init(path: String) throws(PumpMemoryFileError) {
        let name = path + ".lock"
        let descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(operation: "open", path: name, code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK ? .inUse(path: path) : .system(operation: "lock", path: name, code: code)
        }
        self.path = path
        lock = descriptor
    }

    deinit { close(lock) }

    /// What the file holds; nil when there is no file.
    package func load() throws(PumpMemoryFileError) -> PumpMemory? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .system(operation: "open", path: path, code: errno)
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(operation: "read", path: path, code: errno) }
            if count == 0 { break }
            bytes += chunk.prefix(count)
            guard bytes.count <= Self.byteLimit else { throw .tooLarge(path: path) }
        }
        do throws(PumpMemoryError) {
            return try PumpMemory(decoding: bytes)
        } catch {
            throw .refused(path: path, error)
        }
    }

    /// Makes `memory` what the file holds, durably, before it returns.
    package func save(_ memory: PumpMemory) throws(PumpMemoryFileError) {
        let fresh = path + ".new"
        let descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(operation: "create", path: fresh, code: errno) }
        do throws(PumpMemoryFileError) {
            try write(memory.encoded(), to: descriptor, path: fresh)
            guard fsync(descriptor) == 0 else { throw .system(operation: "sync", path: fresh, code: errno) }
        } catch {
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0 else { throw .system(operation: "close", path: fresh, code: errno) }
        guard rename(fresh, path) == 0 else { throw .system(operation: "replace", path: path, code: errno) }
        try syncDirectory()
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(PumpMemoryFileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Self.systemWrite(descriptor, $0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .system(operation: "write", path: path, code: errno) }
            rest = rest.dropFirst(count)
        }
    }

    private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    private func syncDirectory() throws(PumpMemoryFileError) {
        let directory: String
        switch path.lastIndex(of: "/") {
        case nil: directory = "."
        case path.startIndex?: directory = "/"
        case let slash?: directory = String(path[..<slash])
        }
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(operation: "open", path: directory, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system(operation: "sync", path: directory, code: errno) }
    }
}
