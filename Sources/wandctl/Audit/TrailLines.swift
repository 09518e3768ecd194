import Glibc
import PumpModel

/// The lines of an export, from a file or from standard input (`-`). Memory is bounded, whatever the file is.
enum TrailLines {
    enum Line: Equatable {
        case text([UInt8])
        /// Above `Limits.auditLineBytes`; skipped.
        case tooLong
    }

    private static let chunkBytes = 1 << 16

    /// - Throws: `Failure` that names the file and the system's reason.
    static func read(_ path: String, _ take: (Line) -> Void) throws(Failure) {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { if path != "-" { close(descriptor) } }
        var splitter = LineSplitter()
        var chunk = [UInt8](repeating: 0, count: chunkBytes)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(path) }
            guard count > 0 else { break }
            splitter.take(chunk[..<count], take)
        }
        splitter.finish(take)
    }

    private static func unreadable(_ path: String) -> Failure {
        Failure(.other, "\(path == "-" ? "standard input" : path) can not be read: \(String(cString: strerror(errno)))")
    }
}

/// Puts lines together from bytes that come in pieces.
struct LineSplitter {
    private var line: [UInt8] = []
    private var isTooLong = false

    mutating func take(_ bytes: ArraySlice<UInt8>, _ take: (TrailLines.Line) -> Void) {
        var rest = bytes
        while let end = rest.firstIndex(of: 0x0A) {
            append(rest[..<end])
            emit(take)
            rest = rest[(end + 1)...]
        }
        append(rest)
    }

    /// A last line without an end counts.
    mutating func finish(_ take: (TrailLines.Line) -> Void) {
        if isTooLong || !line.isEmpty { emit(take) }
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>) {
        isTooLong = isTooLong || line.count + bytes.count > Limits.auditLineBytes
        if isTooLong { line = [] } else { line += bytes }
    }

    private mutating func emit(_ take: (TrailLines.Line) -> Void) {
        take(isTooLong ? .tooLong : .text(line))
        line.removeAll(keepingCapacity: true)
        isTooLong = false
    }
}
