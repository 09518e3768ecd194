import Glibc
import Synchronization

/// What the process's own terminal is and can do.
enum Terminal {
    static var isInputInteractive: Bool { isatty(STDIN_FILENO) == 1 }

    /// Colour only for people who look, and did not say no.
    static func usesColour(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1 && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
    }

    static func printError(_ text: String) { write(text, to: STDERR_FILENO) }

    /// Replaces what stands on the line of the terminal.
    static func overwriteError(_ text: String) { write("\r\u{1B}[K" + text, to: STDERR_FILENO, end: []) }

    static func print(_ text: String) { write(text, to: STDOUT_FILENO) }

    /// The same, and whether somebody still takes it.
    static func printed(_ text: String) -> Bool { write(text, to: STDOUT_FILENO) }

    /// Writes, unbuffered; a reader that left is not worth a failure of the command that was carried out.
    @discardableResult
    private static func write(_ text: String, to descriptor: Int32, end: [UInt8] = [0x0A]) -> Bool {
        var bytes = (Array(text.utf8) + end)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                if descriptor == STDOUT_FILENO, errno != EPIPE { unwritten.store(errno, ordering: .relaxed) }
                return false
            }
            bytes.removeFirst(count)
        }
        return true
    }

    private static let unwritten = Atomic<Int32>(0)

    /// Why some of the output was not written, a reader that left aside; nil when all was.
    static var outputProblem: String? {
        let code = unwritten.load(ordering: .relaxed)
        return code == 0 ? nil : String(cString: strerror(code))
    }

    static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
