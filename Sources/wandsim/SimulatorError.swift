#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A failure of the system under the simulator, in words for the person who started it.
struct SimulatorError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// What errno says about `operation`.
    static func system(_ operation: String) -> SimulatorError {
        SimulatorError("can not \(operation): \(String(cString: strerror(errno)))")
    }
}

/// Writes a line to standard output at once, also when it is a pipe.
func say(_ line: String) { put(line, STDOUT_FILENO) }

/// Writes a line to standard error.
func complain(_ line: String) { put(line, STDERR_FILENO) }

private func put(_ line: String, _ descriptor: Int32) {
    let bytes = Array((line + "\n").utf8)
    _ = write(descriptor, bytes, bytes.count)
}
