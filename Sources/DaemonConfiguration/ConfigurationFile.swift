import Glibc
import PumpModel

/// Reads a configuration file whole, and never more of it than `Limits.configurationBytes`.
enum ConfigurationFile {
    /// - Throws: one error that says why the file can not be read.
    static func bytes(of file: String) throws(ConfigurationErrors) -> [UInt8] {
        func failure(_ found: String, _ allowed: String = "") -> ConfigurationErrors {
            ConfigurationErrors(errors: [
                ConfigurationError(file: file, place: nil, keyPath: "", found: found, allowed: allowed)
            ])
        }
        // non-blocking, so that a pipe in place of the file is refused and not waited for
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            let problem = openingProblem(code, file: file)
            throw failure(problem.found, problem.allowed)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("can not be examined", text(of: errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let kind = status.st_mode & S_IFMT == S_IFDIR ? "is a directory" : "is not a regular file"
            throw failure(kind, "name a YAML file")
        }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        while content.count <= Limits.configurationBytes {
            let count = read(descriptor, &chunk, chunk.count)
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("can not be read", text(of: errno))
            }
            content += chunk[..<count]
        }
        return content
    }

    private static func openingProblem(_ code: Int32, file: String) -> ValueProblem {
        switch code {
        case ENOENT:
            var status = stat()
            if lstat(file, &status) == 0 {
                return ValueProblem(found: "is a link to nothing", allowed: "mend the link, or name another file")
            }
            return ValueProblem(found: "does not exist", allowed: "create it, or name another file")
        case EACCES:
            return ValueProblem(
                found: "may not be read by this user", allowed: "the daemon's user needs the right to read it")
        case ELOOP: return ValueProblem(found: "is a link that leads in a circle", allowed: "mend the link")
        default: return ValueProblem(found: "can not be opened", allowed: text(of: code))
        }
    }

    private static func text(of code: Int32) -> String { String(cString: strerror(code)) }
}
