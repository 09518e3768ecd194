import Foundation
import Glibc

/// A socat process between two pseudo-terminals, each with a symbolic link: a virtual cable.
///
/// Ended from outside, it removes its links; killed, it leaves them dangling.
package final class Socat {
    private let process = Process()

    /// Nil where socat is not installed.
    package static let program = ["/usr/bin/socat", "/usr/local/bin/socat"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Returns once both links stand.
    package init(linking port: String, to device: String) throws {
        guard let program = Self.program else { throw FixtureError(what: "no socat", osError: ENOENT) }
        let log = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-d", "-d", "PTY,raw,echo=0,link=\(port)", "PTY,raw,echo=0,link=\(device)"]
        process.standardError = log
        try process.run()
        var said = ""
        while !said.contains("starting data transfer loop") {
            let data = log.fileHandleForReading.availableData
            guard !data.isEmpty else { throw FixtureError(what: "socat ended: \(said)", osError: 0) }
            said += String(decoding: data, as: UTF8.self)
        }
    }

    deinit { kill() }

    /// Ends it without a chance to clean up.
    package func kill() {
        guard process.isRunning else { return }
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
