import Glibc
import NIOPosix
import Synchronization

/// Keys as they are pressed, read on a thread that may wait.
enum Keyboard {
    /// How often the end is noticed, and how long an escape key waits for what may follow it, in milliseconds.
    private static let pollMilliseconds: Int32 = 50

    private final class Ended: Sendable {
        let flag = Mutex(false)
    }

    /// Hands each key to `press` until the task is cancelled or the input ends.
    static func read(_ press: @escaping @Sendable (WatchKey) -> Void) async throws {
        let ended = Ended()
        try await withTaskCancellationHandler {
            try await NIOThreadPool.singleton.runIfActive { read(until: ended, press) }
        } onCancel: {
            ended.flag.withLock { $0 = true }
        }
    }

    private static func read(until ended: Ended, _ press: @Sendable (WatchKey) -> Void) {
        var keys = WatchKeys()
        var bytes = [UInt8](repeating: 0, count: 256)
        while !ended.flag.withLock({ $0 }) {
            var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            let ready = poll(&input, 1, pollMilliseconds)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else {
                if ready < 0 { return press(.endOfInput) }
                keys.settle().forEach(press)
                continue
            }
            let count = Glibc.read(STDIN_FILENO, &bytes, bytes.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return press(.endOfInput) }
            keys.feed(bytes[..<count]).forEach(press)
        }
    }
}
