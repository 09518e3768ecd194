import Glibc
import NIOPosix
import Synchronization

/// Reads a line that a person types, without keeping the process from being interrupted.
enum LineReader {
    /// A longer line is an answer to another question.
    private static let maximumBytes = 256
    /// How often a cancelled wait is noticed, in milliseconds.
    private static let pollMilliseconds: Int32 = 100

    /// - Returns: the line without its end; nil at the end of the input.
    /// - Throws: `CancellationError` when the task is cancelled.
    static func line() async throws -> String? {
        let isCancelled = Cancelled()
        return try await withTaskCancellationHandler {
            try await NIOThreadPool.singleton.runIfActive { try read(isCancelled) }
        } onCancel: {
            isCancelled.flag.withLock { $0 = true }
        }
    }

    private final class Cancelled: Sendable {
        let flag = Mutex(false)
    }

    private static func read(_ isCancelled: Cancelled) throws -> String? {
        var bytes: [UInt8] = []
        while bytes.count < maximumBytes {
            if isCancelled.flag.withLock({ $0 }) { throw CancellationError() }
            var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard poll(&input, 1, pollMilliseconds) > 0 else { continue }
            var byte: UInt8 = 0
            guard Glibc.read(STDIN_FILENO, &byte, 1) == 1 else { return bytes.isEmpty ? nil : text(bytes) }
            if byte == 0x0A { return text(bytes) }
            bytes.append(byte)
        }
        return text(bytes)
    }

    private static func text(_ bytes: [UInt8]) -> String {
        var text = Substring(String(decoding: bytes, as: UTF8.self))
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.drop(while: \.isWhitespace))
    }
}
