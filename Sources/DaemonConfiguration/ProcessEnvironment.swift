import Glibc

extension DaemonConfiguration {
    /// The variables of this process that can mean the daemon, as `read(file:environment:)` takes them.
    package static func processEnvironment() -> [String: String] {
        var found: [String: String] = [:]
        var next = environ
        while let line = next.pointee {
            let parts = String(cString: line).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            // of a name that stands there twice the first counts, as for getenv
            if parts.count == 2, parts[0].hasPrefix("WANDD_"), found[String(parts[0])] == nil {
                found[String(parts[0])] = String(parts[1])
            }
            next += 1
        }
        return found
    }
}
