import Glibc

/// Measures an interrogation through the real daemon against the least that could stand in its place, a relay in C.
///
/// Both sit between this process's client on a Unix socket and this process's wand on a pty. Rounds alternate, so that
/// both see the same noise; the medians of the rounds are what counts.
@main
enum Interrogation {
    /// The daemon may take this many hundredths of the relay's CPU time.
    static let aimPercent: Int64 = 200

    static func main() {
        do {
            guard CommandLine.arguments.count >= 3 else {
                throw BenchmarkError("usage: Interrogation WANDD RELAY [INTERROGATIONS-A-ROUND [ROUNDS]]")
            }
            let numbers = CommandLine.arguments.dropFirst(3).map { Int($0) ?? 0 }
            let bench = try Bench(wandd: CommandLine.arguments[1], relay: CommandLine.arguments[2])
            defer { bench.end() }
            try bench.run(exchanges: max(numbers.first ?? 2_000, 1), rounds: max(numbers.dropFirst().first ?? 5, 1))
        } catch {
            say("interrogation: \(error)")
            exit(1)
        }
    }
}

/// Why nothing could be measured.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// A system call that failed.
    static func system(_ call: String) -> BenchmarkError {
        BenchmarkError("\(call): \(String(cString: strerror(errno)))")
    }
}

/// Writes a line at once: progress is of no use when it comes late.
func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
}
