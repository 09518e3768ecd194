import Glibc

/// A program of another package that does what this one does not: found on the path, run to its end.
enum OutsideTool {
    /// Plays a WAV file.
    static func play(_ wave: [UInt8]) throws(Failure) {
        try run("aplay", ["-q", "-"], input: wave, package: "alsa-utils")
    }

    /// Runs a tool with what it reads on its standard input.
    /// - Throws: `Failure` that names the tool and, where it is missing, the package to install.
    static func run(_ name: String, _ arguments: [String], input: [UInt8], package: String) throws(Failure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw failed(name, errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        var process = pid_t()
        var words: [UnsafeMutablePointer<CChar>?] = ([name] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let code = posix_spawnp(&process, name, &actions, nil, &words, environ)
        close(ends[0])
        guard code == 0 else {
            close(ends[1])
            guard code == ENOENT else { throw failed(name, code) }
            throw Failure(
                .other, "\(name) is not installed", advice: "Install it: apt-get install \(package)")
        }
        feed(input, to: ends[1])
        close(ends[1])
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw Failure(.other, "\(name) did not work (status \(status))") }
    }

    /// A tool that ends early says so by its status.
    private static func feed(_ input: [UInt8], to descriptor: Int32) {
        var rest = input[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func failed(_ name: String, _ code: Int32) -> Failure {
        Failure(.other, "\(name) can not be run: \(String(cString: strerror(code)))")
    }
}
