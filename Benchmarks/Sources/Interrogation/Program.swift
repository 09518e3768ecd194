import Glibc

/// A program under measurement: started here, ended here, its CPU time read from outside.
struct Program {
    private let id: pid_t
    private let clock: clockid_t

    /// - Parameter log: where its standard error goes.
    init(_ path: String, _ arguments: [String], log: String) throws {
        var id: pid_t = 0
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let error = posix_spawn(&id, path, &files, nil, &words, environ)
        guard error == 0 else { throw BenchmarkError("\(path): \(String(cString: strerror(error)))") }
        var clock = clockid_t()
        guard clock_getcpuclockid(id, &clock) == 0 else { throw BenchmarkError("\(path) ended at once") }
        self.id = id
        self.clock = clock
    }

    /// CPU time of all its threads so far, user and system, in nanoseconds.
    func cpuNanoseconds() throws -> Int64 {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else { throw BenchmarkError.system("CPU time") }
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// User and system time so far, in clock ticks (10 ms): how the time is shared out between the two.
    func ticks() -> (user: Int64, system: Int64) {
        guard let file = fopen("/proc/\(id)/stat", "r") else { return (0, 0) }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 2_048)
        guard fgets(&line, CInt(line.count), file) != nil else { return (0, 0) }
        // the name in parentheses may hold anything: the fields are counted from its end
        let text = line.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12 else { return (0, 0) }
        return (Int64(fields[11]) ?? 0, Int64(fields[12]) ?? 0)
    }

    func end() {
        kill(id, SIGTERM)
        waitpid(id, nil, 0)
    }
}
